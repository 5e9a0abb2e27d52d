import type { Refusal } from '../../../../lambda/aws/refusals';
import { plan } from '../../../../lambda/controllers/invitations/plan';
import { SECURITY } from '../../../accounts';
import { ADDRESS, group, invited, OTHER, PARTNER, ROLE, REGION as region } from './desired-members';
import { GRAPH, graphRecord, INVITATION, record, seen, side, unreadable } from './observed';

const guardDutyOnly = invited({ groups: [group({ [PARTNER]: ADDRESS }, { services: ['guardduty'] })] });
const detectiveOnly = invited({ groups: [group({ [PARTNER]: ADDRESS }, { services: ['detective'] })] });
const role = { account: PARTNER, partition: 'aws', ...ROLE };
const byId = { region, accounts: [{ id: PARTNER }] };
const off = side({ detector: undefined });

describe('GuardDuty: each step names what it needs of the account', () => {
  test.each([
    ['CreateMembers', seen(), { region, accounts: [{ id: PARTNER, email: ADDRESS }] }],
    ['InviteMembers', seen({ member: record('Created') }), byId],
    ['StartMonitoringMembers', seen({ member: record('Disabled') }), byId],
    ['ForgetMembers', seen({ member: record('EmailVerificationFailed', 'old@example.com') }), byId],
  ])('%s', (type, observed, action) => {
    expect(plan(guardDutyOnly, observed, []).actions).toEqual([{ type, of: 'guardduty', ...action }]);
  });

  test('R9: EnableDetectors names every feature, so that AWS enables none automatically', () => {
    const [enable] = plan(guardDutyOnly, seen({ side: off, member: record('Invited') }), []).actions;
    expect(enable).toMatchObject({
      type: 'EnableDetectors',
      of: 'guardduty',
      region,
      accounts: [{ id: PARTNER, role }],
      features: { S3_DATA_EVENTS: { state: 'ENABLED' }, EBS_MALWARE_PROTECTION: { state: 'DISABLED' } },
    });
  });

  test('I1: AcceptInvitations names the administrator and its own invitation, not a foreign one', () => {
    const invitations = [{ ...INVITATION, administrator: OTHER, id: 'theirs', status: 'Resigned' }, INVITATION];
    const observed = seen({ side: side({ invitations }), member: record('Invited') });
    expect(plan(guardDutyOnly, observed, []).actions).toEqual([
      {
        type: 'AcceptInvitations',
        of: 'guardduty',
        region,
        administrator: SECURITY,
        accounts: [{ id: PARTNER, role, invitation: 'ours' }],
      },
    ]);
  });

  test('I7: an invited account without a detector and a visible invitation first gets GuardDuty', () => {
    const observed = seen({ side: side({ detector: undefined, invitations: [] }), member: record('Invited') });
    expect(plan(guardDutyOnly, observed, []).actions.map(({ type }) => type)).toEqual(['EnableDetectors']);
  });

  test('an account that was removed and cannot be read is invited all the same', () => {
    const observed = seen({ side: unreadable(), member: record('Removed') });
    expect(plan(guardDutyOnly, observed, [])).toMatchObject({
      actions: [{ type: 'InviteMembers' }],
      blocked: [{ account: PARTNER, region, service: 'guardduty', reason: 'RoleNotAssumable', scope: 'account' }],
    });
  });

  test('a suspended member that shows our administrator is not taken for a member of another one', () => {
    const observed = seen({ side: side({ administrator: SECURITY }), member: record('Removed') });
    expect(plan(guardDutyOnly, observed, []).actions).toMatchObject([{ type: 'InviteMembers' }]);
  });
});

