import { Slot } from '../../kernel/slot';

/** The logs that a resource of another service delivers. */
export interface DeliverySource {
  readonly name: string;
  readonly arn: string;
  readonly service: string;
  resourceArn: string;
  logType: string;
  tags: Record<string, string>;
}

/** The destination of other services' logs. */
export interface DeliveryDestination {
  readonly name: string;
  readonly arn: string;
  resourceArn: string;
  outputFormat: string | undefined;
  tags: Record<string, string>;
}

/** A source with its destination. */
export interface LogDelivery {
  readonly id: string;
  readonly arn: string;
  readonly sourceName: string;
  readonly destinationArn: string;
  tags: Record<string, string>;
}

export const deliverySources = new Slot('logs', 'deliverySources', () => new Map<string, DeliverySource>());

export const deliveryDestinations = new Slot(
  'logs',
  'deliveryDestinations',
  () => new Map<string, DeliveryDestination>(),
);

/** By id. */
export const logDeliveries = new Slot('logs', 'deliveries', () => new Map<string, LogDelivery>());
