import { Slot } from '../../../kernel/slot';

/** What an event source mapping is told to do, as its operations take it. */
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
