import fc from 'fast-check';
import type { InvitedGraphMember } from '../../../../lambda/aws/detective/invitations';
import type { InvitedMember } from '../../../../lambda/aws/guardduty/invitations';
import { effects, type InvitationsAction } from '../../../../lambda/controllers/invitations/action';
import type { InvitationsObserved, MemberSide, Unreadable } from '../../../../lambda/controllers/invitations/observe';
import { plan } from '../../../../lambda/controllers/invitations/plan';
import { guarded } from '../../../../lambda/reconcile/guard';
import { SECURITY } from '../../../accounts';
import { group, invited, OTHER } from './desired-members';
import { GRAPH, unreadable } from './observed';

const ids = ['900000000001', '900000000002', '900000000003', '900000000004'];
const addressOf = (id: string) => `${id}@example.com`;

const STATUSES = [
  'Created',
  'Invited',
  'Enabled',
  'Disabled',
  'Removed',
  'Resigned',
  'Deleted',
  'EmailVerificationInProgress',
  'EmailVerificationFailed',
  'RegionDisabled',
  'AccountSuspended',
  'Whatever',
];
const GRAPH_STATUSES = [
  'INVITED',
  'VERIFICATION_IN_PROGRESS',
  'VERIFICATION_FAILED',
  'ENABLED',
  'ACCEPTED_BUT_DISABLED',
  'WHATEVER',
];

const administrators = fc.constantFrom(SECURITY, OTHER, '800000000009');

const sides: fc.Arbitrary<MemberSide | Unreadable> = fc.oneof(
  fc.constantFrom(unreadable(), unreadable('RegionNotOptedIn'), unreadable('Throttled', true)),
  fc.record({
    detector: fc.option(
      fc.record({
        id: fc.constant('d1'),
        enabled: fc.boolean(),
        frequency: fc.constant('SIX_HOURS'),
        features: fc.constant({}),
      }),
      { nil: undefined },
    ),
    administrator: fc.option(administrators, { nil: undefined }),
    invitations: fc.array(
      fc.record({ administrator: administrators, id: fc.uuid(), status: fc.constantFrom('Invited', 'Resigned') }),
      { maxLength: 5 },
    ),
    graphInvitations: fc.array(
      administrators.map((administrator) => ({
        administrator,
        graph: GRAPH.replace(SECURITY, administrator),
        status: 'INVITED',
      })),
      { maxLength: 3 },
    ),
  }),
);

const members = fc.subarray(ids).chain((some) =>
  fc.tuple(
    ...some.map((account) =>
      fc.record<InvitedMember>({
        account: fc.constant(account),
        email: fc.constantFrom(addressOf(account), 'old@example.com'),
        status: fc.constantFrom(...STATUSES),
      }),
    ),
  ),
);

const graphMembers = fc.subarray(ids).chain((some) =>
  fc.tuple(
    ...some.map((account) =>
      fc.record<InvitedGraphMember>({
        account: fc.constant(account),
        email: fc.constantFrom(addressOf(account), 'old@example.com'),
        status: fc.constantFrom(...GRAPH_STATUSES),
        disabledReason: fc.constantFrom('VOLUME_TOO_HIGH', 'VOLUME_UNKNOWN'),
      }),
    ),
  ),
);

/** Any state of four accounts, some of which are in the organization. */
const worlds: fc.Arbitrary<InvitationsObserved> = fc
  .record({ members, graphMembers, joined: fc.subarray(ids), sides: fc.tuple(...ids.map(() => sides)) })
  .map(({ joined, ...world }) => ({
    organization: new Set([SECURITY, ...joined]),
    at: Date.parse('2026-01-02T00:00:00Z'),
    members: new Map(world.members.map((member) => [member.account, member])),
    memberFeatures: new Map(),
    graph: GRAPH,
    graphMembers: new Map(world.graphMembers.map((member) => [member.account, member])),
    sides: new Map(
      ids.flatMap((id, at) => {
        const own = world.sides[at];
        return joined.includes(id) || !own ? [] : [[id, own] as const];
      }),
    ),
  }));

