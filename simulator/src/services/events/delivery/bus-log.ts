import type { World } from '../../../contract/world';
import { ids } from '../../../kernel/ids';
import { vend } from '../../logs/vend';
import type { Envelope } from '../event';
import type { Delivery, EventBus, Rule } from '../state';
import type { DeliveryFailure } from './failure';
import type { Shipment } from './shipment';

type Level = 'ERROR' | 'INFO' | 'TRACE';

const ORDER: readonly string[] = ['OFF', 'ERROR', 'INFO', 'TRACE'];
const STREAM = 'EventBridgeEventBusLogs';

interface Step {
  readonly type: string;
  readonly level: Level;
  readonly details: Readonly<Record<string, unknown>>;
  readonly error?: Readonly<Record<string, unknown>>;
}

/** Logs one step of an event on a bus, if the bus's log level includes it. */
function log(world: World, bus: EventBus, event: Envelope, step: Step): void {
  if (ORDER.indexOf(step.level) > ORDER.indexOf(bus.logConfig?.Level ?? 'OFF')) return;
  const line = {
    resource_arn: bus.arn,
    message_timestamp_ms: world.clock.now(),
    event_bus_name: bus.name,
    request_id: ids.uuid(),
    event_id: event.id,
    invocation_id: ids.uuid(),
    message_type: step.type,
    log_level: step.level,
    details: step.details,
    ...(step.error && { error: step.error }),
  };
  const logType = `${step.level}_LOGS`;
  vend(world, bus, { resourceArn: bus.arn, logType, stream: STREAM, line: JSON.stringify(line) });
}

/** Logs that a bus accepted an event, and the rules that match. AWS's own events without a matching rule are not logged. */
export function logArrival(world: World, bus: EventBus, event: Envelope, rules: readonly Rule[]): void {
  if (rules.length === 0 && event.source.startsWith('aws.')) return;
  const details = {
    caller_account_id: event.account,
    source_time_ms: Date.parse(event.time),
    source: event.source,
    detail_type: event['detail-type'],
    resources: event.resources,
    ...(bus.logConfig?.IncludeDetail === 'FULL' && { event_detail: JSON.stringify(event.detail) }),
  };
  log(world, bus, event, { type: 'EVENT_INGEST_SUCCESS', level: 'INFO', details });
  if (rules.length === 0) log(world, bus, event, { type: 'NO_STANDARD_RULES_MATCHED', level: 'INFO', details: {} });
  for (const rule of rules) {
    const target_arns = [...rule.targets.values()].map(({ Arn }) => Arn);
    log(world, bus, event, { type: 'RULE_MATCH', level: 'INFO', details: { rule_arn: rule.arn, target_arns } });
  }
}

/** Logs that one attempt at a target failed. */
export function logFailedAttempt(shipment: Shipment, { attempts }: Delivery, failure: DeliveryFailure): void {
  const type = failure.retriable ? 'INVOCATION_ATTEMPT_RETRYABLE_FAILURE' : 'INVOCATION_ATTEMPT_PERMANENT_FAILURE';
  const attempt = {
    attempt_type: attempts === 1 ? 'FIRST' : 'RETRY',
    attempt_count: attempts,
    invocation_status: failure.code,
  };
  const { world, bus, event } = shipment;
  const details = { ...targetOf(shipment), ...attempt };
  log(world, bus, event, { type, level: 'ERROR', details, error: errorOf(shipment, failure) });
}

/** Logs the end of a delivery: accepted by the target, accepted by the dead-letter queue, or lost. */
export function logEnd(shipment: Shipment, delivery: Delivery, failure?: DeliveryFailure): void {
  const { world, bus, event } = shipment;
  const details = {
    ...targetOf(shipment),
    total_attempts: delivery.attempts,
    final_invocation_status: failure?.code ?? 'SUCCESS',
    ...(failure ? {} : { ingestion_to_success_latency_ms: world.clock.now() - Date.parse(delivery.at) }),
  };
  if (!failure) {
    log(world, bus, event, { type: 'INVOCATION_SUCCESS', level: 'INFO', details });
    return;
  }
  const error = errorOf(shipment, failure);
  log(world, bus, event, { type: 'INVOCATION_FAILURE', level: 'ERROR', details, error });
  if (delivery.outcome === 'dead-lettered')
    log(world, bus, event, { type: 'INVOCATION_DLQ', level: 'ERROR', details, error });
}

function targetOf({ rule, target }: Shipment) {
  return {
    rule_arn: rule.arn,
    ...(target.RoleArn === undefined ? {} : { role_arn: target.RoleArn }),
    target_arn: target.Arn,
  };
}

function errorOf({ target }: Shipment, { message }: DeliveryFailure) {
  return { error_message: message, aws_service: target.Arn?.split(':')[2] };
}
