import { AwsError } from '../../../kernel/aws-error';
import { type Delivery, deliveries } from '../state';
import { secondsUntilTurn } from './api-destination-target';
import { logEnd, logFailedAttempt } from './bus-log';
import { deadLetter, type RetryLimit } from './dead-letter';
import { DeliveryFailure, failureOf } from './failure';
import { recordRuleMetric } from './rule-metric';
import type { Shipment } from './shipment';
import { sendTo } from './targets';

const RETRIES = 185;
const AGE_SECONDS = 86_400;
const LONGEST_WAIT_SECONDS = 600;
const REMEMBERED = 1000;

/** Sends an event to a target. A failure that may be temporary is retried later; any other goes to the dead-letter queue. */
export async function deliver(shipment: Shipment): Promise<void> {
  const { world, bus, rule, target, event } = shipment;
  const delivery: Delivery = {
    at: world.clock.iso(),
    eventId: event.id,
    source: event.source,
    detailType: event['detail-type'],
    bus: bus.name,
    rule: rule.name,
    target: target.Arn ?? '',
    attempts: 0,
    outcome: 'pending',
  };
  const all = world.state.at(deliveries, bus.accountId, bus.region);
  all.push(delivery);
  if (all.length > REMEMBERED) all.shift();
  await attemptWhenReady(shipment, delivery, world.clock.now());
}

/** Tries at once, or as soon as the target can receive. */
async function attemptWhenReady(shipment: Shipment, delivery: Delivery, since: number): Promise<void> {
  const { clock } = shipment.world;
  const seconds = secondsUntilTurn(shipment);
  if (seconds === 0) return attempt(shipment, delivery, since);
  clock.after(seconds, () => clock.background(attempt(shipment, delivery, since)));
}

async function attempt(shipment: Shipment, delivery: Delivery, since: number): Promise<void> {
  const { world, bus, rule } = shipment;
  delivery.attempts += 1;
  try {
    await sendTo(shipment);
    delivery.outcome = 'delivered';
    recordRuleMetric(world, bus, rule, 'Invocations');
    logEnd(shipment, delivery);
  } catch (error) {
    if (!(error instanceof AwsError || error instanceof DeliveryFailure)) throw error;
    const failure = error instanceof AwsError ? failureOf(error) : error;
    delivery.error = `${failure.code}: ${failure.message}`;
    logFailedAttempt(shipment, delivery, failure);
    const exhausted = retryLimitOf(shipment, delivery, since);
    if (failure.retriable && exhausted === undefined) retryLater(shipment, delivery, since, failure.afterSeconds);
    else await giveUp(shipment, delivery, failure, failure.retriable ? exhausted : undefined);
  }
}

function retryLater(shipment: Shipment, delivery: Delivery, since: number, atLeast: number): void {
  const { clock } = shipment.world;
  delivery.outcome = 'retrying';
  const seconds = Math.max(atLeast, Math.min(2 ** (delivery.attempts - 1), LONGEST_WAIT_SECONDS));
  clock.after(seconds, () => clock.background(attemptWhenReady(shipment, delivery, since)));
}

function retryLimitOf({ world, target }: Shipment, { attempts }: Delivery, since: number): RetryLimit | undefined {
  const { MaximumRetryAttempts = RETRIES, MaximumEventAgeInSeconds = AGE_SECONDS } = target.RetryPolicy ?? {};
  if (attempts > MaximumRetryAttempts) return 'MaximumRetryAttempts';
  return world.clock.now() - since >= MaximumEventAgeInSeconds * 1000 ? 'MaximumEventAgeInSeconds' : undefined;
}

async function giveUp(
  shipment: Shipment,
  delivery: Delivery,
  failure: DeliveryFailure,
  exhausted: RetryLimit | undefined,
): Promise<void> {
  const { world, bus, rule, target } = shipment;
  recordRuleMetric(world, bus, rule, 'Invocations');
  recordRuleMetric(world, bus, rule, 'FailedInvocations');
  delivery.outcome = 'lost';
  const queue = target.DeadLetterConfig?.Arn;
  if (queue !== undefined) await park(shipment, delivery, queue, failure, exhausted);
  logEnd(shipment, delivery, failure);
}

async function park(
  shipment: Shipment,
  delivery: Delivery,
  queue: string,
  failure: DeliveryFailure,
  exhausted: RetryLimit | undefined,
): Promise<void> {
  const { world, bus, rule } = shipment;
  const refused = await deadLetter(shipment, queue, failure, exhausted, delivery.attempts - 1);
  if (refused === undefined) delivery.outcome = 'dead-lettered';
  else delivery.error += `; dead-letter queue: ${refused}`;
  const metric = refused === undefined ? 'InvocationsSentToDlq' : 'InvocationsFailedToBeSentToDlq';
  recordRuleMetric(world, bus, rule, metric);
}
