import type { Construct } from 'constructs';
import { EventForwarder, type EventForwarderProps } from './event-forwarder';

const RESULTS = ['CreateAccountResult', 'CloseAccountResult'];
const CALLS = ['AcceptHandshake', 'MoveAccount', 'RemoveAccountFromOrganization', 'CloseAccount'];

/** Forwards what happens to accounts and their regions; Organizations says it in one region of the partition alone. */
export class LifecycleEvents extends EventForwarder {
  constructor(scope: Construct, id: string, props: Omit<EventForwarderProps, 'events'>) {
    super(scope, id, {
      ...props,
      events: {
        description: 'An account was created, joined, moved, left or closed, or enabled or disabled a region.',
        pattern: {
          source: ['aws.organizations', 'aws.account'],
          'detail-type': [
            'AWS Service Event via CloudTrail',
            'AWS API Call via CloudTrail',
            'Region Opt-In Status Change',
          ],
          detail: { $or: [{ eventName: [...RESULTS, ...CALLS] }, { regionName: [{ exists: true }] }] },
        },
      },
    });
  }
}
