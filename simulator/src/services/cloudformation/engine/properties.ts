import type { Tag } from '@aws-sdk/client-cloudformation';
import { regionFacts } from '../../../organization/regions';
import type { Properties, ResourceType } from '../resource-types/resource-type';
import type { Stack, Submission } from '../state';
import { resolveDynamicReferences, resolveSecrets } from '../template/dynamic-references';
import { resolve } from '../template/intrinsics';
import { parameterValue } from '../template/parameters';
import type { ResourceValues, Scope } from '../template/scope';
import { isObject, type Json, type Template } from '../template/template';
import type { Deployment } from './deployment';
import { exportedValue, stackOutputValue } from './exports';

type Setting = Pick<Deployment, 'world' | 'stack' | 'submission' | 'template' | 'principal' | 'partition' | 'imports'>;

/** The scope in which the functions of a deployment's template are evaluated. */
export function scopeOf(setting: Setting, resource: (id: string) => ResourceValues | undefined): Scope {
  const { world, stack, submission, template, imports } = setting;
  return {
    template,
    parameters: { ...pseudoParameters(stack, submission, setting.partition), ...parametersOf(template, submission) },
    resource,
    importValue: (name) => {
      imports.add(name);
      return exportedValue(world, stack, name);
    },
    // the role that reads another account's stack belongs to that account
    stackOutput: (name, output, region, roleArn) =>
      stackOutputValue(world, roleArn?.split(':')[4] ?? stack.account, region, name, output),
    zones: (region) =>
      regionFacts(setting.partition).some((each) => each.region === region)
        ? ['a', 'b', 'c'].map((zone) => region + zone)
        : [],
  };
}

/** The resources of the stack that exist, as references see them. */
export function existing(stack: Stack): (id: string) => ResourceValues | undefined {
  return (id) => {
    const found = stack.resources.get(id);
    return found && { type: found.type, ref: found.physicalId, attributes: found.attributes };
  };
}

/**
 * The properties of a resource with all functions evaluated and the stack's tags merged in. References to secrets stay as they
 * were written, because CloudFormation keeps, compares and shows them that way.
 */
export async function effectiveProperties(
  setting: Setting,
  logicalId: string,
  type: ResourceType,
  scope: Scope,
): Promise<Record<string, Json>> {
  const raw = setting.template.Resources[logicalId]?.Properties ?? {};
  const resolved = resolve(raw, scope);
  const { world, principal, stack } = setting;
  const filled = await resolveDynamicReferences(resolved ?? {}, {
    world,
    caller: principal,
    region: stack.region,
  });
  return withStackTags(isObject(filled) ? filled : {}, type.tags, setting.submission.tags);
}

/** The properties with secrets filled in, for the resource's handler; custom resources get the references. */
export async function withSecrets(
  properties: Properties,
  type: ResourceType,
  { world, principal, stack }: Pick<Setting, 'world' | 'principal' | 'stack'>,
): Promise<Properties> {
  if (type.attributes === 'any') return properties;
  const reader = { world, caller: principal, region: stack.region };
  return (await resolveSecrets(properties, reader)) as Properties;
}

/** Merges tags; a resource's own tags override the stack's. */
function withStackTags(
  properties: Readonly<Record<string, Json>>,
  form: 'list' | 'map' | undefined,
  stackTags: readonly Tag[],
): Record<string, Json> {
  if (form === undefined || stackTags.length === 0) return { ...properties };
  const { Tags } = properties;
  if (form === 'map') {
    const own = isObject(Tags) ? Tags : {};
    return {
      ...properties,
      Tags: { ...Object.fromEntries(stackTags.map((each) => [each.Key ?? '', each.Value ?? ''])), ...own },
    };
  }
  const own = Array.isArray(Tags) ? (Tags as readonly Json[]) : [];
  const named = new Set(own.map((each) => (isObject(each) ? each.Key : undefined)));
  const added = stackTags.filter((each) => !named.has(each.Key)).map(({ Key = '', Value = '' }) => ({ Key, Value }));
  return { ...properties, Tags: [...own, ...added] };
}

function parametersOf(template: Template, submission: Submission): Record<string, Json> {
  return Object.fromEntries(
    submission.parameters.map((each) => [each.key, parameterValue(each, template.Parameters[each.key])]),
  );
}

function pseudoParameters(stack: Stack, submission: Submission, partition: string): Record<string, Json> {
  return {
    'AWS::AccountId': stack.account,
    'AWS::Region': stack.region,
    'AWS::StackName': stack.name,
    'AWS::StackId': stack.id,
    'AWS::Partition': partition,
    'AWS::URLSuffix': partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
    'AWS::NotificationARNs': submission.notificationArns,
  };
}
