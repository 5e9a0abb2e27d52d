import type { AutoEnable, GuardDutyOverride } from '../../../../lambda/controllers/guardduty/desired';
import { accountSettings } from '../../../../lambda/controllers/guardduty/plan/accounts';
import { featuresOf, organizationSettings } from '../../../../lambda/controllers/guardduty/plan/settings';
import { SECURITY } from '../../../accounts';
import { guardDuty } from '../../desired-states';
import { about, account, directory, unit } from '../../overrides/organizations';

const SANDBOX = unit(1);
const plan = (autoEnable: AutoEnable, additional: Record<string, AutoEnable> = {}) => ({ autoEnable, additional });
const override = (parts: Partial<GuardDutyOverride>): GuardDutyOverride => ({
  match: about({ ous: [SANDBOX] }),
  plans: {},
  ...parts,
});

describe('automatic enabling by AWS if overrides differ', () => {
  const withPlan = (usual: AutoEnable, own: AutoEnable) =>
    organizationSettings(
      guardDuty({
        plans: { S3_DATA_EVENTS: plan(usual) },
        overrides: [override({ plans: { S3_DATA_EVENTS: plan(own) } })],
      }),
    );

  test.each<[AutoEnable, AutoEnable, AutoEnable]>([
    ['ALL', 'ALL', 'ALL'],
    ['ALL', 'NEW', 'NONE'],
    ['ALL', 'NONE', 'NONE'],
    ['NEW', 'ALL', 'NEW'],
    ['NEW', 'NONE', 'NEW'],
    ['NONE', 'ALL', 'NONE'],
  ])('sets a plan that is %s for all and %s for some accounts to %s', (usual, own, expected) => {
    const { autoEnable, plans } = withPlan(usual, own);
    expect(plans.S3_DATA_EVENTS?.autoEnable).toBe(expected);
    expect(autoEnable).toBe('ALL');
  });

  test.each<[string, Partial<GuardDutyOverride>, AutoEnable]>([
    ['excluded', { exclude: true }, 'NEW'],
    ['not enrolled', { autoEnable: 'NONE' }, 'NEW'],
    ['included again', { exclude: false }, 'ALL'],
    ['enrolled in any case', { autoEnable: 'ALL' }, 'ALL'],
  ])('with some accounts %s (%j) is %s for new accounts', (_, parts, expected) => {
    expect(organizationSettings(guardDuty({ overrides: [override(parts)] })).autoEnable).toBe(expected);
  });

  test('R12: is not ALL for an agent that some accounts must not have', () => {
    const runtime = plan('ALL', { EKS_ADDON_MANAGEMENT: 'ALL', EC2_AGENT_MANAGEMENT: 'NONE' });
    const own = plan('ALL', { EC2_AGENT_MANAGEMENT: 'ALL' });
    const overrides = [override({ plans: { RUNTIME_MONITORING: own } })];
    const { plans } = organizationSettings(guardDuty({ plans: { RUNTIME_MONITORING: runtime }, overrides }));
    expect(plans.RUNTIME_MONITORING).toEqual(
      plan('ALL', { EKS_ADDON_MANAGEMENT: 'NONE', EC2_AGENT_MANAGEMENT: 'NONE' }),
    );
  });
});

describe('the settings of an account', () => {
  const toy = account('444444444444', SANDBOX);
  const administrator = account(SECURITY, SANDBOX);
  const world = directory(toy, administrator, account('333333333333'));
  const settings = (...overrides: GuardDutyOverride[]) => accountSettings(guardDuty({ overrides }), world);

  test('have the organization’s plan if no override has one, and say so', () => {
    const { features: plans } = settings(override({ plans: { S3_DATA_EVENTS: plan('NONE') } })).of(toy);
    expect(plans.S3_DATA_EVENTS).toMatchObject({ value: plan('NONE'), by: { match: { path: 'overrides[0]' } } });
    expect(plans.EKS_AUDIT_LOGS).toEqual({ value: plan('ALL'), by: undefined });
  });

  test('have the plan of an override as a whole, with its additional configurations', () => {
    const own = plan('ALL', { EC2_AGENT_MANAGEMENT: 'ALL' });
    const all = plan('ALL', { EKS_ADDON_MANAGEMENT: 'ALL' });
    const organizationPlan = override({ match: about({}), plans: { RUNTIME_MONITORING: all } });
    expect(
      featuresOf(settings(organizationPlan, override({ plans: { RUNTIME_MONITORING: own } })).of(toy)),
    ).toMatchObject({
      RUNTIME_MONITORING: own,
    });
  });

  test('of the administrator follow overrides of plans but not exclusions, because it covers all other accounts', () => {
    const own = settings(override({ exclude: true, plans: { S3_DATA_EVENTS: plan('NONE') } })).administrator;
    expect(own.excluded.value).toBe(false);
    expect(own.features.S3_DATA_EVENTS?.value).toEqual(plan('NONE'));
  });

  test('of the administrator follow an override that names its id, before the organization can be read', () => {
    const own = override({ match: about({ accounts: [SECURITY] }), plans: { S3_DATA_EVENTS: plan('NONE') } });
    const { administrator: settled, unlocated } = accountSettings(guardDuty({ overrides: [own] }), {
      accounts: [],
      units: new Map(),
    });
    expect(settled.features.S3_DATA_EVENTS?.value).toEqual(plan('NONE'));
    expect(unlocated).toEqual([]);
  });

  test('are no mistake before the organization can be read', () => {
    const overrides = [override({ match: about({ ous: ['Sandboxes'] }), exclude: true })];
    const unread = { accounts: [], units: new Map() };
    expect(accountSettings(guardDuty({ overrides }), unread).unlocated).toEqual([]);
    expect(settings(...overrides).unlocated).toMatchObject([{ name: 'Sandboxes' }]);
  });
});
