import type { Simulation } from '@muster/simulator';
import { fromTo } from '../../../commands/plan/blocks';
import { delegationController } from '../../../lambda/controllers/delegation';
import { detectiveController } from '../../../lambda/controllers/detective';
import { guardDutyController } from '../../../lambda/controllers/guardduty';
import { loadConfig } from '../../../lib/config';
import { type Rollout, rollout } from '../../../lib/rollout';
import { MANAGEMENT, SECURITY } from '../../accounts';
import { settleDirectly, start, startDelegated, writes } from '../../lambda/organization-under-test';
import { configuration, planned, removeFiles, said } from './planned';

afterAll(removeFiles);

const SHOP = '333333333333';
const desiredOf = (changes: Parameters<typeof configuration>[0] = {}): Rollout =>
  rollout(loadConfig(configuration(changes)));

/** Everything that a deployment of the configuration does. */
async function deploy(simulation: Simulation, { delegation, detections }: Rollout): Promise<void> {
  await settleDirectly(simulation, delegationController, MANAGEMENT, delegation);
  for (const { guardDuty, detective } of detections) {
    await settleDirectly(simulation, guardDutyController, SECURITY, guardDuty);
    if (detective) await settleDirectly(simulation, detectiveController, SECURITY, detective);
  }
}

describe('a plan of an organization without a delegated administrator', () => {
  it('names the delegation, and says what is unknown until then, never that nothing is to be done', async () => {
    configuration();
    const simulation = await start();
    const { code, plan } = await planned(simulation);
    expect(code).toBe(2);
    expect(new Set(plan.changes.map(({ service }) => service))).toEqual(new Set(['delegation']));
    expect(plan.changes.filter(({ action }) => action === 'EnableAdministrator')).toHaveLength(4);
    expect(plan.unknown).toMatchObject(
      ['detective', 'guardduty'].flatMap((service) =>
        ['eu-west-1', 'us-east-1'].map((region) => ({ service, region, until: 'delegation' })),
      ),
    );
    const { text } = await said(simulation);
    expect(text).toContain('unknown until delegation');
    expect(text).not.toContain('nothing to do');
    expect(writes(simulation)).toEqual([]);
  });

  it('knows nothing of outside accounts until then, because AWS Organizations refuses the later administrator', async () => {
    const outside =
      "{ externalId: agreed, accounts: [{ account: '900000000001', email: a@example.com, regions: [eu-west-1] }] }";
    configuration({ outsideMembers: outside });
    const simulation = await start();
    const { code, plan } = await planned(simulation);
    expect(code).toBe(2);
    expect(plan.unread).toEqual([]);
    expect(plan.unknown).toContainEqual(
      expect.objectContaining({ service: 'invitations', region: 'eu-west-1', what: 'everything', until: 'delegation' }),
    );
  });
});

