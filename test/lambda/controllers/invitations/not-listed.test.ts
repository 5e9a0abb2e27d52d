import type { InvitationsDesired } from '../../../../lambda/controllers/invitations/desired';
import type { InvitationsObserved } from '../../../../lambda/controllers/invitations/observe';
import { plan } from '../../../../lambda/controllers/invitations/plan';
import { planRemoval } from '../../../../lambda/controllers/invitations/plan/removal';
import { ADDRESS, group, invited, OTHER, PARTNER, REGION as region } from './desired-members';
import { GRAPH, graphRecord, INVITATION, record, seen, side, unreadable } from './observed';

const guardDutyOnly = invited({ groups: [group({ [PARTNER]: ADDRESS }, { services: ['guardduty'] })] });
const detectiveOnly = invited({ groups: [group({ [PARTNER]: ADDRESS }, { services: ['detective'] })] });
const nothingListed = (parts: Partial<InvitationsDesired> = {}) => invited({ groups: [], ...parts });
const byId = { region, accounts: [{ id: PARTNER }] };

describe('I1: foreign invitations', () => {
  const foreign = side({
    invitations: [{ administrator: OTHER, id: 'theirs', status: 'Invited' }],
    graphInvitations: [{ administrator: OTHER, graph: 'their-graph', status: 'INVITED' }],
  });

  test('are reported as security events of either service, and left alone', () => {
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

  test('are no event if they have ended, or if they are our own', () => {
    const invitations = [{ administrator: OTHER, id: 'x', status: 'Resigned' }, INVITATION];
    const graphInvitations = [{ administrator: OTHER, graph: 'x', status: 'ENABLED' }];
    const own = side({ invitations, graphInvitations });
    const observed = seen({ side: own, member: record('Enabled'), graphMember: graphRecord('ENABLED') });
    expect(plan(invited(), observed, []).blocked).toEqual([]);
  });

  test('cannot be seen in an account that cannot be read: a note names it', () => {
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
  const exception = { account: PARTNER, region, reason: 'NotConfigured', scope: 'account' };

  test('are reported for each service, with actions for the guard to judge', () => {
    expect(plan(nothingListed(), observed(), [])).toMatchObject({
      actions: leaving,
      blocked: [
        { ...exception, service: 'guardduty', words: expect.stringMatching(/^GuardDuty says Enabled,/) },
        { ...exception, service: 'detective', words: expect.stringMatching(/^Detective says ENABLED,/) },
      ],
    });
    expect(plan(nothingListed({ onRemoval: 'disable' }), observed(), [])).toMatchObject({
      actions: leaving,
      blocked: [],
    });
  });

  test('are removed like all others when the stack is deleted', () => {
    expect(planRemoval(invited(), observed(), []).actions).toEqual(leaving);
  });

  test('leave only the service that they are not listed for', () => {
    expect(plan(guardDutyOnly, observed({ sides: new Map([[PARTNER, side()]]) }), []).actions).toEqual([leaving[1]]);
    expect(plan(detectiveOnly, observed({ sides: new Map([[PARTNER, side()]]) }), []).actions).toEqual([leaving[0]]);
  });

  test('are not reported if they are managed elsewhere, or are in the organization', () => {
    expect(plan(nothingListed({ unmanaged: [PARTNER] }), observed(), [])).toMatchObject({ actions: [], blocked: [] });
    expect(plan(nothingListed(), observed({ organization: new Set([PARTNER]) }), [])).toMatchObject({
      actions: [],
      blocked: [],
    });
  });

  test.each(['Removed', 'Resigned', 'Deleted'])(
    'lose their record without a report if only the record is left: %s',
    (status) => {
      const { actions, blocked } = plan(nothingListed(), seen({ member: record(status), sides: new Map() }), []);
      expect(actions).toEqual([{ type: 'DeleteMembers', of: 'guardduty', ...byId }]);
      expect(blocked).toEqual([]);
    },
  );

  test('M16: are associated even if they are suspended', () => {
    const { actions } = plan(nothingListed(), seen({ member: record('Disabled'), sides: new Map() }), []);
    expect(actions).toEqual([leaving[0]]);
  });

  test('are left alone if the graph does not exist', () => {
    expect(plan(nothingListed(), observed({ graph: undefined }), []).actions).toEqual([leaving[0]]);
  });

  test('are named in order', () => {
    const members = new Map([PARTNER, OTHER].map((id) => [id, { ...record('Enabled'), account: id }]));
    expect(plan(nothingListed(), seen({ members, sides: new Map() }), []).actions).toMatchObject([
      { accounts: [{ id: OTHER }, { id: PARTNER }] },
    ]);
  });
});
