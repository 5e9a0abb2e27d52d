import type { Construct } from 'constructs';
import { EventForwarder, type EventForwarderProps } from './event-forwarder';
import { LIFECYCLE, lifecyclePattern } from './lifecycle-pattern';

/** Forwards what happens to accounts and their regions; Organizations says it in one region of the partition alone. */
export class LifecycleEvents extends EventForwarder {
  constructor(scope: Construct, id: string, props: Omit<EventForwarderProps, 'events'>) {
    super(scope, id, { ...props, events: { description: LIFECYCLE, pattern: lifecyclePattern() } });
  }
}
