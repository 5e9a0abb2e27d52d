import type { OwnRules } from '../../lambda/reconcile/desired';
import { partName } from '../host-parts';
import {
  ARRIVAL_RULE,
  DETECTION_RULES,
  DIRECTORY_RULES,
  FINDINGS_BUS,
  findingsBusArn,
  MANAGEMENT_RULES,
  type Place,
  REGIONAL_ALARMS_RULE,
} from '../names';

/** The rules that the passes of a region look after: what wakes them, and what forwards findings and alarms. */
export function rulesOfRegion(hub: Place, region: string): OwnRules {
  const { partition, account } = hub;
  const machine = `arn:${partition}:states:${region}:${account}:stateMachine:${partName('detection', 'repair')}`;
  return [
    { name: DETECTION_RULES.repair, target: machine },
    { name: DETECTION_RULES.events, target: findingsBusArn(hub) },
    { name: DETECTION_RULES.alarms, target: findingsBusArn(hub) },
    { name: DETECTION_RULES.changes, target: findingsBusArn(hub) },
  ];
}

/** The rules at home without which findings or alarms reach no one; CloudFormation names what two of them send to. */
export function rulesAtHome(hub: Place): OwnRules {
  return [
    { name: DIRECTORY_RULES.alarms, target: findingsBusArn(hub) },
    { name: ARRIVAL_RULE, bus: FINDINGS_BUS },
    { name: REGIONAL_ALARMS_RULE, bus: FINDINGS_BUS },
  ];
}

/** The rules of the management account in the home region. @param isGlobal whether Organizations' events arise there */
export function rulesOfManagement(hub: Place, isGlobal: boolean): OwnRules {
  const target = findingsBusArn(hub);
  const { alarms, events } = MANAGEMENT_RULES;
  return [{ name: alarms, target }, ...(isGlobal ? [{ name: events, target }] : [])];
}
