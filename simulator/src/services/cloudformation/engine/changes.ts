import { isDeepStrictEqual } from 'node:util';
import { resourceTypeOf } from '../resource-types';
import type { Change, ChangeDetail, StackResource } from '../state';
import { holds } from '../template/conditions';
import { dependencies } from '../template/references';
import type { Scope } from '../template/scope';
import type { Json } from '../template/template';
import { needsReplacement } from './apply';
import type { Deployment } from './deployment';
import type { Graph } from './graph';
import { evaluateOutputs } from './outputs';
import { effectiveProperties, existing, scopeOf } from './properties';

/** The changes of a deployment, and whether there are any. */
export interface Preview {
  readonly changes: readonly Change[];
  readonly empty: boolean;
}

/** The changes that a deployment would make. Values that are known only after deployment count as changed. */
export async function preview(deployment: Deployment): Promise<Preview> {
  const { stack, submission, template } = deployment;
  const unknown = new Set<string>();
  const known = existing(stack);
  const scope = scopeOf(deployment, (id) => (unknown.has(id) ? undefined : known(id)));
  const present = Object.keys(template.Resources).filter((id) => holds(template.Resources[id]?.Condition, scope));
  const changes: Change[] = [];
  for (const id of inOrder(dependencies(template, present))) {
    const change = await changeOf(deployment, id, scope);
    if (!change) continue;
    if (change.action === 'Add' || change.replacement === 'True') unknown.add(id);
    changes.push(change);
  }
  for (const resource of stack.resources.values())
    if (!present.includes(resource.logicalId) && resource.status !== 'DELETE_COMPLETE') changes.push(removal(resource));
  const sameOutputs = isDeepStrictEqual(evaluateOutputs(scope), [...stack.outputs]);
  const sameTags = isDeepStrictEqual(byKey(submission.tags), byKey(stack.deployed?.tags ?? []));
  return { changes, empty: changes.length === 0 && sameOutputs && sameTags };
}

const byKey = (tags: Deployment['submission']['tags']): Record<string, string | undefined> =>
  Object.fromEntries(tags.map((each) => [each.Key, each.Value]).sort());

async function changeOf(deployment: Deployment, id: string, scope: Scope): Promise<Change | undefined> {
  const definition = deployment.template.Resources[id];
  if (!definition) return undefined;
  const type = resourceTypeOf(definition.Type);
  const before = deployment.stack.resources.get(id);
  const blank = { logicalId: id, type: definition.Type, scope: [], details: [] };
  const properties = await effectiveProperties(deployment, id, type, scope);
  if (!before || before.status === 'CREATE_FAILED' || before.status === 'DELETE_COMPLETE')
    return { ...blank, action: 'Add' };
  const changed = differences(before.properties, properties);
  const details = [
    ...changed.map((name) => detail(name, before.properties[name], properties[name], type.createOnly.includes(name))),
    ...attributeDetails(before, definition),
  ];
  if (details.length === 0 && before.status !== 'UPDATE_FAILED') return undefined;
  const replaced = changed.length > 0 && needsReplacement(type, before.properties, properties);
  return {
    ...blank,
    action: 'Modify',
    physicalId: before.physicalId,
    replacement: replaced ? 'True' : 'False',
    scope: [...new Set(details.map((each) => each.attribute))],
    details,
  };
}

const removal = ({ logicalId, type, physicalId }: StackResource): Change => ({
  action: 'Remove',
  logicalId,
  type,
  scope: [],
  details: [],
  ...(physicalId === '' ? {} : { physicalId }),
});

function differences(before: Readonly<Record<string, Json>>, after: Readonly<Record<string, Json>>): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !isDeepStrictEqual(before[name], after[name]));
}

function detail(name: string, before: Json | undefined, after: Json | undefined, recreates: boolean): ChangeDetail {
  return {
    attribute: name === 'Tags' ? 'Tags' : 'Properties',
    ...(name === 'Tags' ? {} : { name }),
    requiresRecreation: recreates ? 'Always' : 'Never',
    ...(before === undefined ? {} : { before: shown(before) }),
    ...(after === undefined ? {} : { after: shown(after) }),
  };
}

function attributeDetails(before: StackResource, after: StackResource['definition']): ChangeDetail[] {
  const names = ['Metadata', 'DeletionPolicy', 'UpdateReplacePolicy'] as const;
  return names
    .filter((name) => !isDeepStrictEqual(before.definition[name], after[name]))
    .map((attribute) => ({ attribute, requiresRecreation: 'Never' }));
}

function shown(value: Json): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** The nodes, each after its dependencies. */
function inOrder(graph: Graph): string[] {
  const ordered = new Set<string>();
  const add = (id: string): void => {
    if (ordered.has(id)) return;
    for (const each of graph.get(id) ?? []) add(each);
    ordered.add(id);
  };
  for (const id of graph.keys()) add(id);
  return [...ordered];
}
