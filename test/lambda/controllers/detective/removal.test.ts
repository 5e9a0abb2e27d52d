import type { Refusal } from '../../../../lambda/aws/refusals';
import type { DetectiveObserved } from '../../../../lambda/controllers/detective/observe';
import { planRemoval } from '../../../../lambda/controllers/detective/plan/removal';
import { detective } from '../../desired-states';
import { converged, SHOP } from './observations';

const region = 'eu-west-1';
const BANK = '444444444444';
const member = (account: string) => ({ account, status: 'ENABLED' });
const leave = (observed: Partial<DetectiveObserved>, destroyGraph = false, refusals: Refusal[] = []) =>
  planRemoval(detective({ destroyGraph }), converged({ autoEnable: false, ...observed }), refusals);
const refusal = (subject: string, again: boolean): Refusal => ({
  operation: 'DeleteMembers',
  subject,
  reason: again ? 'InternalError' : 'Refused',
  words: 'no',
  again,
});

test('without a graph there is nothing to remove', () => {
  expect(leave({ graph: undefined })).toEqual({ actions: [], pending: [], blocked: [], notes: [] });
});

test('auto-enable is switched off first, so that an account that joins meanwhile is not enrolled', () => {
  expect(leave({ autoEnable: true }).actions).toEqual([
    { type: 'UpdateOrganizationConfiguration', region, autoEnable: false },
  ]);
});

test('members are removed from the graph, in the order of their ids', () => {
  expect(leave({ members: [member(BANK), member(SHOP)] }, true)).toEqual({
    actions: [{ type: 'DeleteMembers', region, accounts: [{ id: SHOP }, { id: BANK }] }],
    pending: [],
    blocked: [],
    notes: [],
  });
});

test('D14: the empty graph is deleted only if the configuration says so, and is named if it stays', () => {
  expect(leave({ members: [] }, true)).toMatchObject({ actions: [{ type: 'DeleteGraph', region }], notes: [] });
  expect(leave({ members: [] })).toMatchObject({ actions: [], notes: [expect.stringContaining(region)] });
});

test('a member that AWS refuses to remove is reported, and the others are removed', () => {
  const members = [member(SHOP), member(BANK)];
  const rest = [{ type: 'DeleteMembers', region, accounts: [{ id: BANK }] }];
  const about = { account: SHOP, region, service: 'detective', words: 'no', scope: 'account' };
  expect(leave({ members }, false, [refusal(SHOP, true)])).toMatchObject({
    actions: rest,
    pending: [{ ...about, reason: 'InternalError', soon: true }],
    blocked: [],
  });
  expect(leave({ members }, false, [refusal(SHOP, false)])).toMatchObject({
    actions: rest,
    pending: [],
    blocked: [{ ...about, reason: 'Refused' }],
  });
});

test('a refusal is forgotten once the account is no longer in the graph', () => {
  expect(leave({ members: [] }, false, [refusal(SHOP, false)])).toMatchObject({ pending: [], blocked: [] });
});
