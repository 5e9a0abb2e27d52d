import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { DeadLetterQueue } from '../constructs/dead-letter-queue';
import { LifecycleEvents } from '../constructs/forwarding/lifecycle-events';
import { MANAGEMENT_RULES } from '../names';
import type { Rollout } from '../rollout';
import { hubOf, stackProps } from './stack-props';

/** Forwards the organization's lifecycle events to the home region. Deployed in the management account, in the partition's global region. */
export class OrganizationEvents extends Stack {
  constructor(scope: Construct, id: string, { rollout }: { readonly rollout: Rollout }) {
    const { partition, managementAccount: account, globalRegion: region, homeRegion } = rollout;
    const place = { partition, account, region };
    super(
      scope,
      id,
      stackProps(rollout, place, `Forwards account and region events of the organization to ${homeRegion}.`),
    );

    const undelivered = new DeadLetterQueue(this, 'Undelivered');
    new LifecycleEvents(this, 'LifecycleEvents', {
      place,
      hub: hubOf(rollout),
      undelivered,
      ruleNames: MANAGEMENT_RULES,
    });
  }
}
