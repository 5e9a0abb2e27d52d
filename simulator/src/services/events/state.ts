import type { LogConfig, RuleState, Target } from '@aws-sdk/client-eventbridge';
import { Slot } from '../../kernel/slot';

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  eventPattern: string | undefined;
  scheduleExpression: string | undefined;
  state: RuleState;
  description: string | undefined;
  roleArn: string | undefined;
  readonly createdBy: string;
  tags: Record<string, string>;
  readonly targets: Map<string, Target>;
}

export interface EventBus {
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly createdAt: number;
  modifiedAt: number;
  /** JSON */
  policy: string | undefined;
  description: string | undefined;
  kmsKeyIdentifier: string | undefined;
  deadLetterArn: string | undefined;
  logConfig: LogConfig | undefined;
  tags: Record<string, string>;
  readonly rules: Map<string, Rule>;
}

/** The outcome of an event at one target of one rule. */
export interface Delivery {
  readonly at: string;
  readonly eventId: string;
  readonly source: string;
  readonly detailType: string;
  readonly bus: string;
  readonly rule: string;
  readonly target: string;
  attempts: number;
  outcome: 'pending' | 'delivered' | 'retrying' | 'dead-lettered' | 'lost';
  error?: string;
}

/** Buses by name; every account has `default` in every region (see `busesOf`). */
export const eventBuses = new Slot('events', 'eventBuses', () => new Map<string, EventBus>());

/** The most recent deliveries, oldest first. */
export const deliveries = new Slot('events', 'deliveries', (): Delivery[] => []);
