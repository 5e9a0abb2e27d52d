import type { Slot } from './kernel/slot';
import { stacks } from './services/cloudformation/state';
import { administration as detectiveAdministration, graphs } from './services/detective/state';
import { tables } from './services/dynamodb/state';
import { deliveries, eventBuses } from './services/events/state';
import { administration, detectors } from './services/guardduty/state';
import { policies, roles } from './services/iam/state';
import { keys } from './services/kms/state';
import { functions } from './services/lambda/state';
import { logGroups } from './services/logs/state';
import { buckets } from './services/s3/state';
import { published, subscriptions, topics } from './services/sns/state';
import { queues } from './services/sqs/state';
import { opsItems } from './services/ssm/ops-item-state';
import { executions, stateMachines } from './services/states/state';
import type { Simulation } from './simulation';

/** The state that can be read, under the names of `GET /_simulator/state`. */
export const READABLE = {
  cloudformation: { stacks },
  detective: { graph: graphs, administration: detectiveAdministration },
  dynamodb: { tables },
  events: { eventBuses, deliveries },
  guardduty: { detector: detectors, administration },
  iam: { roles, policies },
  kms: { keys },
  lambda: { functions },
  logs: { logGroups },
  s3: { buckets },
  sns: { topics, subscriptions, published },
  sqs: { queues },
  ssm: { opsItems },
  states: { stateMachines, executions },
} as const;

type Readable = typeof READABLE;

/**
 * The state of the services for one account in one region, service → name → value, under the names of `GET /_simulator/state`.
 * The values are the services' own: read them, and change them through calls.
 */
export type AccountState = {
  readonly [Service in keyof Readable]: {
    readonly [Name in keyof Readable[Service]]: Readable[Service][Name] extends Slot<infer Value> ? Value : never;
  };
};

/** Reads the state of an account in a region (IAM: in all regions). State that no call has touched yet is empty. */
export function stateOf({ state }: Simulation, account: string, region: string): AccountState {
  const held = (slot: Slot<unknown>) => state.peek(slot, account, region) ?? slot.create();
  const heldIn = (slots: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(slots).map(([name, slot]) => [name, held(slot as Slot<unknown>)]));
  return Object.fromEntries(
    Object.entries(READABLE).map(([service, slots]) => [service, heldIn(slots)]),
  ) as unknown as AccountState;
}
