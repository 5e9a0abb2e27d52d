import { Slot } from '../../../kernel/slot';

/** The settings of an event source mapping, as its operations accept them. */
export interface MappingSettings {
  batchSize: number;
  /** how long messages are gathered before the function is invoked */
  windowSeconds: number;
  enabled: boolean;
  /** whether the function's answer reports failed messages */
  reportsFailures: boolean;
  maximumConcurrency: number | undefined;
}

export interface EventSourceMapping extends MappingSettings {
  readonly uuid: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly functionName: string;
  readonly queueArn: string;
  modifiedAt: number;
  /** the result of the newest batch */
  lastResult: string;
  tags: Record<string, string>;
  /** invocations in progress */
  running: number;
}

export const eventSourceMappings = new Slot(
  'lambda',
  'eventSourceMappings',
  () => new Map<string, EventSourceMapping>(),
);
