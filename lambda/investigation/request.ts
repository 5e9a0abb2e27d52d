import { z } from 'zod';
import { occurrenceKind } from '../findings/desired';
import type { Finding } from '../findings/finding';
import type { Notification } from '../findings/notification';
import { type Suspect, suspect } from './suspect';

/** A finding as far as it is told of again when its investigation has ended. */
export const findingBrief = z.object({
  id: z.string(),
  type: z.string(),
  title: z.string(),
  severity: z.object({ value: z.number(), word: z.enum(['Critical', 'High', 'Medium', 'Low', 'Unknown']) }),
  occurrence: z.object({ kind: occurrenceKind, count: z.number(), previousSeverity: z.number().optional() }),
  account: z.object({
    id: z.string(),
    name: z.string().optional(),
    email: z.string().optional(),
    ous: z.array(z.object({ id: z.string(), name: z.string() })),
    tags: z.record(z.string(), z.string()),
  }),
  region: z.string(),
  regions: z.array(z.string()),
  resourceType: z.string(),
  resource: z.string(),
  firstSeen: z.string().optional(),
  lastSeen: z.string().optional(),
  links: z.object({ guardDuty: z.string(), remediation: z.string() }),
});

/** What the hub asks Detective for, and all that is needed to tell the result: the input of an execution. */
export const wanted = z.object({
  suspect,
  partition: z.string(),
  region: z.string(),
  /** when what the finding is about began, in milliseconds */
  since: z.number().optional(),
  /** ISO; earlier the graph may not show what the finding is about */
  notBefore: z.string(),
  /** the suspect's profile in Detective */
  profile: z.string().optional(),
  finding: findingBrief,
  /** who was told of the finding: target → route */
  deliver: z.record(z.string(), z.string()),
});

export type FindingBrief = z.infer<typeof findingBrief>;
export type Wanted = z.infer<typeof wanted>;

/** How far the graph is behind what happens. */
export const LAG = 5 * 60_000;

/** An investigation of a suspect of a finding, told to those who were told of the finding. */
export function wantedOf(
  who: Suspect,
  { partition, region, firstSeen, lastSeen }: Finding,
  told: Notification,
  deliver: Readonly<Record<string, string>>,
  now: number,
): Wanted {
  const profile = told.entities.find(({ kind, name }) => kind === who.kind && name === who.name)?.detective;
  return wanted.parse({
    suspect: who,
    partition,
    region,
    since: firstSeen,
    notBefore: new Date(Math.min(lastSeen ?? now, now) + LAG).toISOString(),
    profile: profile && 'url' in profile ? profile.url : undefined,
    finding: told,
    deliver,
  });
}
