import { ATTEMPTS } from '../../../lambda/aws/limits';
import { SECURITY } from '../../accounts';
import { outside, PARTNER, REGION, ROLE } from '../controllers/invitations/outside';
import { awsOf, start } from '../organization-under-test';

const INTERNAL = { code: 'InternalServerErrorException', status: 500, message: 'Internal error' };

/** How often GuardDuty is called for the detector of an outside account if every call fails. */
async function asked(): Promise<number> {
  const simulation = await start({ outsideAccounts: [outside()] });
  simulation.faults.add({ service: 'guardduty', operation: 'ListDetectors', times: 99, error: INTERNAL });
  const aws = awsOf(simulation, SECURITY, { maxAttempts: ATTEMPTS.controller });
  const role = { account: PARTNER, partition: 'aws', ...ROLE };
  const before = simulation.calls.last;
  const own = await aws.inAccount(REGION, role);
  await expect(own.guardDuty(REGION).detector()).rejects.toMatchObject({ code: 'InternalError' });
  return simulation.calls.after(before).filter(({ operation }) => operation === 'ListDetectors').length;
}

test('a call in an outside account is tried three times, less often than other calls, because the other accounts wait for it', async () => {
  expect(await asked()).toBe(3);
});
