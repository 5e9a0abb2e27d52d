import type { Refusal } from '../../../../lambda/aws/refusals';
import { plan } from '../../../../lambda/controllers/invitations/plan';
import { SECURITY } from '../../../accounts';
import { ADDRESS, group, invited, OTHER, PARTNER } from './desired-members';
import { GRAPH, graphRecord, record, seen, side, unreadable } from './observed';

const guardDutyOnly = invited({ groups: [group({ [PARTNER]: ADDRESS }, { services: ['guardduty'] })] });
const detectiveOnly = invited({ groups: [group({ [PARTNER]: ADDRESS }, { services: ['detective'] })] });

/** A plan in short: its actions and the reasons of its exceptions; a question mark means that it is waited for. */
function inShort(planned: ReturnType<typeof plan>): string[] {
  return [
    ...planned.actions.map(({ type }) => type),
    ...planned.pending.map(({ reason }) => `${reason}?`),
    ...planned.blocked.map(({ reason }) => reason),
  ];
}

const off = side({ detector: undefined });
const suspended = side({ detector: { id: 'd1', enabled: false, frequency: 'SIX_HOURS', features: {} } });
const withoutInvitations = side({ invitations: [], graphInvitations: [] });
const ofAnother = side({ administrator: OTHER });
const foreign = side({ invitations: [{ administrator: OTHER, id: 'theirs', status: 'Invited' }] });
const closed = unreadable('RegionNotOptedIn');
const failing = unreadable('InternalError', true);

describe('GuardDuty', () => {
  test.each([
    ['no record', undefined, side(), ['CreateMembers']],
    ['no record, no detector', undefined, off, ['EnableDetectors', 'CreateMembers']],
    ['no record, suspended', undefined, suspended, ['EnableDetectors', 'CreateMembers']],
    ['no record, no role', undefined, unreadable(), ['CreateMembers', 'RoleNotAssumable']],
    ['no record, region not enabled', undefined, closed, ['RegionNotOptedIn']],
    ['no record, no answer', undefined, failing, ['InternalError?']],
    ['M6: no record, member of another', undefined, ofAnother, ['MemberOfAnotherAdministrator']],
    ['Created', 'Created', side(), ['InviteMembers']],
    ['Created, no role', 'Created', unreadable(), ['InviteMembers', 'RoleNotAssumable']],
    ['Created, no detector', 'Created', off, ['EnableDetectors', 'InviteMembers']],
    ['I3', 'EmailVerificationInProgress', side(), ['EmailVerificationInProgress?']],
    ['I3: no role', 'EmailVerificationInProgress', unreadable(), ['EmailVerificationInProgress?']],
    ['I4', 'EmailVerificationFailed', side(), ['EmailVerificationFailed']],
    ['Invited', 'Invited', side(), ['AcceptInvitations']],
    ['Invited, no detector', 'Invited', off, ['EnableDetectors', 'AcceptInvitations']],
    ['I2', 'Invited', withoutInvitations, ['InvitationNotVisible?']],
    ['I1: invited by another only', 'Invited', foreign, ['InvitationNotVisible?', 'ForeignInvitation']],
    ['I7', 'Invited', unreadable(), ['RoleNotAssumable']],
    ['M6: Invited', 'Invited', ofAnother, ['MemberOfAnotherAdministrator']],
    ['Enabled', 'Enabled', side({ administrator: SECURITY }), []],
    ['Enabled, no role', 'Enabled', unreadable(), []],
    ['M16: Disabled', 'Disabled', suspended, ['StartMonitoringMembers']],
    ['M16: Resigned', 'Resigned', side(), ['AcceptInvitations']],
    ['M16: Resigned, invitation deleted', 'Resigned', withoutInvitations, ['InviteMembers']],
    ['M16: Resigned, no role', 'Resigned', unreadable(), ['RoleNotAssumable']],
    ['M16: Removed', 'Removed', side(), ['InviteMembers']],
    ['M16: Removed, no detector', 'Removed', off, ['EnableDetectors', 'InviteMembers']],
    ['Deleted', 'Deleted', side(), ['AccountDeleted']],
    ['R5: RegionDisabled', 'RegionDisabled', side(), ['RegionDisabled']],
    ['AccountSuspended', 'AccountSuspended', side(), ['AccountSuspended']],
    ['of a management account', 'CannotCreateDetectorInOrganizationMasterAccount', side(), ['UnknownState']],
    ['a state of the future', 'Paused', side(), ['UnknownState']],
    ['an unknown state, no role', 'Paused', unreadable(), ['UnknownState']],
  ] as const)('%s (%s): %3$j', (_, status, own, expected) => {
    const observed = seen({ side: own, ...(status && { member: record(status) }) });
    expect(inShort(plan(guardDutyOnly, observed, []))).toEqual(expected);
  });

  test('I4: the record of a failed address is deleted once the address is corrected; upper case makes no difference', () => {
    const failed = (email: string) => seen({ member: record('EmailVerificationFailed', email) });
    expect(inShort(plan(guardDutyOnly, failed('old@example.com'), []))).toEqual(['ForgetMembers']);
    expect(inShort(plan(guardDutyOnly, failed(ADDRESS.toUpperCase()), []))).toEqual(['EmailVerificationFailed']);
  });

  test('M19: the 5,001st invited member is reported by name, and members of the organization do not count', () => {
    const ids = Array.from({ length: 5000 }, (_, at) => String(700000000000 + at));
    const members = new Map(ids.map((id) => [id, { ...record('Enabled'), account: id }]));
    const unmanaged = invited({ ...guardDutyOnly, unmanaged: ids });
    expect(inShort(plan(unmanaged, seen({ members }), []))).toEqual(['MemberLimitReached']);
    const own = seen({ members, organization: new Set(ids) });
    expect(inShort(plan(unmanaged, own, []))).toEqual(['CreateMembers']);
  });

  test('M19: the 5,000th is invited, and at the limit a member that has its record already goes on', () => {
    const ids = Array.from({ length: 4999 }, (_, at) => String(700000000000 + at));
    const members = new Map(ids.map((id) => [id, { ...record('Enabled'), account: id }]));
    const unmanaged = invited({ ...guardDutyOnly, unmanaged: ids });
    expect(inShort(plan(unmanaged, seen({ members }), []))).toEqual(['CreateMembers']);
    const full = new Map([...members, [PARTNER, record('Created')], [OTHER, { ...record('Enabled'), account: OTHER }]]);
    const others = invited({ ...guardDutyOnly, unmanaged: [...ids, OTHER] });
    expect(inShort(plan(others, seen({ members: full }), []))).toEqual(['InviteMembers']);
  });

  test.each([
    ['Paused', side()],
    ['Paused', unreadable()],
  ])('a state of the future is reported as GuardDuty says it: %s', (status, own) => {
    const { blocked } = plan(guardDutyOnly, seen({ side: own, member: record(status) }), []);
    expect(blocked).toMatchObject([{ words: expect.stringContaining('GuardDuty says Paused') }]);
  });

  test('everything waits for an administrator without a detector', () => {
    const planned = plan(guardDutyOnly, seen({ members: undefined }), []);
    expect(inShort(planned)).toEqual(['AdministratorNotReady?']);
    expect(planned.pending[0]).toMatchObject({ scope: 'rollout', soon: true, account: SECURITY });
  });
});

