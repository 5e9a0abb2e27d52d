import type { Check } from '../policy/check';
import type { Call, Input } from './service';

/** A member of an input as text, undefined if it is absent. */
export function text(input: Input, member: string): string | undefined {
  const value = input[member];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** An ARN in the caller's account and the call's region. */
export function arn({ partition, region, accountId }: Call, service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}

/** `name` if it is an ARN already, otherwise the ARN of the resource with that name. */
export function arnOf(name: string, otherwise: (name: string) => string): string {
  return name.startsWith('arn:') ? name : otherwise(name);
}

/** The permission to pass a role to a service; none if no role is passed. */
export function passRole(roleArn: unknown, service: string): readonly Check[] {
  if (typeof roleArn !== 'string' || roleArn === '') return [];
  return [{ action: 'iam:PassRole', resource: roleArn, context: { 'iam:PassedToService': service } }];
}

/** The further permission that a request with tags needs. */
export function tagging(input: Input, action: string, resource: string): readonly Check[] {
  const tags = input.Tags ?? input.tags;
  const some = typeof tags === 'object' && tags !== null && Object.keys(tags).length > 0;
  return some ? [{ action, resource }] : [];
}
