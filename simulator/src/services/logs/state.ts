import { Slot } from '../../kernel/slot';

/** One line of a log. */
export interface LogEvent {
  readonly timestamp: number;
  readonly ingestionTime: number;
  readonly message: string;
}

export interface LogStream {
  readonly name: string;
  readonly creationTime: number;
  readonly events: LogEvent[];
}

export interface LogGroup {
  readonly name: string;
  readonly arn: string;
  readonly creationTime: number;
  readonly logGroupClass: string;
  retentionInDays: number | undefined;
  kmsKeyId: string | undefined;
  deletionProtection: boolean;
  tags: Record<string, string>;
  readonly streams: Map<string, LogStream>;
  /** recorded only */
  readonly metricFilters: Map<string, Record<string, unknown>>;
}

export const logGroups = new Slot('logs', 'logGroups', () => new Map<string, LogGroup>());

/** Policies that let services write to log groups: name → document. Recorded, not enforced. */
export const resourcePolicies = new Slot(
  'logs',
  'resourcePolicies',
  () => new Map<string, { policyName: string; policyDocument: string; lastUpdatedTime: number }>(),
);
