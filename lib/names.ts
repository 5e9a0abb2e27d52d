import type { Partition } from './config/schema';

/** The event bus in the administrator's home region that every governed region forwards its findings to. */
export const FINDINGS_BUS = 'muster-findings';

/** The rule through which findings on that bus reach the enrichment's queue. */
export const ARRIVAL_RULE = 'muster-findings-arrive';

/** What the functions that accept invitations run as, in every region: outside accounts trust it by this name. */
export const ACCEPTANCE_ROLE = 'muster-acceptance-pass';

/** Where something lives: what ARNs are made of. */
export interface Place {
  readonly partition: Partition;
  readonly account: string;
  readonly region: string;
}

/** In place of a region: what roles for all regions are about. */
export const EVERYWHERE = '*';

/** ARN of the findings bus: by name, because a reference would tie every region's stack to the hub's. */
export function findingsBusArn({ partition, account, region }: Place): string {
  return `arn:${partition}:events:${region}:${account}:event-bus/${FINDINGS_BUS}`;
}

/** ARN of all rules of this project on the findings bus. */
export function rulesArn({ partition, account, region }: Place): string {
  return `arn:${partition}:events:${region}:${account}:rule/${FINDINGS_BUS}/muster-*`;
}

/** What the outputs of stacks are called that say where something is parked. */
export const DEAD_LETTERS = 'DeadLetters';

/** Alias of the key that exported findings are encrypted with, in the administrator's home region. */
export const EXPORT_KEY = 'alias/muster-findings-export';

/** The bucket that findings are exported to, unless the configuration names it. */
export function exportBucket({ account, region }: Omit<Place, 'partition'>): string {
  return `muster-findings-${account}-${region}`;
}
