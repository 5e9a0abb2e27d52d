import { Stack } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { ServiceName } from '../../lambda/controllers/registry';
import { Controller } from '../constructs/controllers/controller';
import { ControllerHost } from '../constructs/controllers/controller-host';
import { Repair } from '../constructs/controllers/repair';
import { changesPattern } from '../constructs/forwarding/changes-pattern';
import { EventForwarder } from '../constructs/forwarding/event-forwarder';
import { RulesAndLists } from '../constructs/guardduty/rules-and-lists';
import { listedPattern } from '../constructs/listing/listed-pattern';
import { ImportedRoles } from '../constructs/roles/imported-roles';
import { DETECTION_RULES } from '../names';
import type { Rollout } from '../rollout';
import { type Detection as DesiredDetection, desiredIn, servicesIn } from '../rollout/detection';
import { hubOf, stackProps } from './stack-props';

export interface DetectionProps {
  readonly rollout: Rollout;
  /** the region of this stack */
  readonly detection: DesiredDetection;
  /** the folder of the bundled handlers */
  readonly handlers: string;
}

/** GuardDuty and Detective for every account in one region, repaired on a schedule; findings are forwarded to the hub. */
export class Detection extends Stack {
  constructor(scope: Construct, id: string, { rollout, detection, handlers }: DetectionProps) {
    const place = { ...hubOf(rollout), region: detection.region };
    super(scope, id, stackProps(rollout, place, describe(detection)));

    const roles = new ImportedRoles(this, 'Roles', 'detection', place);
    const host = new ControllerHost(this, 'Host', {
      name: 'detection',
      code: Code.fromAsset(handlers),
      place,
      schedule: rollout.schedule,
      desired: desiredIn(detection),
      roles,
    });
    const controllers = desiredIn(detection).map((desired) => new Controller(this, { host, desired }));
    const of = (name: ServiceName) => controllers.find(({ desired: { service } }) => service === name);
    const [guardDuty, detective, invitations] = [of('guardduty'), of('detective'), of('invitations')];
    if (detection.rulesAndLists && guardDuty)
      new RulesAndLists(this, 'ForEverybody', { set: detection.rulesAndLists, detector: guardDuty.resource });
    // Detective learns data volumes from GuardDuty, and which accounts have enabled an opt-in region
    if (guardDuty) detective?.resource.node.addDependency(guardDuty.resource);
    // accounts outside the organization are invited to the detector and graph that the other controllers create
    for (const each of controllers) if (each !== invitations) invitations?.resource.node.addDependency(each.resource);
    new Repair(this, 'Repair', {
      host,
      controllers,
      events: {
        name: DETECTION_RULES.repair,
        description: 'The accounts of the organization were listed after something happened to one of them.',
        pattern: listedPattern(place),
      },
    });
    new EventForwarder(this, 'Findings', {
      place,
      hub: hubOf(rollout),
      undelivered: host.undelivered,
      events: {
        description: 'GuardDuty reported a finding in this region.',
        // GuardDuty sends more than findings; the detail type keeps scan results and agent health out
        pattern: { source: ['aws.guardduty'], 'detail-type': ['GuardDuty Finding'] },
      },
      alarms: controllers.flatMap(({ alarms }) => alarms),
      ruleNames: DETECTION_RULES,
      changes: { name: DETECTION_RULES.changes, pattern: changesPattern(place.account, this.stackName) },
      role: roles.ofForwarder(),
    });
  }
}

function describe(detection: DesiredDetection): string {
  const { region, detectiveNote, notes } = detection;
  const remarks = [...(detectiveNote === undefined ? [] : [detectiveNote]), ...notes].map((remark) => ` ${remark}.`);
  return `${servicesIn(desiredIn(detection))} for every account of the organization in ${region}.${remarks.join('')}`;
}
