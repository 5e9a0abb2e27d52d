import type { Refusal } from '../../../../lambda/aws/refusals';
import type { GuardDutyObserved } from '../../../../lambda/controllers/guardduty/observe';
import { planRemoval } from '../../../../lambda/controllers/guardduty/plan/removal';
import { SECURITY } from '../../../accounts';
import { guardDuty } from '../../desired-states';
import { BANK, converged, organization, SHOP } from './observations';

const region = 'eu-west-1';
const stopped = organization({ autoEnable: 'NONE' });
const member = (account: string, status: string) => ({ account, status });
const leave = (observed: Partial<GuardDutyObserved>, refusals: Refusal[] = [], desired = guardDuty()) =>
  planRemoval(desired, converged({ organization: stopped, ...observed }), refusals);
const refusal = (parts: Partial<Refusal> = {}): Refusal => ({
  operation: 'DisassociateMembers',
  subject: SHOP,
  reason: 'Refused',
  words: 'no',
  again: false,
  ...parts,
});

test('without a detector there is nothing to remove', () => {
  expect(leave({ detector: undefined })).toEqual({ actions: [], pending: [], blocked: [], notes: [] });
});

test('the detector of a member of another administrator stays, and the note names that administrator', () => {
  const { actions, notes } = leave({ administeredBy: '888888888888' });
  expect(actions).toEqual([]);
  expect(notes).toEqual([expect.stringContaining('888888888888')]);
});

test.each(['ALL', 'NEW'] as const)('M8: auto-enable %s is switched off first, on its own', (autoEnable) => {
  expect(leave({ organization: organization({ autoEnable }) }).actions).toEqual([
    { type: 'UpdateOrganizationConfiguration', region, autoEnable: 'NONE', features: {} },
  ]);
});

test('associated members are disassociated, and the records of the others are deleted, in the order of their ids', () => {
  const members = [member(BANK, 'Enabled'), member(SHOP, 'Disabled'), member('555555555555', 'Removed')];
  expect(leave({ members }).actions).toEqual([
    { type: 'DisassociateMembers', region, accounts: [{ id: SHOP }, { id: BANK }] },
    { type: 'DeleteMembers', region, accounts: [{ id: '555555555555' }] },
  ]);
});

test.each([
  'CannotCreateDetectorInOrganizationMasterAccount',
  'Created',
  'Deleted',
  'EmailVerificationFailed',
  'EmailVerificationInProgress',
  'Invited',
  'Removed',
  'Resigned',
])('a record that says %s is deleted: the account is not associated', (status) => {
  expect(leave({ members: [member(SHOP, status)] }).actions).toEqual([
    { type: 'DeleteMembers', region, accounts: [{ id: SHOP }] },
  ]);
});

test('members that are not yet suspended are suspended first, only if the configuration says so', () => {
  const members = [member(BANK, 'Enabled'), member(SHOP, 'Disabled')];
  const { actions } = leave({ members }, [], guardDuty({ suspendMembers: true }));
  expect(actions).toEqual([
    { type: 'StopMonitoringMembers', region, accounts: [{ id: BANK }] },
    { type: 'DisassociateMembers', region, accounts: [{ id: SHOP }, { id: BANK }] },
  ]);
});

test('M14: with no members left the detector is deleted', () => {
  expect(leave({ members: [] })).toEqual({
    actions: [{ type: 'DeleteDetector', region }],
    pending: [],
    blocked: [],
    notes: [],
  });
  expect(leave({ members: [], organization: undefined }).actions).toEqual([{ type: 'DeleteDetector', region }]);
});

describe('a member that AWS refuses to disassociate', () => {
  const members = [member(SHOP, 'Enabled'), member(BANK, 'Enabled')];

  test('is an exception in the words of AWS, and the others are disassociated', () => {
    const { actions, pending, blocked } = leave({ members }, [refusal()]);
    expect(actions).toEqual([{ type: 'DisassociateMembers', region, accounts: [{ id: BANK }] }]);
    expect(blocked).toMatchObject([
      { account: SHOP, region, service: 'guardduty', reason: 'Refused', words: 'no', scope: 'account' },
    ]);
    expect(pending).toEqual([]);
  });

  test('for now keeps the detector until the next pass', () => {
    const { actions, pending, blocked } = leave({ members: [member(SHOP, 'Enabled')] }, [
      refusal({ reason: 'InternalError', again: true }),
    ]);
    expect([actions, blocked]).toEqual([[], []]);
    expect(pending).toMatchObject([{ account: SHOP, reason: 'InternalError', soon: true }]);
  });

  test('for good does not keep the detector: AWS decides whether it can be deleted', () => {
    const { actions, blocked } = leave({ members: [member(SHOP, 'Enabled')] }, [refusal()]);
    expect(actions).toEqual([{ type: 'DeleteDetector', region }]);
    expect(blocked).toMatchObject([{ account: SHOP }]);
  });

  test('M7: because it is not associated is already disassociated: its record is deleted', () => {
    const disassociated = refusal({ reason: 'NotAssociated', again: true });
    expect(leave({ members: [member(SHOP, 'Enabled')] }, [disassociated])).toMatchObject({
      actions: [{ type: 'DeleteMembers', region, accounts: [{ id: SHOP }] }],
      pending: [],
      blocked: [],
    });
    const still = refusal({ operation: 'DeleteMembers', reason: 'NotAssociated', again: true });
    expect(leave({ members: [member(SHOP, 'Enabled')] }, [still])).toMatchObject({
      actions: [],
      pending: [{ account: SHOP, reason: 'NotAssociated' }],
    });
  });

  test('a refusal is forgotten once the account is gone', () => {
    expect(leave({ members: [] }, [refusal({ subject: SECURITY, again: true })])).toMatchObject({
      actions: [{ type: 'DeleteDetector' }],
      pending: [],
      blocked: [],
    });
  });
});
