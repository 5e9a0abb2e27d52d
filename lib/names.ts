import type { Partition } from './config/schema';

/** The event bus in the administrator's home region that every governed region forwards its findings to. */
export const FINDINGS_BUS = 'muster-findings';

/** The rule through which findings on that bus reach the enrichment's queue. */
export const ARRIVAL_RULE = 'muster-findings-arrive';

/** The rule through which alarms of other stacks reach the on-call. */
export const REGIONAL_ALARMS_RULE = 'muster-regional-alarms';

/** The rules of the management account that may put events on that bus: on its default bus, in the regions of its stacks. */
export const MANAGEMENT_RULES = { alarms: 'muster-alarms', events: 'muster-lifecycle' } as const;

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

/** ARN of a rule on the findings bus. @param name all rules of this project where absent */
export function rulesArn({ partition, account, region }: Place, name = 'muster-*'): string {
  return `arn:${partition}:events:${region}:${account}:rule/${FINDINGS_BUS}/${name}`;
}

/** ARN of a rule on the default bus of a place. */
export function defaultRuleArn({ partition, account, region }: Place, name: string): string {
  return `arn:${partition}:events:${region}:${account}:rule/${name}`;
}

/** What the outputs of stacks are called that say where something is parked. */
export const DEAD_LETTERS = 'DeadLetters';

/** Alias of the key that exported findings are encrypted with, in the administrator's home region. */
export const EXPORT_KEY = 'alias/muster-findings-export';

/** The bucket that findings are exported to, unless the configuration names it. */
export function exportBucket({ account, region }: Omit<Place, 'partition'>): string {
  return `muster-findings-${account}-${region}`;
}
