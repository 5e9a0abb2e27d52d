import { Slot } from '../../../kernel/slot';

/** The settings of an event source mapping, as its operations accept them. */
export interface MappingSettings {
  batchSize: number;
  /** how long messages are gathered before the function is called */
  windowSeconds: number;
  enabled: boolean;
  /** whether the function's answer names the messages that it could not process */
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
  /** what became of the newest batch */
  lastResult: string;
  tags: Record<string, string>;
  /** invocations under way */
  running: number;
}

export const eventSourceMappings = new Slot(
  'lambda',
  'eventSourceMappings',
  () => new Map<string, EventSourceMapping>(),
);