describe('Detective', () => {
  test.each([
    ['not in the graph', undefined, undefined, side(), ['CreateMembers']],
    ['not in the graph, no role', undefined, undefined, unreadable(), ['CreateMembers', 'RoleNotAssumable']],
    ['not in the graph, region not enabled', undefined, undefined, closed, ['RegionNotOptedIn']],
    ['not in the graph, no answer', undefined, undefined, failing, ['InternalError?']],
    ['T6', 'VERIFICATION_IN_PROGRESS', undefined, side(), ['VerificationInProgress?']],
    ['T7', 'VERIFICATION_FAILED', undefined, side(), ['VerificationFailed']],
    ['T8', 'INVITED', undefined, side(), ['AcceptInvitations']],
    ['I2', 'INVITED', undefined, withoutInvitations, ['InvitationNotVisible?']],
    ['I7', 'INVITED', undefined, unreadable(), ['RoleNotAssumable']],
    ['I10', 'ENABLED', undefined, side(), []],
    ['accepted', 'ACCEPTED_BUT_DISABLED', undefined, side(), ['VolumeChecked?']],
    ['T1', 'ACCEPTED_BUT_DISABLED', 'VOLUME_TOO_HIGH', side(), ['VolumeTooHigh']],
    ['T2', 'ACCEPTED_BUT_DISABLED', 'VOLUME_UNKNOWN', side(), ['StartMonitoringMembers', 'VolumeUnknown?']],
    ['T2: no GuardDuty', 'ACCEPTED_BUT_DISABLED', 'VOLUME_UNKNOWN', off, ['VolumeUnknownWithoutGuardDuty']],
    ['a state of the future', 'PAUSED', undefined, side(), ['UnknownState']],
  ] as const)('%s (%s, %s): %4$j', (_, status, reason, own, expected) => {
    const observed = seen({ side: own, ...(status && { graphMember: graphRecord(status, reason) }) });
    expect(inShort(plan(detectiveOnly, observed, []))).toEqual(expected);
  });

  test('T7: the record of a failed address is deleted once the address is corrected', () => {
    const graphMember = graphRecord('VERIFICATION_FAILED', undefined, 'old@example.com');
    expect(inShort(plan(detectiveOnly, seen({ graphMember }), []))).toEqual(['ForgetMembers']);
  });

  test('T3, T10: if the graph has 1,200 members, the account is reported and not enrolled', () => {
    const ids = Array.from({ length: 1200 }, (_, at) => String(700000000000 + at));
    const graphMembers = new Map(ids.map((id) => [id, { ...graphRecord('ENABLED'), account: id }]));
    const observed = seen({ graphMembers, organization: new Set(ids) });
    expect(inShort(plan(detectiveOnly, observed, []))).toEqual(['MemberLimitReached']);
    const invitedBefore = new Map([...graphMembers, [PARTNER, graphRecord('INVITED')]]);
    const going = seen({ graphMembers: invitedBefore, organization: new Set(ids) });
    expect(inShort(plan(detectiveOnly, going, []))).toEqual(['AcceptInvitations']);
  });

  test('a state of the future is reported as Detective says it', () => {
    const { blocked } = plan(detectiveOnly, seen({ graphMember: graphRecord('PAUSED') }), []);
    expect(blocked).toMatchObject([{ words: expect.stringContaining('Detective says PAUSED') }]);
  });

  test('T11: is not requested in a region that does not offer it', () => {
    expect(inShort(plan(invited({ ...guardDutyOnly, detective: false }), seen({ graph: undefined }), []))).toEqual([
      'CreateMembers',
    ]);
  });

  test('T13: a graph that does not exist yet is waited for', () => {
    expect(inShort(plan(detectiveOnly, seen({ graph: undefined }), []))).toEqual(['AdministratorNotReady?']);
    const groups = [...guardDutyOnly.groups, group({ [OTHER]: ADDRESS }, { services: ['detective'] })];
    const { pending } = plan(invited({ groups }), seen({ graph: undefined }), []);
    expect(pending).toMatchObject([{ service: 'detective', reason: 'AdministratorNotReady' }]);
  });
});

