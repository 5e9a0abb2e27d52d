import { z } from 'zod';
import { occurrenceKind } from '../findings/desired';
import type { Finding } from '../findings/finding';
import type { Notification } from '../findings/notification';
import { type Suspect, suspect } from './suspect';

/** The part of a finding that the notification about its investigation repeats. */
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

/** A request for an investigation, with everything that the notification about its result needs: the input of an execution. */
export const wanted = z.object({
  suspect,
  partition: z.string(),
  region: z.string(),
  /** when the activity of the finding began, in milliseconds */
  since: z.number().optional(),
  /** ISO; before this time the graph may not show the activity of the finding */
  notBefore: z.string(),
  /** the suspect's profile in Detective */
  profile: z.string().optional(),
  finding: findingBrief,
  /** the deliveries of the finding: target → route */
  deliver: z.record(z.string(), z.string()),
});

export type FindingBrief = z.infer<typeof findingBrief>;
export type Wanted = z.infer<typeof wanted>;

/** The delay of the graph. */
export const LAG = 5 * 60_000;

/** The request to investigate a suspect; the finding's targets are notified about the result. */
export function requestFor(
  who: Suspect,
  { partition, region, firstSeen, lastSeen }: Finding,
  notification: Notification,
  deliver: Readonly<Record<string, string>>,
  now: number,
): Wanted {
  const profile = notification.entities.find(({ kind, name }) => kind === who.kind && name === who.name)?.detective;
  return wanted.parse({
    suspect: who,
    partition,
    region,
    since: firstSeen,
    notBefore: new Date(Math.min(lastSeen ?? now, now) + LAG).toISOString(),
    profile: profile && 'url' in profile ? profile.url : undefined,
    finding: notification,
    deliver,
  });
}
