import type { Construct } from 'constructs';
import { EventForwarder, type EventForwarderProps } from './event-forwarder';
import { LIFECYCLE, lifecyclePattern } from './lifecycle-pattern';

/** Forwards events about accounts and their regions. Organizations sends them only in one region of the partition. */
export class LifecycleEvents extends EventForwarder {
  constructor(scope: Construct, id: string, props: Omit<EventForwarderProps, 'events'>) {
    super(scope, id, { ...props, events: { description: LIFECYCLE, pattern: lifecyclePattern() } });
  }
}
