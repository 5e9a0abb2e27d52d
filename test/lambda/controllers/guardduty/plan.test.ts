import fc from 'fast-check';
import type { Refusal } from '../../../../lambda/aws/refusals';
import type { GuardDutyObserved } from '../../../../lambda/controllers/guardduty/observe';
import { plan } from '../../../../lambda/controllers/guardduty/plan';
import { MANAGEMENT, SECURITY } from '../../../accounts';
import { guardDuty } from '../../desired-states';
import { applied, BANK, converged, detector, organization, SHOP, withShop } from './observations';

const region = 'eu-west-1';
const shop = { id: SHOP, email: `${SHOP}@example.com` };
const actions = (observed: GuardDutyObserved, desired = guardDuty()) => plan(desired, observed, []).actions;
const refusal = (parts: Partial<Refusal>): Refusal => ({
  operation: 'CreateMembers',
  subject: SHOP,
  reason: 'Refused',
  words: 'no',
  again: false,
  ...parts,
});

test('nothing is planned if everything is as desired', () => {
  expect(plan(guardDuty(), converged(), [])).toEqual({ actions: [], pending: [], blocked: [], notes: [] });
});

describe('the detector', () => {
  test('R9: a new detector is created with every plan named, so that AWS enables none automatically', () => {
    const {
      actions: [create],
      notes,
    } = plan(guardDuty(), converged({ detector: undefined }), []);
    expect(notes).toEqual([expect.stringContaining('enrolment')]);
    expect(create).toMatchObject({ type: 'CreateDetector', region, frequency: 'FIFTEEN_MINUTES' });
    expect(create?.type === 'CreateDetector' && states(create.features)).toEqual({
      EBS_MALWARE_PROTECTION: 'DISABLED',
      EKS_AUDIT_LOGS: 'ENABLED',
      LAMBDA_NETWORK_LOGS: 'DISABLED',
      RDS_LOGIN_EVENTS: 'DISABLED',
      S3_DATA_EVENTS: 'ENABLED',
    });
  });

  test('R2: a suspended detector is resumed, not created', () => {
    const observed = converged({ detector: detector({ enabled: false }) });
    expect(actions(observed)).toEqual([{ type: 'UpdateDetector', region, change: { enable: true } }]);
  });

  test('a changed publishing frequency is set back', () => {
    const observed = converged({ detector: detector({ frequency: 'SIX_HOURS' }) });
    expect(actions(observed)).toEqual([{ type: 'UpdateDetector', region, change: { frequency: 'FIFTEEN_MINUTES' } }]);
  });

  test('only the plans that differ are sent', () => {
    const plans = { ...applied, S3_DATA_EVENTS: { state: 'DISABLED' as const, additional: {} } };
    expect(actions(converged({ detector: detector({ features: plans }) }))).toEqual([
      {
        type: 'UpdateDetector',
        region,
        change: { features: { S3_DATA_EVENTS: { state: 'ENABLED', additional: {} } } },
      },
    ]);
  });

  test('an administrator that is itself a member is an exception, and nothing is planned', () => {
    const { actions: none, blocked } = plan(guardDuty(), converged({ administeredBy: '888888888888' }), []);
    expect(none).toEqual([]);
    expect(blocked).toMatchObject([{ reason: 'AdministratorIsMember', scope: 'rollout', account: SECURITY }]);
    expect(blocked[0]?.words).toContain('888888888888');
  });

  test('D5, D6: an account that is not yet the administrator waits, and does not enrol members by invitation', () => {
    const words = 'you do not have required AWS Organization master permission';
    const observed = converged({ organization: undefined, notAdministrator: words, members: [] });
    const { actions: none, pending, notes } = plan(guardDuty(), observed, []);
    expect(none).toEqual([]);
    expect(notes).toEqual([expect.stringContaining('enrolment')]);
    expect(pending).toMatchObject([{ reason: 'NotAdministrator', scope: 'rollout', soon: true, words }]);
  });
});

test('R13: auto-enable that someone changed is set back alone, and features keep their settings', () => {
  const observed = converged({ organization: organization({ autoEnable: 'NONE' }) });
  expect(actions(observed)).toEqual([
    { type: 'UpdateOrganizationConfiguration', region, autoEnable: 'ALL', features: {} },
  ]);
});

