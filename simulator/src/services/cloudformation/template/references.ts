import { templateError, templateFormatError, validationError } from '../errors';
import { attributeOf } from './intrinsics';
import { functionCall, isObject, type Json, type ResourceDefinition, type Template } from './template';

const PSEUDO = ['AccountId', 'NotificationARNs', 'NoValue', 'Partition', 'Region', 'StackId', 'StackName', 'URLSuffix'];
const isPseudo = (name: string): boolean => PSEUDO.some((each) => name === `AWS::${each}`);

interface Found {
  readonly kind: 'Ref' | 'GetAtt' | 'Condition';
  readonly name: string;
  readonly attribute?: string;
}

/** The logical ids that a value refers to, with the kind of each reference. */
export function referencesIn(value: Json): Found[] {
  const call = functionCall(value);
  if (call?.name === 'Ref') return [{ kind: 'Ref', name: String(call.argument) }];
  if (call?.name === 'Fn::GetAtt') {
    const [id, attribute] = attributeOf(call.argument);
    const literal = typeof attribute === 'string' ? { attribute } : {};
    return [{ kind: 'GetAtt', name: id, ...literal }, ...referencesIn(attribute)];
  }
  if (call?.name === 'Fn::Sub') return subReferences(call.argument);
  const condition: Found[] =
    call?.name === 'Fn::If' && Array.isArray(call.argument)
      ? [{ kind: 'Condition', name: String(call.argument[0]) }]
      : [];
  if (Array.isArray(value)) return value.flatMap((each: Json) => referencesIn(each));
  if (isObject(value)) return [...condition, ...Object.values(value).flatMap(referencesIn)];
  return [];
}

function subReferences(argument: Json): Found[] {
  const body = String(Array.isArray(argument) ? argument[0] : argument);
  const variables =
    Array.isArray(argument) && isObject(argument[1] as Json) ? (argument[1] as Record<string, Json>) : {};
  const own = [...body.matchAll(/\$\{([^}!][^}]*)\}/g)]
    .map((match) => (match[1] ?? '').trim())
    .filter((name) => !(name in variables))
    .map((name): Found => {
      const dot = name.indexOf('.');
      if (dot < 0) return { kind: 'Ref', name };
      return { kind: 'GetAtt', name: name.slice(0, dot), attribute: name.slice(dot + 1) };
    });
  return [...own, ...Object.values(variables).flatMap(referencesIn)];
}

function dependsOn(definition: ResourceDefinition): readonly string[] {
  const named = definition.DependsOn;
  return named === undefined ? [] : typeof named === 'string' ? [named] : named;
}

/** For each resource, the resources that must exist before it. */
export function dependencies(template: Template, ids: Iterable<string>): Map<string, Set<string>> {
  const present = new Set(ids);
  return new Map(
    [...present].map((id) => {
      const definition = template.Resources[id];
      const names = definition
        ? [...referencesIn(definition.Properties ?? {}).map((each) => each.name), ...dependsOn(definition)]
        : [];
      return [id, new Set(names.filter((name) => present.has(name) && name !== id))];
    }),
  );
}

/** @throws AwsError for references to ids that the template does not contain, and for circular references */
export function checkReferences(template: Template): void {
  const known = (name: string): boolean => name in template.Resources || name in template.Parameters || isPseudo(name);
  const unresolved = new Set<string>();
  for (const definition of Object.values(template.Resources)) {
    const { Condition } = definition;
    if (Condition !== undefined && !(Condition in template.Conditions))
      throw templateFormatError(`Unresolved condition dependency ${Condition} in the Resources block of the template`);
    for (const each of referencesIn(definition.Properties ?? {})) checkOne(template, each, unresolved, known);
    for (const name of dependsOn(definition)) if (!(name in template.Resources)) unresolved.add(name);
  }
  if (unresolved.size > 0) throw unresolvedIn([...unresolved], 'Resources');
  for (const definition of Object.values(template.Outputs)) {
    for (const each of referencesIn(definition.Value)) checkOne(template, each, unresolved, known);
    if (definition.Condition !== undefined && !(definition.Condition in template.Conditions))
      throw templateFormatError(
        `Unresolved condition dependency ${definition.Condition} in the Outputs block of the template`,
      );
  }
  if (unresolved.size > 0) throw unresolvedIn([...unresolved], 'Outputs');
  checkCircles(dependencies(template, Object.keys(template.Resources)));
}

function checkOne(template: Template, found: Found, unresolved: Set<string>, known: (name: string) => boolean): void {
  if (found.kind === 'GetAtt' && !(found.name in template.Resources))
    throw templateError(`instance of Fn::GetAtt references undefined resource ${found.name}`);
  if (found.kind === 'Condition' && !(found.name in template.Conditions))
    throw templateError(`Unresolved condition dependency ${found.name}`);
  if (found.kind === 'Ref' && !known(found.name)) unresolved.add(found.name);
}

function unresolvedIn(names: readonly string[], block: string): Error {
  return templateFormatError(
    `Unresolved resource dependencies [${names.join(', ')}] in the ${block} block of the template`,
  );
}

function checkCircles(graph: ReadonlyMap<string, ReadonlySet<string>>): void {
  const left = new Map([...graph].map(([id, on]) => [id, new Set(on)]));
  for (let free = true; free; ) {
    free = false;
    for (const [id, on] of left) {
      if (on.size > 0) continue;
      left.delete(id);
      for (const others of left.values()) others.delete(id);
      free = true;
    }
  }
  if (left.size > 0)
    throw validationError(`Circular dependency between resources: [${[...left.keys()].sort().join(', ')}]`);
}