describe('Detective: each step names the graph, and what it needs of the account', () => {
  const about = { of: 'detective', region, graph: GRAPH };

  test.each([
    ['CreateMembers', seen(), [{ id: PARTNER, email: ADDRESS }]],
    ['AcceptInvitations', seen({ graphMember: graphRecord('INVITED') }), [{ id: PARTNER, role }]],
    [
      'StartMonitoringMembers',
      seen({ graphMember: graphRecord('ACCEPTED_BUT_DISABLED', 'VOLUME_UNKNOWN') }),
      [{ id: PARTNER }],
    ],
    [
      'ForgetMembers',
      seen({ graphMember: graphRecord('VERIFICATION_FAILED', undefined, 'old@example.com') }),
      [{ id: PARTNER }],
    ],
  ])('%s', (type, observed, accounts) => {
    expect(plan(detectiveOnly, observed, []).actions).toEqual([{ type, ...about, accounts }]);
  });

  test('T2: pending work names the account, and takes days or minutes', () => {
    const soon = (status: string, reason?: string) =>
      plan(detectiveOnly, seen({ graphMember: graphRecord(status, reason) }), []).pending;
    expect(soon('ACCEPTED_BUT_DISABLED', 'VOLUME_UNKNOWN')).toMatchObject([
      { account: PARTNER, region, service: 'detective', reason: 'VolumeUnknown', soon: false, scope: 'account' },
    ]);
    expect(soon('ACCEPTED_BUT_DISABLED')).toMatchObject([{ reason: 'VolumeChecked', soon: true }]);
    expect(soon('VERIFICATION_IN_PROGRESS')).toMatchObject([{ reason: 'VerificationInProgress', soon: true }]);
  });

  test('T2: an account counts as covered by GuardDuty if its detector or its membership is enabled', () => {
    const graphMember = graphRecord('ACCEPTED_BUT_DISABLED', 'VOLUME_UNKNOWN');
    const reasons = (parts: Parameters<typeof seen>[0]) => {
      const { pending, blocked } = plan(detectiveOnly, seen({ graphMember, ...parts }), []);
      return [...pending, ...blocked].map(({ reason }) => reason).filter((reason) => reason.startsWith('Volume'));
    };
    const suspended = side({ detector: { id: 'd1', enabled: false, frequency: 'SIX_HOURS', features: {} } });
    expect(reasons({ side: unreadable(), members: new Map([[PARTNER, record('Enabled')]]) })).toEqual([
      'VolumeUnknown',
    ]);
    expect(reasons({ side: unreadable() })).toEqual(['VolumeUnknownWithoutGuardDuty']);
    expect(reasons({ side: suspended })).toEqual(['VolumeUnknownWithoutGuardDuty']);
  });

  test('an invitation to another graph is not accepted for ours', () => {
    const graphInvitations = [{ administrator: OTHER, graph: 'another', status: 'DECLINED' }];
    const observed = seen({ side: side({ graphInvitations }), graphMember: graphRecord('INVITED') });
    expect(plan(detectiveOnly, observed, [])).toMatchObject({
      actions: [],
      pending: [{ reason: 'InvitationNotVisible', soon: true }],
    });
  });

  test('T10: the last place in the graph goes to the first account by id', () => {
    const ids = Array.from({ length: 1199 }, (_, at) => String(700000000000 + at));
    const graphMembers = new Map(ids.map((id) => [id, { ...graphRecord('ENABLED'), account: id }]));
    const groups = [group({ [PARTNER]: ADDRESS, [OTHER]: 'other@example.com' }, { services: ['detective'] })];
    const observed = seen({
      graphMembers,
      organization: new Set(ids),
      sides: new Map([PARTNER, OTHER].map((id) => [id, side()])),
    });
    const { actions, blocked } = plan(invited({ groups }), observed, []);
    expect(actions).toMatchObject([{ type: 'CreateMembers', accounts: [{ id: OTHER }] }]);
    expect(blocked).toMatchObject([{ account: PARTNER, reason: 'MemberLimitReached' }]);
  });
});

describe('a refusal of AWS in this run', () => {
  const refusal = (reason: string, operation = 'guardduty:CreateMembers', again = false): Refusal => ({
    operation,
    subject: PARTNER,
    reason,
    words: 'no',
    again,
  });

  test('has a hint of its own if a person can resolve it', () => {
    const reasons = ['MemberOfAnotherAdministrator', 'AdministersOthers', 'MemberLimitReached', 'Refused'];
    const hints = reasons.map((reason) => plan(guardDutyOnly, seen(), [refusal(reason)]).blocked[0]?.hint);
    expect(new Set(hints).size).toBe(reasons.length);
    expect(hints).not.toContain(undefined);
  });

  test('is forgotten once nothing is left to do', () => {
    const covered = seen({ member: record('Enabled') });
    expect(plan(guardDutyOnly, covered, [refusal('Refused')])).toMatchObject({ actions: [], pending: [], blocked: [] });
  });

  test('about features: they are not requested again in the run, and reported for the account or the administrator', () => {
    const has = { state: 'DISABLED', additional: {} } as const;
    const observed = seen({
      member: record('Enabled'),
      memberFeatures: new Map([[PARTNER, { S3_DATA_EVENTS: has, EKS_AUDIT_LOGS: has }]]),
    });
    const on = { autoEnable: 'ALL' as const, additional: {} };
    const desired = invited({ ...guardDutyOnly, plans: { S3_DATA_EVENTS: on, EKS_AUDIT_LOGS: on } });
    const about = { region, service: 'guardduty', reason: 'PlanRefused', scope: 'account' };
    const ofAccount = plan(desired, observed, [refusal('Refused', 'guardduty:UpdateMemberDetectors')]);
    expect(ofAccount).toMatchObject({ actions: [], blocked: [{ ...about, account: PARTNER, words: 'no' }] });
    const ofFeature = plan(desired, observed, [
      { ...refusal('Refused', 'guardduty:UpdateDetector'), subject: 'S3_DATA_EVENTS' },
    ]);
    expect(ofFeature).toMatchObject({
      actions: [{ type: 'UpdateMemberDetectors', features: { EKS_AUDIT_LOGS: { state: 'ENABLED' } } }],
      blocked: [{ ...about, account: SECURITY, words: 'S3_DATA_EVENTS: no' }],
    });
  });
});