describe('plans', () => {
  test('R6: a plan that GuardDuty does not list in the region is named, and not requested', () => {
    const desired = guardDuty({
      plans: { ...guardDuty().plans, AI_PROTECTION: { autoEnable: 'ALL', additional: {} } },
    });
    const { actions: none, blocked } = plan(desired, converged(), []);
    expect(none).toEqual([]);
    expect(blocked).toMatchObject([
      { reason: 'PlanNotOffered', scope: 'account', words: expect.stringContaining('AI_PROTECTION') },
    ]);
  });

  test('R6: a plan that AWS refuses is named with its words, and not requested again in the run', () => {
    const world = converged({ organization: organization({ features: {} }) });
    const refused = [refusal({ operation: 'UpdateOrganizationConfiguration', subject: 'EKS_AUDIT_LOGS' })];
    const {
      actions: [update],
      blocked,
    } = plan(guardDuty(), world, refused);
    expect(update?.type === 'UpdateOrganizationConfiguration' && Object.keys(update.features)).toEqual([
      'S3_DATA_EVENTS',
    ]);
    expect(blocked).toMatchObject([
      { reason: 'PlanRefused', words: 'UpdateOrganizationConfiguration refuses EKS_AUDIT_LOGS: no' },
    ]);
  });

  test('R6: a plan that AWS refuses for members is named with its words; in the same run only the other plans are requested again', () => {
    const off = { state: 'DISABLED' as const, additional: {} };
    const differing = { ...applied, S3_DATA_EVENTS: off, EKS_AUDIT_LOGS: off };
    const world = converged({ memberFeatures: new Map([SHOP, BANK, MANAGEMENT].map((id) => [id, differing])) });
    const refused = [refusal({ operation: 'UpdateMemberDetectors', subject: 'EKS_AUDIT_LOGS' })];
    const planned = plan(guardDuty(), world, refused);
    expect(planned.actions).toEqual([
      expect.objectContaining({
        type: 'UpdateMemberDetectors',
        features: { S3_DATA_EVENTS: { state: 'ENABLED', additional: {} } },
      }),
    ]);
    expect(planned.blocked).toMatchObject([
      { account: SECURITY, reason: 'PlanRefused', words: 'UpdateMemberDetectors refuses EKS_AUDIT_LOGS: no' },
    ]);
    const alone = converged({
      memberFeatures: new Map([SHOP, BANK, MANAGEMENT].map((id) => [id, { ...applied, EKS_AUDIT_LOGS: off }])),
    });
    expect(plan(guardDuty(), alone, refused).actions).toEqual([
      expect.objectContaining({ type: 'RememberRefusals', note: 'plans' }),
    ]);
  });

  test('R10: an unknown plan that the configuration does not name is left alone', () => {
    const plans = { ...applied, QUANTUM_EVENTS: { state: 'ENABLED' as const, additional: {} } };
    expect(actions(converged({ detector: detector({ features: plans }) }))).toEqual([]);
  });

  test('R12: an agent that is on and not desired is switched off', () => {
    const runtime = { state: 'ENABLED' as const, additional: { EC2_AGENT_MANAGEMENT: 'ENABLED' as const } };
    const desired = guardDuty({ plans: { RUNTIME_MONITORING: { autoEnable: 'ALL', additional: {} } } });
    const world = converged({
      detector: detector({ features: { RUNTIME_MONITORING: runtime } }),
      organization: organization({
        features: { RUNTIME_MONITORING: { state: 'ALL', additional: { EC2_AGENT_MANAGEMENT: 'NONE' } } },
      }),
      members: [],
    });
    const off = { RUNTIME_MONITORING: { state: 'ENABLED', additional: { EC2_AGENT_MANAGEMENT: 'DISABLED' } } };
    expect(actions(world, desired)).toContainEqual({ type: 'UpdateDetector', region, change: { features: off } });
  });

  test('a plan for new accounts leaves existing detectors as they are', () => {
    const desired = guardDuty({ plans: { S3_DATA_EVENTS: { autoEnable: 'NEW', additional: {} } } });
    const world = converged({
      organization: organization({ features: { S3_DATA_EVENTS: { state: 'NEW', additional: {} } } }),
    });
    expect(actions(world, desired)).toEqual([]);
  });

  test('members that differ share one request with all plans in which any of them differs', () => {
    const off = (name: string) => ({ ...applied, [name]: { state: 'DISABLED' as const, additional: {} } });
    const memberFeatures = new Map([
      [MANAGEMENT, applied],
      [SHOP, off('S3_DATA_EVENTS')],
      [BANK, off('EKS_AUDIT_LOGS')],
    ]);
    const [update] = actions(converged({ memberFeatures }));
    expect(update).toMatchObject({ type: 'UpdateMemberDetectors', accounts: [{ id: SHOP }, { id: BANK }] });
    expect(update?.type === 'UpdateMemberDetectors' && Object.keys(update.features)).toEqual([
      'EKS_AUDIT_LOGS',
      'S3_DATA_EVENTS',
    ]);
  });
});

