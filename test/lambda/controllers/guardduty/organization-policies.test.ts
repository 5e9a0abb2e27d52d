import { DisablePolicyTypeCommand, EnablePolicyTypeCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import {
  clientOf,
  createAccount,
  type OrganizationFileInput,
  organizationFile,
  type Simulation,
} from '@muster/simulator';
import { guardDutyController } from '../../../../lambda/controllers/guardduty';
import { metrics } from '../../../../lambda/reconcile/metrics';
import { reconcile } from '../../../../lambda/reconcile/reconcile';
import { MANAGEMENT, SECURITY } from '../../../accounts';
import { awsOf, guardDuty, guardDutyAlone, settle, startDelegated, writes } from '../../organization-under-test';

const SHOP = '333333333333';
const BANK = '444444444444';
const NEWCOMER = '666666666666';
const newcomer = organizationFile.shape.accounts.element.parse({ id: NEWCOMER, name: 'new', email: 'new@example.com' });
const region = 'eu-west-1';

type Policy = NonNullable<OrganizationFileInput['guardDutyPolicies']>[number];

const status = (value: 'enabled' | 'disabled') => ({ status: { '@@assign': value } });
/** A policy with EKS audit logs off, which `guardDuty()` wants on. */
const without = (...targets: string[]): Policy => ({
  name: 'without-eks',
  targets,
  document: {
    guardduty: { enablement: { default: { foundational: status('enabled'), eks_audit_logs: status('disabled') } } },
  },
});

const begin = async (guardDutyPolicies?: Policy[]): Promise<Simulation> => {
  const accounts = [{ id: SHOP }, { id: BANK }];
  const simulation = await startDelegated(
    { accounts, ...(guardDutyPolicies && { guardDutyPolicies }) },
    guardDutyAlone(region),
  );
  await simulation.clock.advance(300);
  return simulation;
};
const run = (simulation: Simulation) => settle(simulation, guardDutyController, SECURITY, guardDuty());
/** A scheduled pass, which reports drift. */
const scheduled = (simulation: Simulation) =>
  reconcile(guardDutyController(awsOf(simulation, SECURITY)), guardDuty(), {
    repairing: { now: simulation.clock.now() },
  });
const organizations = (simulation: Simulation) => clientOf(OrganizationsClient, simulation, MANAGEMENT, 'us-east-1');
const policyType = (simulation: Simulation) => ({
  RootId: simulation.organization.rootId,
  PolicyType: 'GUARDDUTY_POLICY' as const,
});

describe('N4: GuardDuty policies of the organization', () => {
  test('N4: while the policy type is enabled, the schedule covers a new account, and an exception is reported', async () => {
    const simulation = await begin();
    await run(simulation);
    await organizations(simulation).send(new EnablePolicyTypeCommand(policyType(simulation)));
    await createAccount(newcomer, simulation);
    await simulation.clock.advance(3600);
    const report = await scheduled(simulation);
    expect(report.covered).toContain(NEWCOMER);
    expect(report.applied).toContain(`enrol account ${NEWCOMER} in GuardDuty in ${region}`);
    expect(report.exceptions).toMatchObject([
      { reason: 'AutoEnableIneffective', account: SECURITY, scope: 'account', region },
    ]);
    expect(metrics(report, 0)).toMatchObject({ Exceptions: 1, Drift: 0 });
  });

  test('N4: while the policy type is enabled, a whole rollout is covered, and a second pass writes nothing', async () => {
    const simulation = await begin([]);
    const report = await run(simulation);
    expect(report).toMatchObject({ expected: 4, pending: [], remaining: [] });
    expect(report.covered).toHaveLength(4);
    const before = simulation.calls.last;
    await run(simulation);
    expect(writes(simulation, before)).toEqual([]);
  });

  test('N4: after the policy type is disabled, the exception is gone', async () => {
    const simulation = await begin([]);
    await run(simulation);
    await organizations(simulation).send(new DisablePolicyTypeCommand(policyType(simulation)));
    expect((await run(simulation)).exceptions).toEqual([]);
  });

  test('N4: a plan that a policy keeps off is not written, and the exception names account and plan', async () => {
    const simulation = await begin([without(SHOP)]);
    const before = simulation.calls.last;
    const report = await run(simulation);
    expect(report.exceptions).toMatchObject([
      { reason: 'AutoEnableIneffective', account: SECURITY },
      {
        reason: 'PlanManagedByPolicy',
        account: SHOP,
        scope: 'account',
        words: 'EKS_AUDIT_LOGS is DISABLED instead of ENABLED, managed by GUARDDUTY_POLICY',
      },
    ]);
    expect(writes(simulation, before).filter(({ errorCode }) => errorCode !== null)).toEqual([]);
    expect(report.covered).toEqual([MANAGEMENT, SECURITY, BANK]);
    const settled = simulation.calls.last;
    await run(simulation);
    expect(writes(simulation, settled)).toEqual([]);
  });

  test("N4: the administrator's own plan that a policy keeps off is an exception, not a write", async () => {
    const simulation = await begin([without(SECURITY)]);
    const report = await run(simulation);
    expect(report.exceptions.map(({ reason, account }) => [reason, account])).toEqual([
      ['AutoEnableIneffective', SECURITY],
      ['PlanManagedByPolicy', SECURITY],
    ]);
    expect(report.remaining).toEqual([]);
  });

  test('N4: an account that a policy has suspended is tried once a day, and passes in between only read', async () => {
    const simulation = await begin();
    await run(simulation);
    const { guardDutyPolicies } = simulation.organization;
    const document = JSON.stringify({ guardduty: { enablement: { default: { foundational: status('disabled') } } } });
    guardDutyPolicies.policies.set('p-12345678', { id: 'p-12345678', name: 'off', description: '', document });
    guardDutyPolicies.attach('p-12345678', SHOP);
    await organizations(simulation).send(new EnablePolicyTypeCommand(policyType(simulation)));
    await simulation.clock.advance(2 * 86_400);
    await scheduled(simulation);
    for (let hour = 1; hour < 24; hour += 1) {
      await simulation.clock.advance(3600);
      const before = simulation.calls.last;
      const report = await scheduled(simulation);
      expect({ hour, writes: writes(simulation, before) }).toEqual({ hour, writes: [] });
      expect(report).toMatchObject({ drift: [], exceptions: [{ account: SECURITY }, { account: SHOP }] });
    }
    await simulation.clock.advance(3600);
    const before = simulation.calls.last;
    await scheduled(simulation);
    expect(writes(simulation, before).map(({ operation }) => operation)).toEqual([
      'StartMonitoringMembers',
      'TagResource',
    ]);
  });

  test('N4: a policy that agrees with the desired state is no exception, and an account that it enrolled is no drift', async () => {
    const simulation = await begin();
    await run(simulation);
    await organizations(simulation).send(new EnablePolicyTypeCommand(policyType(simulation)));
    const { guardDutyPolicies } = simulation.organization;
    const document = JSON.stringify({
      guardduty: {
        enablement: {
          default: {
            foundational: status('enabled'),
            s3_data_events: status('enabled'),
            eks_audit_logs: status('enabled'),
            lambda_network_logs: status('disabled'),
          },
        },
      },
    });
    guardDutyPolicies.policies.set('p-12345678', { id: 'p-12345678', name: 'all', description: '', document });
    guardDutyPolicies.attach('p-12345678', simulation.organization.rootId);
    await createAccount(newcomer, simulation);
    await simulation.clock.advance(3 * 86_400);
    const before = simulation.calls.last;
    const report = await scheduled(simulation);
    expect(writes(simulation, before)).toEqual([]);
    expect(report).toMatchObject({ drift: [], expected: 5 });
    expect(report.covered).toContain(NEWCOMER);
    expect(report.exceptions.map(({ reason }) => reason)).toEqual(['AutoEnableIneffective']);
  });
});
