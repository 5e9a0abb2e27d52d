import { Stack } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { InvitationsDesired } from '../../lambda/controllers/invitations/desired';
import { Controller } from '../constructs/controller';
import { ControllerHost } from '../constructs/controller-host';
import { EventForwarder } from '../constructs/event-forwarder';
import { ForEverybody } from '../constructs/for-everybody';
import { listedPattern } from '../constructs/listed-pattern';
import { NamedRoles } from '../constructs/named-roles';
import { Repair } from '../constructs/repair';
import { type Detection as DesiredDetection, desiredIn } from '../detection';
import type { Rollout } from '../rollout';
import { hubOf, stackProps } from './stack-props';

export interface DetectionProps {
  readonly rollout: Rollout;
  /** the one region of the rollout this stack is for */
  readonly detection: DesiredDetection;
  /** the folder of the bundled handlers */
  readonly handlers: string;
}

/** GuardDuty and Detective for every account in one region, repaired on a schedule, with the findings sent home. */
export class Detection extends Stack {
  constructor(scope: Construct, id: string, { rollout, detection, handlers }: DetectionProps) {
    const place = { ...hubOf(rollout), region: detection.region };
    super(scope, id, stackProps(rollout, place, describe(detection)));

    const roles = new NamedRoles(this, 'Roles', 'detection', place);
    const host = new ControllerHost(this, 'Host', {
      name: 'detection',
      code: Code.fromAsset(handlers),
      place,
      schedule: rollout.schedule,
      desired: desiredIn(detection),
      roles,
    });
    const guardDuty = new Controller(this, 'GuardDuty', {
      host,
      desired: detection.guardDuty,
      description: 'One pass over GuardDuty: organization configuration, members and protection plans of this region.',
    });
    const controllers = [guardDuty];
    if (detection.forEverybody)
      new ForEverybody(this, 'ForEverybody', { set: detection.forEverybody, detector: guardDuty.resource });
    if (detection.detective) {
      controllers.push(
        new Controller(this, 'Detective', {
          host,
          desired: detection.detective,
          description: 'One pass over Detective: behavior graph, members and data source packages of this region.',
        }),
      );
    }
    if (detection.invitations) controllers.push(this.invite(host, detection.invitations, controllers));
    new Repair(this, 'Repair', {
      host,
      controllers,
      events: {
        description: 'The accounts of the organization were listed after something happened to one of them.',
        pattern: listedPattern(place),
      },
    });
    new EventForwarder(this, 'Findings', {
      place,
      hub: hubOf(rollout),
      undelivered: host.undelivered,
      events: {
        description: 'GuardDuty found something in an account of this region.',
        // GuardDuty sends more than findings; the detail type keeps scan results and agent health out
        pattern: { source: ['aws.guardduty'], 'detail-type': ['GuardDuty Finding'] },
      },
      alarms: controllers.flatMap(({ alarms }) => alarms),
      role: roles.ofForwarder(),
    });
  }

  /** Accounts outside the organization are invited to the detector and graph that the other controllers make. */
  private invite(host: ControllerHost, desired: InvitationsDesired, others: readonly Controller[]): Controller {
    const invitations = new Controller(this, 'Invitations', {
      host,
      desired,
      description: 'One pass over accounts outside the organization: invited, and accepted through a role in each.',
    });
    for (const { resource } of others) invitations.resource.node.addDependency(resource);
    return invitations;
  }
}

function describe({ region, detective, detectiveNote, notes }: DesiredDetection): string {
  const services = detective ? 'GuardDuty and Detective' : 'GuardDuty';
  const remarks = [...(detectiveNote === undefined ? [] : [detectiveNote]), ...notes].map((remark) => ` ${remark}.`);
  return `${services} for every account of the organization in ${region}.${remarks.join('')}`;
}