describe('the decision about each relationship', () => {
  const enrol = [{ type: 'CreateMembers', region, accounts: [shop] }];

  test.each([
    ['no record', undefined, enrol],
    ['M16: removed by hand', 'Removed', enrol],
    ['M16: resigned', 'Resigned', enrol],
    ['deleted', 'Deleted', enrol],
    ['created before the organization', 'Created', enrol],
    ['invited before the organization', 'Invited', enrol],
    ['I3: e-mail not verified yet', 'EmailVerificationInProgress', enrol],
    ['I4: e-mail wrong', 'EmailVerificationFailed', enrol],
    ['D8: service-linked role missing', 'CannotCreateDetectorInOrganizationMasterAccount', enrol],
    ['M16: suspended', 'Disabled', [{ type: 'StartMonitoringMembers', region, accounts: [{ id: SHOP }] }]],
    ['monitored', 'Enabled', []],
    ['R5: region not enabled', 'RegionDisabled', []],
    ['suspended account', 'AccountSuspended', []],
  ])('%s', (_, status, expected) => {
    expect(actions(withShop(status))).toEqual(expected);
  });

  test.each([
    ['R5', withShop('RegionDisabled'), 'RegionDisabled'],
    ['M11', withShop('Enabled', 'SUSPENDED'), 'AccountSuspended'],
    ['M11', withShop(undefined, 'PENDING_CLOSURE'), 'AccountClosing'],
    ['M12', withShop('Enabled', 'CLOSED'), 'AccountClosing'],
    ['an unknown state', withShop('Paused'), 'UnknownState'],
  ])('%s: an account that cannot be covered is an exception by name, not a failure', (_, observed, reason) => {
    const { actions: none, blocked } = plan(guardDuty(), observed, []);
    expect(none).toEqual([]);
    expect(blocked).toMatchObject([{ account: SHOP, reason, scope: 'account' }]);
  });

  test('M19: at the limit no account is enrolled, and every account left out is named', () => {
    const full = { ...withShop(undefined), organization: organization({ limitReached: true }) };
    const { actions: none, blocked } = plan(guardDuty(), full, []);
    expect(none).toEqual([]);
    expect(blocked).toMatchObject([{ account: SHOP, reason: 'MemberLimitReached' }]);
  });

  test('M3, M6: an account that AWS refuses for good is an exception in its words', () => {
    const { actions: none, blocked } = plan(guardDuty(), withShop(undefined), [
      refusal({ reason: 'MemberOfAnotherAdministrator' }),
    ]);
    expect(none.map(({ type }) => type)).toEqual(['RememberRefusals']);
    expect(blocked).toMatchObject([{ account: SHOP, reason: 'MemberOfAnotherAdministrator', words: 'no' }]);
  });

  test('D9: an account that AWS refuses for now is pending', () => {
    const { pending } = plan(guardDuty(), withShop(undefined), [refusal({ reason: 'InternalError', again: true })]);
    expect(pending).toMatchObject([{ account: SHOP, reason: 'InternalError', soon: true }]);
  });

  test('with auto-enable NONE no account is enrolled, and members stay', () => {
    const desired = guardDuty({ autoEnable: 'NONE' });
    const world = { ...withShop(undefined), organization: organization({ autoEnable: 'NONE' }) };
    expect(plan(desired, world, [])).toMatchObject({ actions: [], blocked: [] });
  });
});

describe('laws', () => {
  const statuses = fc.constantFrom('Enabled', 'Disabled', 'Removed', 'Resigned', 'RegionDisabled', undefined);
  const worlds = fc
    .array(fc.record({ status: statuses, state: fc.constantFrom('ACTIVE', 'SUSPENDED') }), { maxLength: 20 })
    .map((given): GuardDutyObserved => {
      const ids = given.map((_, at) => String(700000000000 + at));
      return converged({
        accounts: given.map(({ state }, at) => ({ id: ids[at] ?? '', name: '', email: '', state })),
        members: given.flatMap(({ status }, at) => (status ? [{ account: ids[at] ?? '', status }] : [])),
        memberFeatures: new Map(ids.map((id) => [id, applied])),
      });
    });

  test('the order of inputs makes no difference', () => {
    const shuffled = worlds.chain((world) =>
      fc.tuple(
        fc.constant(world),
        fc.shuffledSubarray([...world.accounts], { minLength: world.accounts.length }),
        fc.shuffledSubarray([...world.members], { minLength: world.members.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([world, accounts, members]) => {
        expect(plan(guardDuty(), { ...world, accounts, members }, [])).toEqual(plan(guardDuty(), world, []));
      }),
    );
  });

  test('every active account is covered, changed, waited for or named: none is forgotten', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { actions: all, pending, blocked } = plan(guardDuty(), world, []);
        const acted = all.flatMap((action) => ('accounts' in action ? action.accounts.map(({ id }) => id) : []));
        const reported = [...pending, ...blocked].map(({ account: id }) => id);
        const fine = world.members.filter(({ status }) => status === 'Enabled').map(({ account: id }) => id);
        for (const { id } of world.accounts) expect([...acted, ...reported, ...fine]).toContain(id);
      }),
    );
  });
});

function states(plans: Readonly<Record<string, { readonly state: string }>>): Record<string, string> {
  return Object.fromEntries(Object.entries(plans).map(([name, { state }]) => [name, state]));
}
