import { DisablePolicyTypeCommand, PutResourcePolicyCommand } from '@aws-sdk/client-organizations';
import type { Simulation } from '@muster/simulator';
import { guardDutyController } from '../../lambda/controllers/guardduty';
import { metrics } from '../../lambda/reconcile/metrics';
import { reconcile } from '../../lambda/reconcile/reconcile';
import { MANAGEMENT, SECURITY } from '../accounts';
import { BLIND, organization, organizationsAs, pass, SHOP } from '../lambda/controllers/policies/organization-policies';
import { awsOf, guardDuty, policies, settle } from '../lambda/organization-under-test';
import { protectedAccounts } from '../proofs/truth';

const byPolicy = guardDuty({ enforcedBy: 'policy' });
const DAY = 86_400;

/** An organization whose accounts are covered, and kept so by policies. */
async function enforced(): Promise<Simulation> {
  const simulation = await organization();
  await settle(simulation, guardDutyController, SECURITY, guardDuty());
  await pass(simulation, policies(), { deploying: true });
  await simulation.clock.advance(3 * DAY);
  return simulation;
}

const inRegion = (simulation: Simulation) =>
  reconcile(guardDutyController(awsOf(simulation, SECURITY)), byPolicy, { repairing: { now: simulation.clock.now() } });
const isBlind = (simulation: Simulation) => !protectedAccounts(simulation, guardDuty()).has(SHOP);

async function rootPolicy(simulation: Simulation): Promise<string> {
  const own = await organizationsAs(simulation).policies();
  return Object.values(own)[0]?.id ?? '';
}

describe('N4: an attacker who controls the management account', () => {
  test('makes a policy of muster disable plans: every account is blind within minutes, both accounts ring, and one pass repairs it', async () => {
    const simulation = await enforced();
    await organizationsAs(simulation).change(await rootPolicy(simulation), BLIND);
    await simulation.clock.advance(3600);
    expect(isBlind(simulation)).toBe(true);
    // the administrator's regions do not rely on the management account: no write is accepted, and the delay rings
    const seen = await inRegion(simulation);
    expect(seen.late.map(({ reason }) => reason)).toContain('PlanManagedByPolicy');
    expect(metrics(seen, 0).Exceptions).toBeGreaterThan(0);
    const repaired = await pass(simulation);
    expect(repaired.drift).toMatchObject([{ reason: 'PolicyChanged' }]);
    expect(metrics(repaired, 0)).toMatchObject({ Drift: 1 });
    await simulation.clock.advance(3600);
    expect(isBlind(simulation)).toBe(false);
  });

  test('attaches a nearer policy of another name: muster does not touch it, and both accounts ring until someone detaches it', async () => {
    const simulation = await enforced();
    await organizationsAs(simulation).attachForeign('cost-saving', SHOP);
    await simulation.clock.advance(3600);
    expect(isBlind(simulation)).toBe(true);
    const report = await pass(simulation);
    expect(report.exceptions).toMatchObject([{ reason: 'ForeignGuardDutyPolicy', account: MANAGEMENT }]);
    expect(metrics(report, 0)).toMatchObject({ Exceptions: 1 });
    expect((await inRegion(simulation)).late).not.toEqual([]);
  });

  test('disables the type, and stops the passes of the management account: auto-enable and the regions go on', async () => {
    const simulation = await enforced();
    const off = { RootId: simulation.organization.rootId, PolicyType: 'GUARDDUTY_POLICY' as const };
    await organizationsAs(simulation).client.send(new DisablePolicyTypeCommand(off));
    await simulation.clock.advance(DAY);
    expect(isBlind(simulation)).toBe(false);
    expect(await inRegion(simulation)).toMatchObject({ expected: 5, exceptions: [] });
  });
});

describe('N4: an attacker who controls another account', () => {
  test.each([
    ['the administrator', SECURITY],
    ['a member', SHOP],
  ])('%s can change no policy, attach none, and not disable the type', async (_, account) => {
    const simulation = await enforced();
    const id = await rootPolicy(simulation);
    const { rootId } = simulation.organization;
    const attacker = organizationsAs(simulation, account);
    const off = { RootId: rootId, PolicyType: 'GUARDDUTY_POLICY' as const };
    for (const attempt of [
      attacker.change(id, BLIND),
      attacker.detach(id, rootId),
      attacker.attachForeign('mine', SHOP),
      attacker.client.send(new DisablePolicyTypeCommand(off)),
    ])
      await expect(attempt).rejects.toThrow("You don't have permissions to access this resource.");
    expect(await pass(simulation)).toMatchObject({ drift: [], exceptions: [], applied: [] });
  });

  test('the administrator, to whom a resource policy delegates policies, blinds every account: one pass repairs it and rings', async () => {
    const simulation = await enforced();
    const Content = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${SECURITY}:root` },
          Action: 'organizations:UpdatePolicy',
          Resource: '*',
        },
      ],
    });
    await organizationsAs(simulation).client.send(new PutResourcePolicyCommand({ Content }));
    await organizationsAs(simulation, SECURITY).change(await rootPolicy(simulation), BLIND);
    await simulation.clock.advance(3600);
    expect(isBlind(simulation)).toBe(true);
    expect(await pass(simulation)).toMatchObject({ drift: [{ reason: 'PolicyChanged' }] });
    await simulation.clock.advance(3600);
    expect(isBlind(simulation)).toBe(false);
  });
});