describe('a plan of a delegated organization', () => {
  it('shows the whole way: enrolment first, then the protection plans that AWS shows only afterwards', async () => {
    const simulation = await startDelegated({}, desiredOf({ regions: '[eu-west-1]' }).delegation);
    const before = simulation.calls.last;
    const { code, plan } = await planned(simulation);
    expect(code).toBe(2);
    const ofGuardDuty = plan.changes.filter(({ service }) => service === 'guardduty');
    expect(ofGuardDuty.map(({ step, action, accounts }) => [step, action, accounts.length])).toEqual([
      [1, 'UpdateDetector', 0],
      [1, 'UpdateOrganizationConfiguration', 0],
      [1, 'CreateMembers', 4],
      [2, 'UpdateMemberDetectors', 4],
    ]);
    const features = ofGuardDuty.at(-1)?.values ?? [];
    expect(features.length).toBeGreaterThan(3);
    expect(new Set(features.map(({ before }) => before))).toEqual(new Set(['UNKNOWN']));
    expect(plan.unknown).toEqual([]);
    expect(plan.summary).toMatchObject({ accounts: 4, regions: 1, unread: 0 });
    expect(writes(simulation, before)).toEqual([]);
  });

  it('says for each value from what to what, and which line of the configuration decides it', async () => {
    const desired = desiredOf({ regions: '[eu-west-1]' });
    const simulation = await startDelegated({ accounts: [{ id: SHOP, ou: 'Shops' }] }, desired.delegation);
    await deploy(simulation, desired);
    configuration({
      regions: '[eu-west-1]',
      guardDuty: '\n  protectionPlans:\n    EKS_AUDIT_LOGS: NEW',
      overrides: '\n  - match: { ous: [Shops] }\n    guardDuty:\n      protectionPlans:\n        S3_DATA_EVENTS: NONE',
    });
    const { plan } = await planned(simulation);
    const [ofAll, ofShops] = ['UpdateOrganizationConfiguration', 'UpdateMemberDetectors'].map((action) =>
      plan.changes.find((change) => change.action === action),
    );
    expect(ofAll?.values.find(({ name }) => name === 'EKS_AUDIT_LOGS')).toEqual({
      name: 'EKS_AUDIT_LOGS',
      before: 'ALL',
      after: 'NEW',
      sources: [{ path: 'guardDuty.protectionPlans.EKS_AUDIT_LOGS', line: 6 }],
    });
    expect(ofShops?.accounts).toEqual([{ id: SHOP, name: `account-${SHOP}` }]);
    expect(ofShops?.values.find(({ name }) => name === 'S3_DATA_EVENTS')).toEqual({
      name: 'S3_DATA_EVENTS',
      before: 'ENABLED',
      after: 'DISABLED',
      sources: [{ path: 'overrides[0].guardDuty.protectionPlans.S3_DATA_EVENTS', line: 11 }],
    });
    const { text } = await said(simulation);
    expect(text).toMatch(/S3_DATA_EVENTS +ENABLED → DISABLED .*rollout\.yaml:11 /);
  });

  it('is empty if everything is deployed, with exit code 0, even if there are exceptions', async () => {
    const desired = desiredOf();
    const accounts = [{ id: SHOP }, { id: '444444444444', state: 'SUSPENDED' as const }];
    const simulation = await start({ accounts });
    await deploy(simulation, desired);
    const { code, plan } = await planned(simulation);
    expect(plan.changes).toEqual([]);
    expect(plan.blocked.map(({ reason }) => reason)).toContain('AccountSuspended');
    expect(code).toBe(0);
    expect((await said(simulation)).text).toContain('Plan: nothing to do; 4 blocked');
  });

  it('is empty in mode observe, which withholds everything', async () => {
    const desired = desiredOf({ regions: '[eu-west-1]' });
    const simulation = await startDelegated({}, desired.delegation);
    const { plan: enforced } = await planned(simulation);
    configuration({ regions: '[eu-west-1]', mode: 'observe' });
    const { code, plan } = await planned(simulation);
    expect({ code, changes: plan.changes }).toEqual({ code: 0, changes: [] });
    expect(plan.withheld).toEqual(enforced.changes.map((change) => ({ ...change, values: expect.anything() })));
    expect((await said(simulation)).text).toContain('The mode is observe: a deployment changes nothing.');
  });

  it('reads the GuardDuty policies too, where the configuration is enforced by them', async () => {
    const desired = desiredOf({ regions: '[eu-west-1]', guardDuty: '{ enforcedBy: policy }' });
    const simulation = await startDelegated({}, desired.delegation);
    const { plan } = await planned(simulation);
    expect(plan.unread).toEqual([]);
    expect(plan.changes.map(({ service }) => service)).toContain('policies');
  });

  it('K5: is refused by the guard, with exit code 3, if too many accounts would lose a plan', async () => {
    const desired = desiredOf({ regions: '[eu-west-1]' });
    const simulation = await start();
    await deploy(simulation, desired);
    configuration({ regions: '[eu-west-1]', guardDuty: '{ protectionPlans: { S3_DATA_EVENTS: NONE } }' });
    const { code, plan } = await planned(simulation);
    expect(code).toBe(3);
    expect(plan.blocked.map(({ reason }) => reason)).toContain('UnsafePlan');
    expect(plan.withheld.map(({ action }) => action)).toContain('UpdateMemberDetectors');
  });

  it('D2: would fail, with exit code 4, if another account is the administrator', async () => {
    const desired = desiredOf({ regions: '[eu-west-1]' });
    const simulation = await startDelegated({}, { ...desired.delegation, administrator: SHOP });
    const { code, plan } = await planned(simulation);
    expect(code).toBe(4);
    expect(plan.blocked.map(({ reason }) => reason)).toContain('AnotherAdministrator');
  });

  it('has the same order whoever answers first, and whatever the order of the accounts', async () => {
    const desired = desiredOf();
    const ids = ['555555555555', '333333333333', '444444444444'].map((id) => ({ id }));
    const plans = [ids, [...ids].reverse()].map(async (accounts) => {
      const simulation = await startDelegated({ accounts }, desired.delegation);
      const { plan } = await planned(simulation);
      return { ...plan, takenAt: '' };
    });
    const [one, other] = await Promise.all(plans);
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
  });
});

it('a value that AWS shows only after enrolment is said to be unknown', () => {
  expect(fromTo({ name: 'S3', before: 'UNKNOWN', after: 'ENABLED', sources: [] })).toBe(
    'unknown until enrolled → ENABLED',
  );
});
