import { z } from 'zod';
import { arn } from './addresses';
import { ENVELOPE } from './envelope';

/** An event bus of any account and region, which receives the whole event rather than a part of it. */
export const eventBus = z
  .strictObject({
    eventBusArn: arn('events', 'arn:aws:events:eu-west-1:444444444444:event-bus/name').describe(
      'bus, of any account and region',
    ),
  })
  .transform(({ eventBusArn }) => ({
    kind: 'eventBus' as const,
    form: ENVELOPE,
    existing: { at: ['eventBus', 'eventBusArn'], arn: eventBusArn, anyRegion: true },
    destination: { via: 'role' as const, arn: eventBusArn, action: 'events:PutEvents' },
    delivered: { known: 'the bus accepted it', look: 'look at the rules of that bus' },
  }))
  .optional()
  .describe('an event bus, which receives the whole event');
