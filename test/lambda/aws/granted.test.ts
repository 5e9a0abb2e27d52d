import { permissions } from '../../../lambda/aws/permissions';
import { delegationController } from '../../../lambda/delegation';
import { detectiveController } from '../../../lambda/detective';
import { guardDutyController } from '../../../lambda/guardduty';
import type { Simulation } from '../../../simulator/simulation';
import { MANAGEMENT, SECURITY } from '../../simulator/organization-of';
import { awsOf, delegation, detective, guardDuty, settle, start } from '../organization-under-test';

type Name = keyof typeof permissions;

/** Calls that the services make in our name, or IAM checks beside the call itself: the call log does not show them. */
const IN_OUR_NAME = new Set(['RegisterAdministrator', 'ReadOrganizationForServices', 'CreateServiceLinkedRole']);
const SHOP = '333333333333';
const region = 'eu-west-1';

/** What a rollout and its repair ask of AWS, by controller, as IAM names it. */
async function asked(): Promise<Record<Name, Set<string>>> {
  const suspended = [{ account: MANAGEMENT, region, status: 'DISABLED' as const }];
  const simulation = await start({ guardduty: suspended });
  const calls: Record<Name, Set<string>> = { delegation: new Set(), detective: new Set(), guardduty: new Set() };
  const during = async (name: Name, run: () => Promise<unknown>) => {
    const before = simulation.calls.last;
    await run();
    for (const { service, operation } of simulation.calls.after(before)) calls[name].add(`${service}:${operation}`);
  };
  await during('delegation', () => settle(simulation, delegationController, MANAGEMENT, delegation()));
  // a graph and a detector nobody made yet, and before GuardDuty members whose data volume AWS does not know
  await during('detective', () => awsOf(simulation, SECURITY).detective('us-west-2').createGraph());
  await during('detective', () => settle(simulation, detectiveController, SECURITY, detective()));
  await during('guardduty', () => awsOf(simulation, SECURITY).guardDuty('us-west-2').createDetector('ONE_HOUR', {}));
  await during('guardduty', () =>
    settle(simulation, guardDutyController, SECURITY, newAccountsAlone('EKS_AUDIT_LOGS')),
  );
  await suspend(simulation, SHOP);
  await during('guardduty', () =>
    settle(simulation, guardDutyController, SECURITY, newAccountsAlone('S3_DATA_EVENTS')),
  );
  await during('detective', () => settle(simulation, detectiveController, SECURITY, detective()));
  return calls;
}

/** One plan off for everybody, so that members' detectors have to be changed one by one. */
const newAccountsAlone = (plan: string) =>
  guardDuty({ autoEnable: 'NEW', plans: { [plan]: { autoEnable: 'NONE', additional: {} } } });

async function suspend(simulation: Simulation, account: string): Promise<void> {
  const as = { principal: simulation.principals.administrator(SECURITY), region };
  const list = await simulation.invoke<{ DetectorIds?: string[] }>('guardduty', 'ListDetectors', {}, as);
  const input = { DetectorId: list.DetectorIds?.[0], AccountIds: [account] };
  await simulation.invoke('guardduty', 'StopMonitoringMembers', input, as);
}

test('each controller asks AWS for all it lists, and for nothing else', async () => {
  const calls = await asked();
  for (const name of Object.keys(permissions) as Name[]) {
    const listed = permissions[name].filter(({ sid }) => !IN_OUR_NAME.has(sid)).flatMap(({ actions }) => actions);
    expect([name, [...calls[name]].sort()]).toEqual([name, [...listed].sort()]);
  }
});
