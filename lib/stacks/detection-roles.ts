// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders as IAM writes them
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CreatedRoles } from '../constructs/roles/created-roles';
import { ForwarderRole } from '../constructs/roles/forwarder-role';
import { FORWARDER } from '../host-parts';
import { EVERYWHERE } from '../names';
import type { Rollout } from '../rollout';
import { desiredIn } from '../rollout/detection';
import { hubOf, stackProps } from './stack-props';

/** CloudFormation's names of resources begin with the name of their stack. */
const OF_DETECTION = 'Detection-*';

/** The roles of all regions' detection stacks, once: IAM is global, and the number of roles in an account is limited. */
export class DetectionRoles extends Stack {
  constructor(scope: Construct, id: string, { rollout }: { readonly rollout: Rollout }) {
    const hub = hubOf(rollout);
    super(scope, id, stackProps(rollout, hub, 'The roles of GuardDuty and Detective in all governed regions.'));

    const place = { ...hub, region: EVERYWHERE };
    new CreatedRoles(this, 'Roles', {
      host: 'detection',
      place,
      desired: rollout.detections.flatMap(desiredIn),
      log: `arn:\${partition}:logs:\${region}:\${account}:log-group:${OF_DETECTION}`,
      undelivered: `arn:\${partition}:sqs:\${region}:\${account}:${OF_DETECTION}`,
      startedByRules: true,
    });
    new ForwarderRole(this, 'Forwarder', { place, hub, roleName: FORWARDER });
  }
}