describe('a refusal of AWS in this run', () => {
  const refusal = (reason: string, again: boolean, operation = 'guardduty:CreateMembers'): Refusal => ({
    operation,
    subject: PARTNER,
    reason,
    words: 'no',
    again,
  });

  test('is reported in its words, and the call is not repeated', () => {
    const planned = plan(guardDutyOnly, seen(), [refusal('MemberOfAnotherAdministrator', false)]);
    expect(inShort(planned)).toEqual(['MemberOfAnotherAdministrator']);
    expect(planned.blocked[0]?.words).toBe('no');
  });

  test('is waited for if it is transient', () => {
    expect(inShort(plan(guardDutyOnly, seen(), [refusal('InternalError', true)]))).toEqual(['InternalError?']);
  });

  test('of one service does not keep the account from the other', () => {
    const planned = plan(invited(), seen(), [refusal('Refused', false, 'detective:CreateMembers')]);
    expect(inShort(planned)).toEqual(['CreateMembers', 'Refused']);
    expect(planned.actions[0]?.of).toBe('guardduty');
  });
});

describe('an account of the organization', () => {
  test('I6: is left to the organization, whatever is left of its invitation; only records that keep it out of the graph are deleted', () => {
    const organization = new Set([SECURITY, PARTNER]);
    const waiting = seen({
      organization,
      member: record('Invited'),
      graphMember: graphRecord('INVITED'),
      sides: new Map(),
    });
    expect(plan(invited(), waiting, [])).toMatchObject({
      actions: [{ type: 'ForgetMembers', of: 'detective', graph: GRAPH, accounts: [{ id: PARTNER }] }],
      pending: [],
      blocked: [],
    });
    const covered = seen({
      organization,
      member: record('Enabled'),
      graphMember: graphRecord('ENABLED'),
      sides: new Map(),
    });
    expect(inShort(plan(invited(), covered, []))).toEqual([]);
  });
});
