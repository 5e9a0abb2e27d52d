import type { Target } from '@aws-sdk/client-eventbridge';
import type { World } from '../../../contract/world';
import type { Envelope } from '../event';
import type { EventBus, Rule } from '../state';
import type { Journey } from './journey';

/** One event on its way to one target. */
export interface Shipment {
  readonly world: World;
  readonly bus: EventBus;
  readonly rule: Rule;
  readonly target: Target;
  readonly event: Envelope;
  readonly journey: Journey;
}
