import { DescribeOrganizationConfigurationCommand } from '@aws-sdk/client-guardduty';
import { DisablePolicyTypeCommand } from '@aws-sdk/client-organizations';
import { createAccount, organizationFile, type Simulation } from '@muster/simulator';
import { guardDutyController } from '../../../../lambda/controllers/guardduty';
import { reconcile } from '../../../../lambda/reconcile/reconcile';
import { SECURITY } from '../../../accounts';
import { protectedAccounts } from '../../../proofs/truth';
import { awsOf, guardDuty, policies, settle, writes } from '../../organization-under-test';
import { detectorOf } from '../../rules-and-lists';
import { organization, organizationsAs, pass, region } from './organization-policies';

const byPolicy = guardDuty({ enforcedBy: 'policy' });
const HOUR = 3600;
const DAY = 24 * HOUR;

/** A scheduled pass of the region. */
const scheduled = (simulation: Simulation, desired = byPolicy) =>
  reconcile(guardDutyController(awsOf(simulation, SECURITY)), desired, { repairing: { now: simulation.clock.now() } });

/** An organization that the loop covers, and which has then been deployed with `enforcedBy: policy`. */
async function enforced(): Promise<Simulation> {
  const simulation = await organization();
  await settle(simulation, guardDutyController, SECURITY, guardDuty());
  await pass(simulation, policies(), { deploying: true });
  await simulation.clock.advance(2 * DAY);
  await settle(simulation, guardDutyController, SECURITY, byPolicy);
  return simulation;
}

const uncovered = (simulation: Simulation): string[] => {
  const covered = protectedAccounts(simulation, guardDuty());
  return simulation.organization
    .members()
    .map(({ id }) => id)
    .filter((id) => !covered.has(id));
};

/** An account joins, and no pass runs. */
async function join(simulation: Simulation, id: string): Promise<void> {
  const account = organizationFile.shape.accounts.element.parse({ id, name: id, email: `${id}@example.com` });
  await createAccount(account, simulation);
  await simulation.clock.advance(2 * DAY);
}

test('N4: with the policies in force the regions write nothing, and auto-enable without effect is no exception', async () => {
  const simulation = await enforced();
  const before = simulation.calls.last;
  expect(await scheduled(simulation)).toMatchObject({ exceptions: [], drift: [], pending: [], expected: 5 });
  expect(writes(simulation, before)).toEqual([]);
  await join(simulation, '666666666666');
  expect(uncovered(simulation)).toEqual([]);
  expect(await scheduled(simulation)).toMatchObject({ exceptions: [], drift: [], applied: [], expected: 6 });
});

test('N4: a fresh organization is covered when the policies come first, and the region after them', async () => {
  const simulation = await organization();
  await pass(simulation, policies(), { deploying: true });
  const report = await settle(simulation, guardDutyController, SECURITY, byPolicy);
  expect(report).toMatchObject({ expected: 5, remaining: [], exceptions: [] });
  await simulation.clock.advance(DAY);
  expect(await scheduled(simulation)).toMatchObject({
    expected: 5,
    pending: [],
    exceptions: [],
    applied: [],
    late: [],
  });
  expect(uncovered(simulation)).toEqual([]);
});

test('N4: without the management account the regions see that no policy applies, and cover every account', async () => {
  const simulation = await enforced();
  const { rootId } = simulation.organization;
  const organizations = organizationsAs(simulation);
  const own = Object.values(await organizations.policies())[0];
  await organizations.detach(own?.id ?? '', rootId);
  await join(simulation, '777777777777');
  const report = await scheduled(simulation);
  expect(report.exceptions).toMatchObject([{ reason: 'AutoEnableIneffective', account: SECURITY, region }]);
  await simulation.clock.advance(HOUR);
  await scheduled(simulation);
  expect(uncovered(simulation)).toEqual([]);
});

test('N4: going back: the type is disabled in one step, and auto-enable is as it should be in the same moment', async () => {
  const simulation = await enforced();
  const { client, DetectorId } = await detectorOf(simulation, SECURITY, region);
  // the loop has kept it, so that nothing has to be set when it takes effect again
  const configuration = new DescribeOrganizationConfigurationCommand({ DetectorId });
  expect((await client.send(configuration)).AutoEnableOrganizationMembers).toBe('ALL');
  // 1. `enforcedBy: loop` is deployed, and with onRemoval: retain the policies stay
  expect((await scheduled(simulation, guardDuty())).exceptions).toMatchObject([{ reason: 'AutoEnableIneffective' }]);
  await join(simulation, '666666666666');
  expect(uncovered(simulation)).toEqual([]);
  // 2. the management account disables the type
  const off = { RootId: simulation.organization.rootId, PolicyType: 'GUARDDUTY_POLICY' as const };
  await organizationsAs(simulation).client.send(new DisablePolicyTypeCommand(off));
  expect(uncovered(simulation)).toEqual([]);
  await join(simulation, '777777777777');
  expect(uncovered(simulation)).toEqual([]);
  const before = simulation.calls.last;
  expect(await scheduled(simulation, guardDuty())).toMatchObject({ exceptions: [], drift: [], expected: 7 });
  expect(writes(simulation, before)).toEqual([]);
});

describe('N4: leaving', () => {
  const disable = policies({ onRemoval: 'disable' });

  test('with onRemoval: retain keeps every policy, whatever is asked', async () => {
    const simulation = await enforced();
    const before = simulation.calls.last;
    const report = await pass(simulation, policies(), { leaving: true });
    expect(report.notes.join()).toContain('retained, because onRemoval is retain');
    expect(writes(simulation, before)).toEqual([]);
  });

  test('with onRemoval: disable ends the type before the policies are deleted, and no account is uncovered', async () => {
    const simulation = await enforced();
    const report = await pass(simulation, disable, { leaving: true });
    expect(report.applied[0]).toContain('disable the policy type');
    expect(report).toMatchObject({ remaining: [], pending: [], exceptions: [] });
    expect(await organizationsAs(simulation).policies()).toEqual({});
    await join(simulation, '666666666666');
    expect(uncovered(simulation)).toEqual([]);
    expect((await scheduled(simulation, guardDuty())).exceptions).toEqual([]);
  });

  test('leaves the policies of others, and with them the type', async () => {
    const simulation = await enforced();
    const organizations = organizationsAs(simulation);
    const { rootId } = simulation.organization;
    await organizations.attachForeign('theirs', rootId, JSON.stringify({ guardduty: { enablement: {} } }));
    const report = await pass(simulation, disable, { leaving: true });
    expect(report).toMatchObject({ remaining: [], exceptions: [] });
    expect(report.notes.join()).toContain("the policy theirs is not muster's");
    expect(Object.entries(await organizations.policies())).toMatchObject([['theirs', { targets: [rootId] }]]);
  });
});
