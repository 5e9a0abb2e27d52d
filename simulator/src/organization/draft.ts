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
import type { ServiceControlPolicyEntry } from './policy-entry';

/** A step of the way to a value: a key or an index. */
export type Path = readonly (string | number)[];

/** An entry of a list and its index in the file. */
export interface Placed<T> {
  readonly at: number;
  readonly entry: T;
}

/** What of an organization file is valid, so that rules can look at a file that has other mistakes. */
export interface Draft {
  readonly organization?: OrganizationFile['organization'];
  readonly partition: OrganizationFile['partition'];
  readonly accounts: readonly Placed<AccountEntry>[];
  readonly outsideAccounts: readonly Placed<OutsideAccountEntry>[];
  readonly guardduty: readonly Placed<DetectorEntry>[];
  readonly detective: readonly Placed<GraphEntry>[];
  readonly invitations: readonly Placed<InvitationEntry>[];
  readonly serviceControlPolicies: readonly Placed<ServiceControlPolicyEntry>[];
}

/** The valid parts of a file: what is wrong is taken out, and what then is still not valid is left out as a whole. */
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
  };
}

function placed<S extends z.ZodType>(schema: S, list: unknown): Placed<z.output<S>>[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((value, at) => {
    const result = schema.safeParse(value);
    return result.success ? [{ at, entry: result.data }] : [];
  });
}

/** Takes a value out of its object; of an item of a list nothing, its place stays. */
function removeAt(root: unknown, path: Path): void {
  const last = path.at(-1);
  const parent = path.slice(0, -1).reduce(inside, root);
  if (Array.isArray(parent)) {
    if (typeof last === 'number') parent[last] = undefined;
  } else if (typeof parent === 'object' && parent !== null && last !== undefined) Reflect.deleteProperty(parent, last);
}

/** What is in an object or list under a key, undefined where there is none. */
export function inside(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
