import type { z } from 'zod';
import {
  type AccountEntry,
  type DetectorEntry,
  type GraphEntry,
  type InvitationEntry,
  type OrganizationFile,
  type OutsideAccountEntry,
  organizationFile,
} from './file';
import type { GuardDutyPolicyEntry } from './guardduty-policies';
import type { ServiceControlPolicyEntry } from './policy-entry';

/** The way to a value: keys and indexes. */
export type Path = readonly (string | number)[];

/** An entry of a list and its index in the file. */
export interface Placed<T> {
  readonly at: number;
  readonly entry: T;
}

/** The valid parts of an organization file, so that rules can check a file that has other mistakes. */
export interface Draft {
  readonly organization?: OrganizationFile['organization'];
  readonly partition: OrganizationFile['partition'];
  readonly accounts: readonly Placed<AccountEntry>[];
  readonly outsideAccounts: readonly Placed<OutsideAccountEntry>[];
  readonly guardduty: readonly Placed<DetectorEntry>[];
  readonly detective: readonly Placed<GraphEntry>[];
  readonly invitations: readonly Placed<InvitationEntry>[];
  readonly serviceControlPolicies: readonly Placed<ServiceControlPolicyEntry>[];
  readonly guardDutyPolicies: readonly Placed<GuardDutyPolicyEntry>[];
}

/** The valid parts of a file: wrong values are removed, then entries that are still invalid. */
export function draftOf(value: unknown, wrong: readonly Path[]): Draft {
  const rest = structuredClone(value);
  for (const path of wrong) removeAt(rest, path);
  const { shape } = organizationFile;
  const organization = shape.organization.safeParse(inside(rest, 'organization')).data;
  return {
    ...(organization ? { organization } : {}),
    partition: shape.partition.safeParse(inside(rest, 'partition')).data ?? 'aws',
    accounts: placed(shape.accounts.element, inside(rest, 'accounts')),
    outsideAccounts: placed(shape.outsideAccounts.unwrap().element, inside(rest, 'outsideAccounts')),
    guardduty: placed(shape.guardduty.unwrap().element, inside(rest, 'guardduty')),
    detective: placed(shape.detective.unwrap().element, inside(rest, 'detective')),
    invitations: placed(shape.invitations.unwrap().element, inside(rest, 'invitations')),
    serviceControlPolicies: placed(
      shape.serviceControlPolicies.unwrap().element,
      inside(rest, 'serviceControlPolicies'),
    ),
    guardDutyPolicies: placed(shape.guardDutyPolicies.unwrap().element, inside(rest, 'guardDutyPolicies')),
  };
}

function placed<S extends z.ZodType>(schema: S, list: unknown): Placed<z.output<S>>[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((value, at) => {
    const result = schema.safeParse(value);
    return result.success ? [{ at, entry: result.data }] : [];
  });
}

/** Removes a value from its object; an item of a list becomes undefined and keeps its place. */
function removeAt(root: unknown, path: Path): void {
  const last = path.at(-1);
  const parent = path.slice(0, -1).reduce(inside, root);
  if (Array.isArray(parent)) {
    if (typeof last === 'number') parent[last] = undefined;
  } else if (typeof parent === 'object' && parent !== null && last !== undefined) Reflect.deleteProperty(parent, last);
}

/** The value under a key of an object or list, undefined if there is none. */
export function inside(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
