import { z } from 'zod';
import { type Identity, identities } from '../findings/actor';
import type { FindingsDesired } from '../findings/desired';
import { coverageOf, type GraphMembers } from '../findings/detective';
import { distinctBy } from '../findings/distinct';
import type { Finding } from '../findings/finding';
import type { Occurrence } from '../findings/occurrence';

/** An IAM user or role that Detective can investigate. */
export const suspect = z.object({
  kind: z.enum(['user', 'role']),
  name: z.string(),
  accountId: z.string(),
  arn: z.string(),
});

export type Suspect = z.infer<typeof suspect>;

/** An attack sequence may name many; the one that acted first comes first. */
const MAX = 3;

/** The users and roles to investigate because of a finding: none if it is not severe enough, or Detective does not see it. */
export function suspectsIn(
  { finding, occurrence }: { readonly finding: Finding; readonly occurrence: Occurrence },
  desired: FindingsDesired,
  members: GraphMembers,
): Suspect[] {
  const { investigation } = desired;
  if (!investigation || finding.severity.value < investigation.severity) return [];
  if (occurrence.kind === 'repeated' || finding.sample || finding.archived) return [];
  const { state } = coverageOf(desired, finding, members);
  // if the members could not be read, Detective itself answers whether it sees the account
  if (state !== 'shown' && state !== 'notKnown') return [];
  const found = identities(finding).flatMap((identity) => suspectOf(finding, identity) ?? []);
  return distinctBy(found, ({ kind, name, accountId }) => `${accountId} ${kind} ${name}`)
    .slice(0, MAX)
    .map((one) => ({ ...one, arn: arnOf(finding, one.kind, one.name, one.accountId) }));
}

/** IAM's own rule for names */
const NAME = /^[\w+=,.@-]{1,64}$/;

function suspectOf(finding: Finding, { kind, name: shown, principalId, accessKeyId, ...identity }: Identity) {
  if (kind !== 'user' && kind !== 'role' && kind !== 'roleSession') return undefined;
  const [name = ''] = shown.split('/');
  const accountId = identity.accountId ?? finding.accountId;
  // an identity without a name has an id, from which no ARN can be built
  if (!NAME.test(name) || name === principalId || name === accessKeyId || !/^\d{12}$/.test(accountId)) return undefined;
  const type = kind === 'user' ? 'user' : 'role';
  return { kind: type, name, accountId } as const;
}

/** The ARN that appears in the finding, else one without a path: GuardDuty's description of an actor has no path. */
function arnOf({ partition, body }: Finding, type: string, name: string, accountId: string): string {
  const prefix = `arn:${partition}:iam::${accountId}:${type}/`;
  const named = JSON.stringify(body)
    .split('"')
    .find((text) => text.startsWith(prefix) && text.endsWith(`/${name}`) && /^[\x21-\x7e]{1,576}$/.test(text));
  return named ?? `${prefix}${name}`;
}
