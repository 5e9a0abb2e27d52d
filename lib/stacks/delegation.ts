import { Stack } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { Controller } from '../constructs/controllers/controller';
import { ControllerHost } from '../constructs/controllers/controller-host';
import { Repair } from '../constructs/controllers/repair';
import { EventForwarder } from '../constructs/forwarding/event-forwarder';
import { LifecycleEvents } from '../constructs/forwarding/lifecycle-events';
import { MANAGEMENT_RULES } from '../names';
import type { Rollout } from '../rollout';
import { desiredIn, servicesIn } from '../rollout/detection';
import { hubOf, stackProps } from './stack-props';

export interface DelegationProps {
  readonly rollout: Rollout;
  /** the folder of the bundled handlers */
  readonly handlers: string;
}

/** Makes the administrator of GuardDuty and Detective in every governed region. Deployed in the management account. */
export class Delegation extends Stack {
  constructor(scope: Construct, id: string, { rollout, handlers }: DelegationProps) {
    const place = { ...hubOf(rollout), account: rollout.managementAccount };
    const services = servicesIn(rollout.detections.flatMap(desiredIn));
    const description = `Makes account ${rollout.administrator} the administrator of ${services} in ${rollout.delegation.regions.length} regions.`;
    super(scope, id, stackProps(rollout, place, description));

    const host = new ControllerHost(this, 'Host', {
      name: 'delegation',
      code: Code.fromAsset(handlers),
      place,
      schedule: rollout.schedule,
      desired: [rollout.delegation, ...(rollout.policies ? [rollout.policies] : [])],
    });
    const delegation = new Controller(this, { host, desired: rollout.delegation });
    const policies = rollout.policies && new Controller(this, { host, desired: rollout.policies });
    // a policy enrols accounts with the administrator of their region
    policies?.resource.node.addDependency(delegation.resource);
    const controllers = policies ? [delegation, policies] : [delegation];
    new Repair(this, 'Repair', { host, controllers });
    const alarms = controllers.flatMap((each) => each.alarms);
    const hub = hubOf(rollout);
    const forwarded = { place, hub, undelivered: host.undelivered, alarms, ruleNames: MANAGEMENT_RULES };
    if (rollout.globalRegion === place.region) new LifecycleEvents(this, 'LifecycleEvents', forwarded);
    else new EventForwarder(this, 'Alarms', forwarded);
  }
}
