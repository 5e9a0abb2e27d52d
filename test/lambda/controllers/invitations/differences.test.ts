import type { InvitationsAction } from '../../../../lambda/controllers/invitations/action';
import type { InvitationsObserved } from '../../../../lambda/controllers/invitations/observe';
import { coverage } from '../../../../lambda/controllers/invitations/plan/coverage';
import { differences, times } from '../../../../lambda/controllers/invitations/plan/differences';
import { losing, protectedNow } from '../../../../lambda/controllers/invitations/plan/losses';
import { SECURITY } from '../../../accounts';
import { ADDRESS, group, invited, PARTNER, ROLE } from './desired-members';
import { GRAPH, graphRecord, record, seen } from './observed';

const region = 'eu-west-1';
const accounts = [{ id: PARTNER }];
const reached = [{ id: PARTNER, role: { account: PARTNER, partition: 'aws', ...ROLE } }];
const off = { S3_DATA_EVENTS: { state: 'DISABLED', additional: {} } } as const;
const on = { S3_DATA_EVENTS: { state: 'ENABLED', additional: {} } } as const;
const about = { of: 'guardduty', region } as const;

const OTHERS: readonly InvitationsAction[] = [
  { ...about, type: 'CreateMembers', accounts: [{ id: PARTNER, email: ADDRESS }] },
  { ...about, type: 'EnableDetectors', features: {}, accounts: reached },
  { ...about, type: 'ForgetMembers', accounts },
  { ...about, type: 'DisassociateMembers', accounts },
  { ...about, type: 'DeleteMembers', accounts },
];

describe('M16: the drift that an action repairs', () => {
  const of = (action: InvitationsAction, status?: string) =>
    differences(action, seen(status ? { member: record(status) } : {})).map(({ account, reason }) => [account, reason]);
  const invite: InvitationsAction = { ...about, type: 'InviteMembers', accounts };
  const start: InvitationsAction = { ...about, type: 'StartMonitoringMembers', accounts };
  const accept: InvitationsAction = {
    ...about,
    type: 'AcceptInvitations',
    administrator: SECURITY,
    accounts: reached.map((each) => ({ ...each, invitation: 'ours' })),
  };

  test.each([
    ['Resigned', 'MemberResigned'],
    ['Removed', 'MemberRemoved'],
    ['Disabled', 'MemberSuspended'],
  ])('is a relationship that ended: %s', (status, reason) => {
    for (const action of [invite, start, accept]) expect(of(action, status)).toEqual([[PARTNER, reason]]);
  });

  test('is none for a first invitation', () => {
    expect(of(invite, 'Created')).toEqual([]);
    expect(of(invite)).toEqual([]);
    expect(differences(invite, seen({ members: undefined }))).toEqual([]);
  });

  test('is each feature that differs, whoever sets it', () => {
    const member: InvitationsAction = { ...about, type: 'UpdateMemberDetectors', features: on, accounts };
    const own: InvitationsAction = { ...about, type: 'UpdateOwnDetectors', features: on, accounts: reached };
    for (const action of [member, own])
      expect(differences(action, seen())).toMatchObject([
        { account: PARTNER, reason: 'PlanChanged', plan: 'S3_DATA_EVENTS' },
      ]);
  });

  test('is none for all other actions, and none for Detective', () => {
    for (const action of OTHERS) expect(of(action, 'Resigned')).toEqual([]);
    expect(of({ of: 'detective', region, graph: GRAPH, type: 'StartMonitoringMembers', accounts }, 'Disabled')).toEqual(
      [],
    );
  });

  test('the time of an account is the later one of both services', () => {
    const member = { ...record('Enabled'), updatedAt: 2 };
    const graphMember = { ...graphRecord('ENABLED'), invitedAt: 3 };
    expect(times(seen({ member, graphMember }))(PARTNER)).toEqual({ changedAt: 3 });
    expect(times(seen({ member }))(PARTNER)).toEqual({ changedAt: 2 });
    expect(times(seen({ members: undefined, graphMember }))(PARTNER)).toEqual({ changedAt: 3 });
    expect(times(seen())(PARTNER)).toEqual({});
  });
});

describe('coverage', () => {
  const of = (observed: InvitationsObserved, desired = invited()) => coverage(desired, observed);
  const both = { member: record('Enabled'), graphMember: graphRecord('ENABLED') };

  test('counts accounts that are enabled in both services', () => {
    expect(of(seen(both))).toEqual({ covered: [PARTNER], expected: 1 });
    expect(of(seen({ ...both, member: record('Invited') }))).toEqual({ covered: [], expected: 1 });
    expect(of(seen({ ...both, graphMember: graphRecord('INVITED') }))).toEqual({ covered: [], expected: 1 });
    expect(of(seen({ ...both, members: undefined }))).toEqual({ covered: [], expected: 1 });
    expect(of(seen())).toEqual({ covered: [], expected: 1 });
  });

  test('needs only the configured services, and counts only accounts outside the organization', () => {
    const only = (...services: ('guardduty' | 'detective')[]) =>
      invited({ groups: [group({ [PARTNER]: ADDRESS }, { services })] });
    expect(of(seen({ member: record('Enabled') }), only('guardduty'))).toEqual({ covered: [PARTNER], expected: 1 });
    expect(of(seen({ graphMember: graphRecord('ENABLED') }), only('detective')).covered).toEqual([PARTNER]);
    expect(of(seen(both), only())).toEqual({ covered: [], expected: 0 });
    expect(of(seen({ ...both, organization: new Set([PARTNER]) }))).toEqual({ covered: [], expected: 0 });
  });
});

describe('the guard', () => {
  test('counts every account that either service covers once, and none of the organization', () => {
    const both = { member: record('Enabled'), graphMember: graphRecord('ENABLED') };
    expect(protectedNow(seen(both))).toBe(1);
    expect(protectedNow(seen({ member: record('Enabled') }))).toBe(1);
    expect(protectedNow(seen({ graphMember: graphRecord('ENABLED') }))).toBe(1);
    expect(protectedNow(seen({ member: record('Invited'), graphMember: graphRecord('INVITED') }))).toBe(0);
    expect(protectedNow(seen({ members: undefined }))).toBe(0);
    expect(protectedNow(seen({ ...both, organization: new Set([PARTNER]) }))).toBe(0);
  });

  test('counts a loss only for changes of features', () => {
    const observed = seen({ memberFeatures: new Map([[PARTNER, on]]) });
    const lost = (action: InvitationsAction, world = observed) => losing(action, world, invited());
    expect(lost({ ...about, type: 'UpdateMemberDetectors', features: off, accounts })).toEqual([PARTNER]);
    expect(lost({ ...about, type: 'UpdateOwnDetectors', features: off, accounts: reached })).toEqual([PARTNER]);
    expect(lost({ ...about, type: 'UpdateMemberDetectors', features: on, accounts })).toEqual([]);
    expect(lost({ ...about, type: 'UpdateMemberDetectors', features: off, accounts }, seen())).toEqual([]);
    for (const action of OTHERS) expect(lost(action)).toEqual([]);
  });
});