describe('features of members', () => {
  const off = { state: 'DISABLED', additional: {} } as const;
  const on = { autoEnable: 'ALL' as const, additional: {} };
  const plans = { S3_DATA_EVENTS: on, EBS_MALWARE_PROTECTION: on };
  const has = { S3_DATA_EVENTS: off, EBS_MALWARE_PROTECTION: off };
  const world = (parts: Parameters<typeof seen>[0] = {}) =>
    seen({ member: record('Enabled'), memberFeatures: new Map([[PARTNER, has]]), ...parts });
  const settable = {
    type: 'UpdateMemberDetectors',
    of: 'guardduty',
    ...byId,
    features: { S3_DATA_EVENTS: { state: 'ENABLED', additional: {} } },
  };
  const differs = { account: PARTNER, region, service: 'guardduty', reason: 'OwnPlanDiffers', scope: 'account' };

  test('are set by the administrator, except the one that only the account can set, which is reported', () => {
    expect(plan(invited({ ...guardDutyOnly, plans }), world(), [])).toMatchObject({
      actions: [settable],
      blocked: [differs],
    });
  });

  test('that only the account can set are set through its role if the configuration allows it', () => {
    const desired = invited({ ...guardDutyOnly, plans, ownPlans: true });
    expect(plan(desired, world(), [])).toEqual({
      actions: [
        settable,
        {
          type: 'UpdateOwnDetectors',
          of: 'guardduty',
          region,
          features: { EBS_MALWARE_PROTECTION: { state: 'ENABLED', additional: {} } },
          accounts: [{ id: PARTNER, role }],
        },
      ],
      pending: [],
      blocked: [],
      notes: [],
    });
    const closed = world({ side: unreadable() });
    expect(plan(desired, closed, [])).toMatchObject({ actions: [settable], blocked: [differs] });
  });

  test('of an account that is not listed, or that is now in the organization, are left alone', () => {
    const types = plan(detectiveOnly, world({ graphMember: graphRecord('ENABLED') }), []).actions.map(
      ({ type }) => type,
    );
    expect(types).toEqual(['DisassociateMembers']);
    const organization = new Set([PARTNER]);
    const joined = world({ organization, sides: new Map() });
    expect(plan(invited({ ...guardDutyOnly, plans }), joined, []).actions).toEqual([]);
  });

  test('that differ between members are set in separate requests, and equal ones share a request', () => {
    const ids = [PARTNER, OTHER, '900000000002'];
    const both = { S3_DATA_EVENTS: off, EKS_AUDIT_LOGS: off };
    const features = [both, { ...both, S3_DATA_EVENTS: { ...off, state: 'ENABLED' as const } }, both];
    const observed = seen({
      members: new Map(ids.map((id) => [id, { ...record('Enabled'), account: id }])),
      memberFeatures: new Map(ids.map((id, at) => [id, features[at] ?? {}])),
      sides: new Map(ids.map((id) => [id, side()])),
    });
    const accounts = Object.fromEntries(ids.map((id) => [id, `${id}@example.com`]));
    const desired = invited({
      groups: [group(accounts, { services: ['guardduty'] })],
      plans: { S3_DATA_EVENTS: on, EKS_AUDIT_LOGS: on },
    });
    expect(
      plan(desired, observed, []).actions.map(
        (action) => 'features' in action && [Object.keys(action.features), action.accounts.map(({ id }) => id)],
      ),
    ).toEqual([
      [
        ['EKS_AUDIT_LOGS', 'S3_DATA_EVENTS'],
        [PARTNER, '900000000002'],
      ],
      [['EKS_AUDIT_LOGS'], [OTHER]],
    ]);
  });
});

test('I6: an account that is now in the organization is named in a note, because the list is out of date', () => {
  const organization = new Set([PARTNER, OTHER]);
  const groups = [group({ [PARTNER]: ADDRESS, [OTHER]: 'other@example.com' })];
  const { notes } = plan(invited({ groups }), seen({ organization, sides: new Map() }), []);
  expect(notes).toEqual([expect.stringContaining(`${OTHER}, ${PARTNER}`)]);
});

test('an administrator without a detector or a graph is waited for, in the name of the service', () => {
  const { actions, pending } = plan(invited(), seen({ members: undefined, graph: undefined }), []);
  expect(actions).toEqual([]);
  const about = { account: SECURITY, region, reason: 'AdministratorNotReady', scope: 'rollout', soon: true };
  expect(pending).toMatchObject([
    { ...about, service: 'guardduty' },
    { ...about, service: 'detective' },
  ]);
});
