import { delegationController } from '../../lambda/controllers/delegation';
import { detectiveController } from '../../lambda/controllers/detective';
import { guardDutyController } from '../../lambda/controllers/guardduty';
import { invitationsController } from '../../lambda/controllers/invitations';
import { MANAGEMENT, SECURITY } from '../accounts';
import { group, invited, outside } from '../lambda/controllers/invitations/outside';
import { awsOf, delegation, detective, directAwsOf, guardDuty, settle, start } from '../lambda/organization-under-test';
import { canonicalState } from './canonical';
import { organization } from './worlds';

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
