import type { Partition } from './config/schema';

/** Name of the findings bus: every governed region forwards its findings to it, in the administrator's home region. */
export const FINDINGS_BUS = 'muster-findings';

/** Name of the rule that delivers findings from that bus to the enrichment's queue. */
export const ARRIVAL_RULE = 'muster-findings-arrive';

/** Name of the rule that delivers alarms of other stacks to the on-call. */
export const REGIONAL_ALARMS_RULE = 'muster-regional-alarms';

/** Name of the rule, on the default bus of the home region, that notifies the on-call when exported findings are in danger. */
export const EXPORT_RULE = 'muster-export-changes';

/** Names of the rules of every governed region, on its default bus. */
export const DETECTION_RULES = {
  repair: 'muster-detection-repair',
  events: 'muster-detection-findings',
  alarms: 'muster-detection-alarms',
  changes: 'muster-detection-changes',
} as const;

/** Names of the directory's rules on the default bus of the home region. */
export const DIRECTORY_RULES = { events: 'muster-directory-events', alarms: 'muster-directory-alarms' } as const;

/** Names of the management account's rules that may put events on that bus: on its default bus, in the regions of its stacks. */
export const MANAGEMENT_RULES = { alarms: 'muster-alarms', events: 'muster-lifecycle' } as const;

/** Name of the role of the functions that accept invitations, in every region: outside accounts trust this name. */
export const ACCEPTANCE_ROLE = 'muster-acceptance-pass';

/** Where a resource is: partition, account and region of its ARN. */
export interface Place {
  readonly partition: Partition;
  readonly account: string;
  readonly region: string;
}

/** In place of a region: the place of roles that are used in all regions. */
export const EVERYWHERE = '*';

/** ARN of the findings bus, built from its name: a reference would tie every region's stack to the hub's. */
export function findingsBusArn({ partition, account, region }: Place): string {
  return `arn:${partition}:events:${region}:${account}:event-bus/${FINDINGS_BUS}`;
}

/** ARN of a rule on the findings bus. @param name every rule of this project if absent */
export function rulesArn({ partition, account, region }: Place, name = 'muster-*'): string {
  return `arn:${partition}:events:${region}:${account}:rule/${FINDINGS_BUS}/${name}`;
}

/** ARN of a rule on the default bus of a place. */
export function defaultRuleArn({ partition, account, region }: Place, name: string): string {
  return `arn:${partition}:events:${region}:${account}:rule/${name}`;
}

/** Prefix of the names of stack outputs that hold the URL of a dead-letter queue. */
export const DEAD_LETTERS = 'DeadLetters';

/** Alias of the key that encrypts exported findings, in the administrator's home region. */
export const EXPORT_KEY = 'alias/muster-findings-export';

/** Default name of the bucket for exported findings. */
export function exportBucket({ account, region }: Omit<Place, 'partition'>): string {
  return `muster-findings-${account}-${region}`;
}
