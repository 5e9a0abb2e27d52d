import { delegationController } from '../../lambda/controllers/delegation';
import { detectiveController } from '../../lambda/controllers/detective';
import { guardDutyController } from '../../lambda/controllers/guardduty';
import { invitationsController } from '../../lambda/controllers/invitations';
import { MANAGEMENT, SECURITY } from '../accounts';
import { group, invited, outside } from '../lambda/controllers/invitations/outside';
import { awsOf, delegation, detective, directAwsOf, guardDuty, settle, start } from '../lambda/organization-under-test';
import { canonicalState } from './canonical';
import { aroundFaults, drive, onTheWire } from './drive';
import { delegationWorld, detectiveWorld, guardDutyWorld, invitationsWorld, organization, type World } from './worlds';

const PARTNERS = ['900000000001', '900000000002'];
const everything = {
  ...organization(110).parts,
  outsideAccounts: [{ id: '888888888888' }, ...PARTNERS.map((id) => outside(id))],
};
/** a region that is not opted in, and one that does not offer Detective */
const UNREACHABLE = ['af-south-1', 'ap-northeast-3'];
const gated = delegation({
  regions: ['eu-central-1', 'eu-west-1', 'us-east-1', ...UNREACHABLE].map((region) => ({ region, detective: true })),
});
const invitations = invited({
  groups: [group(Object.fromEntries(PARTNERS.map((id) => [id, `${id}@example.com`])))],
});

/** A call without the wire succeeds with 200, one through the SDK also with 204. */
const outcome = (status: number) => (status < 300 ? 'done' : status);

/** Runs all controllers, one after the other, with the ports that `portsOf` makes. */
async function rolledOut(portsOf: typeof awsOf) {
  const simulation = await start(everything);
  const reports = [
    await settle(simulation, delegationController, MANAGEMENT, gated, portsOf),
    await settle(simulation, guardDutyController, SECURITY, guardDuty(), portsOf),
    await settle(simulation, detectiveController, SECURITY, detective(), portsOf),
    await settle(simulation, invitationsController, SECURITY, invitations, portsOf),
  ];
  return {
    state: canonicalState(simulation),
    calls: simulation.calls
      .after()
      .map(({ account, operation, status }) => `${account} ${operation} ${outcome(status)}`)
      .sort(),
    covered: reports.map(({ covered }) => covered),
    exceptions: reports.map(({ exceptions }) => exceptions.map(({ account, reason }) => [account, reason])),
  };
}

test('a world prepared without the wire equals one prepared through the SDK: same calls, same answers, same state', async () => {
  expect(await rolledOut(directAwsOf)).toEqual(await rolledOut(awsOf));
});

const of = (service: string, operation: string) => ({ service, operation });

/** A read and a write of each world, which meet faults there. */
const MET = {
  delegation: [of('organizations', 'ListDelegatedAdministrators'), of('guardduty', 'EnableOrganizationAdminAccount')],
  GuardDuty: [of('guardduty', 'ListMembers'), of('guardduty', 'CreateMembers')],
  Detective: [of('detective', 'ListMembers'), of('detective', 'CreateMembers')],
  invitations: [of('sts', 'AssumeRole'), of('guardduty', 'InviteMembers')],
} as const;

/** A run under faults: connections that break, and lost answers to what was done. */
async function underFaults(world: World, portsOf: typeof aroundFaults) {
  const simulation = await world.begin();
  const [broken, lost] = MET[world.name as keyof typeof MET];
  simulation.faults.add({ ...broken, times: 4, noAnswer: 'ECONNRESET' });
  simulation.faults.add({ ...lost, times: 4, applyFirst: true });
  const before = simulation.calls.last;
  const { reports, transient } = await drive(simulation, world, portsOf);
  return {
    left: simulation.faults.left,
    calls: simulation.calls
      .after(before)
      .map(({ account, operation, status }) => `${account} ${operation} ${outcome(status)}`)
      .sort(),
    transient: transient.map(({ code }) => code),
    covered: reports.map(({ covered }) => covered),
    state: canonicalState(simulation),
  };
}

test.each([delegationWorld(9), guardDutyWorld(9), detectiveWorld(9), invitationsWorld()])(
  '$name: a run under faults whose other calls skip the wire equals one whose calls all go through the SDK',
  async (world) => {
    const run = await underFaults(world, aroundFaults);
    expect(run.left).toBeLessThan(8);
    expect(run).toEqual(await underFaults(world, onTheWire));
  },
);