const listedIds = fc.subarray(ids);
const desiredOf = (listed: readonly string[], onRemoval: 'retain' | 'disable' = 'retain') =>
  invited({ onRemoval, groups: [group(Object.fromEntries(listed.map((id) => [id, addressOf(id)])))] });

const actionsIn = (observed: InvitationsObserved, listed: readonly string[]) =>
  plan(desiredOf(listed), observed, []).actions;

describe('whatever is observed', () => {
  test('I1: only invitations of the administrator are accepted, each by its id in that account', () => {
    fc.assert(
      fc.property(worlds, listedIds, (observed, listed) => {
        for (const action of actionsIn(observed, listed)) {
          if (action.type !== 'AcceptInvitations') continue;
          if (action.of === 'detective') expect(action.graph).toBe(GRAPH);
          else {
            expect(action.administrator).toBe(SECURITY);
            for (const { id, invitation } of action.accounts) {
              const own = observed.sides.get(id);
              const sent = own && 'invitations' in own ? own.invitations : [];
              expect(sent.find((each) => each.id === invitation)?.administrator).toBe(SECURITY);
            }
          }
        }
      }),
      // an acceptance is due in only a few of the worlds
      { numRuns: 1500 },
    );
  });

  test('I6: an account of the organization is changed only to let it into the graph', () => {
    fc.assert(
      fc.property(worlds, listedIds, (observed, listed) => {
        const about = actionsIn(observed, listed).filter((action) =>
          byId(action).some((id) => observed.organization.has(id)),
        );
        for (const action of about) expect([action.type, action.of]).toEqual(['ForgetMembers', 'detective']);
      }),
    );
  });

  test('with retain no covered account loses its coverage', () => {
    fc.assert(
      fc.property(worlds, listedIds, (observed, listed) => {
        const desired = desiredOf(listed);
        const planned = guarded(plan(desired, observed, []), {
          service: 'invitations',
          region: desired.region,
          caller: SECURITY,
          settings: desired,
          leaving: false,
          protectedNow: 0,
          effectOf: ({ type }) => effects[type],
          losing: () => [],
        });
        for (const action of planned.actions) {
          if (action.type !== 'ForgetMembers') continue;
          const records = action.of === 'guardduty' ? observed.members : observed.graphMembers;
          for (const id of byId(action)) expect(records?.get(id)?.status).not.toMatch(/^enabled$/i);
        }
        expect(planned.actions.filter(({ type }) => /^(Delete|Disassociate)/.test(type))).toEqual([]);
      }),
    );
  });

  test('a plan does not depend on the order of the observed and the listed accounts', () => {
    fc.assert(
      fc.property(worlds, listedIds, (observed, listed) => {
        const turned: InvitationsObserved = {
          ...observed,
          members: new Map([...(observed.members ?? [])].reverse()),
          graphMembers: new Map([...observed.graphMembers].reverse()),
          sides: new Map([...observed.sides].reverse()),
        };
        expect(actionsIn(turned, [...listed].reverse())).toEqual(actionsIn(observed, listed));
      }),
    );
  });

  test('every listed account is changed, waited for, reported, covered, or in the organization: none is forgotten', () => {
    fc.assert(
      fc.property(worlds, listedIds, (observed, listed) => {
        const planned = plan(desiredOf(listed), observed, []);
        for (const service of ['guardduty', 'detective'] as const) {
          const acted = planned.actions.filter(({ of }) => of === service).flatMap(byId);
          const reported = [...planned.pending, ...planned.blocked].filter((each) => each.service === service);
          const known = new Set([...acted, ...reported.map(({ account }) => account)]);
          const status = (id: string) =>
            service === 'guardduty' ? observed.members?.get(id)?.status : observed.graphMembers.get(id)?.status;
          const skipped = listed.filter(
            (id) => !known.has(id) && !observed.organization.has(id) && !/^enabled$/i.test(status(id) ?? ''),
          );
          expect(skipped).toEqual([]);
        }
      }),
    );
  });
});

function byId(action: InvitationsAction): string[] {
  return 'accounts' in action ? action.accounts.map(({ id }) => id) : [];
}
