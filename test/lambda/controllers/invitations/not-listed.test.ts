import type { InvitationsDesired } from '../../../../lambda/controllers/invitations/desired';
import type { InvitationsObserved } from '../../../../lambda/controllers/invitations/observe';
import { plan } from '../../../../lambda/controllers/invitations/plan';
import { planRemoval } from '../../../../lambda/controllers/invitations/plan/removal';
import { ADDRESS, group, invited, OTHER, PARTNER, REGION as region } from './desired-members';
import { GRAPH, graphRecord, INVITATION, record, seen, side, unreadable } from './observed';

const guardDutyOnly = invited({ groups: [group({ [PARTNER]: ADDRESS }, { services: ['guardduty'] })] });
const detectiveOnly = invited({ groups: [group({ [PARTNER]: ADDRESS }, { services: ['detective'] })] });
const nobody = (parts: Partial<InvitationsDesired> = {}) => invited({ groups: [], ...parts });
const byId = { region, accounts: [{ id: PARTNER }] };

describe('I1: invitations of anyone else', () => {
  const foreign = side({
    invitations: [{ administrator: OTHER, id: 'theirs', status: 'Invited' }],
    graphInvitations: [{ administrator: OTHER, graph: 'their-graph', status: 'INVITED' }],
  });

  test('are told as security events of either service, and left alone', () => {
    const observed = seen({ side: foreign, member: record('Enabled'), graphMember: graphRecord('ENABLED') });
    const about = { account: PARTNER, region, reason: 'ForeignInvitation', scope: 'account' };
    expect(plan(invited(), observed, [])).toMatchObject({
      actions: [],
      blocked: [
        { ...about, service: 'guardduty', words: expect.stringMatching(`${OTHER}.*theirs`) },
        { ...about, service: 'detective', words: expect.stringMatching(`${OTHER}.*their-graph`) },
      ],
    });
  });

  test('that are over, or our own, are no event', () => {
    const invitations = [{ administrator: OTHER, id: 'x', status: 'Resigned' }, INVITATION];
    const graphInvitations = [{ administrator: OTHER, graph: 'x', status: 'ENABLED' }];
    const own = side({ invitations, graphInvitations });
    const observed = seen({ side: own, member: record('Enabled'), graphMember: graphRecord('ENABLED') });
    expect(plan(invited(), observed, []).blocked).toEqual([]);
  });

  test('cannot be seen in an account that cannot be looked into: a note names it', () => {
    const sides = new Map([PARTNER, OTHER].map((id) => [id, unreadable()]));
    const observed = seen({ sides, member: record('Enabled'), graphMember: graphRecord('ENABLED') });
    expect(plan(invited(), observed, []).notes).toEqual([expect.stringContaining(`${OTHER}, ${PARTNER}`)]);
    const open = seen({ member: record('Enabled'), graphMember: graphRecord('ENABLED') });
    expect(plan(invited(), open, []).notes).toEqual([]);
  });
});

describe('members that are not listed', () => {
  const observed = (parts: Partial<InvitationsObserved> = {}, status = 'Enabled') =>
    seen({ member: record(status), graphMember: graphRecord('ENABLED'), sides: new Map(), ...parts });
  const leaving = [
    { type: 'DisassociateMembers', of: 'guardduty', ...byId },
    { type: 'DeleteMembers', of: 'detective', graph: GRAPH, ...byId },
  ];
  const told = { account: PARTNER, region, reason: 'NotConfigured', scope: 'account' };

  test('are told for each service, with actions that the guard judges', () => {
    expect(plan(nobody(), observed(), [])).toMatchObject({
      actions: leaving,
      blocked: [
        { ...told, service: 'guardduty' },
        { ...told, service: 'detective' },
      ],
    });
    expect(plan(nobody({ onRemoval: 'disable' }), observed(), [])).toMatchObject({ actions: leaving, blocked: [] });
  });

  test('leave as all do when the stack is deleted', () => {
    expect(planRemoval(invited(), observed(), []).actions).toEqual(leaving);
  });

  test('leave one service where they are listed for the other', () => {
    expect(plan(guardDutyOnly, observed({ sides: new Map([[PARTNER, side()]]) }), []).actions).toEqual([leaving[1]]);
    expect(plan(detectiveOnly, observed({ sides: new Map([[PARTNER, side()]]) }), []).actions).toEqual([leaving[0]]);
  });

  test('stay untold where they are managed elsewhere, or are of the organization', () => {
    expect(plan(nobody({ unmanaged: [PARTNER] }), observed(), [])).toMatchObject({ actions: [], blocked: [] });
    expect(plan(nobody(), observed({ organization: new Set([PARTNER]) }), [])).toMatchObject({
      actions: [],
      blocked: [],
    });
  });

  test.each(['Removed', 'Resigned', 'Deleted'])('of which only a record is left lose it, untold: %s', (status) => {
    const { actions, blocked } = plan(nobody(), seen({ member: record(status), sides: new Map() }), []);
    expect(actions).toEqual([{ type: 'DeleteMembers', of: 'guardduty', ...byId }]);
    expect(blocked).toEqual([]);
  });

  test('M16: a suspended one is associated too', () => {
    const { actions } = plan(nobody(), seen({ member: record('Disabled'), sides: new Map() }), []);
    expect(actions).toEqual([leaving[0]]);
  });

  test('are left in a graph that is not there', () => {
    expect(plan(nobody(), observed({ graph: undefined }), []).actions).toEqual([leaving[0]]);
  });

  test('are named in order', () => {
    const members = new Map([PARTNER, OTHER].map((id) => [id, { ...record('Enabled'), account: id }]));
    expect(plan(nobody(), seen({ members, sides: new Map() }), []).actions).toMatchObject([
      { accounts: [{ id: OTHER }, { id: PARTNER }] },
    ]);
  });
});
