import type { Simulation } from '@muster/simulator';
import type { OwnRules } from '../../lambda/reconcile/desired';
import type { Place } from '../../lib/names';
import { SECURITY } from '../accounts';

/** Where the findings bus is. */
export const HUB: Place = { partition: 'aws', account: SECURITY, region: 'eu-west-1' };

const SOMEWHERE = `arn:aws:events:eu-west-1:${SECURITY}:event-bus/somewhere`;

/** Calls as the administrator of an account, of EventBridge in a region. */
export function rulesOf(simulation: Simulation, account: string, region: string) {
  const as = { principal: simulation.principals.administrator(account), region };
  return (operation: string, input: object) => simulation.invoke('events', operation, input, as);
}

/** The rules that passes look after, as CloudFormation makes them. */
export async function makeOwnRules(
  simulation: Simulation,
  rules: OwnRules | undefined,
  account = SECURITY,
  region = 'eu-west-1',
): Promise<void> {
  const call = rulesOf(simulation, account, region);
  for (const bus of new Set(rules?.flatMap((rule) => rule.bus ?? []))) await call('CreateEventBus', { Name: bus });
  for (const { name, bus, target = SOMEWHERE } of rules ?? []) {
    const on = bus === undefined ? {} : { EventBusName: bus };
    await call('PutRule', { ...on, Name: name, EventPattern: JSON.stringify({ source: ['muster.test'] }) });
    const RoleArn = `arn:aws:iam::${account}:role/forwarder`;
    await call('PutTargets', { ...on, Rule: name, Targets: [{ Id: 'it', Arn: target, RoleArn }] });
  }
}
