import fc from 'fast-check';
import type { AutoEnable, GuardDutyOverride } from '../../../../lambda/controllers/guardduty/desired';
import type { GuardDutyObserved } from '../../../../lambda/controllers/guardduty/observe';
import { plan } from '../../../../lambda/controllers/guardduty/plan';
import { accountSettings } from '../../../../lambda/controllers/guardduty/plan/accounts';
import { guardDuty } from '../../desired-states';
import { matches, organizations } from '../../overrides/organizations';
import { applied, converged } from './observations';

const autoEnable = fc.constantFrom<AutoEnable>('ALL', 'NEW', 'NONE');
const plans = fc.dictionary(
  fc.constantFrom('S3_DATA_EVENTS', 'EKS_AUDIT_LOGS', 'LAMBDA_NETWORK_LOGS'),
  autoEnable.map((value) => ({ autoEnable: value, additional: {} })),
);
const statuses = fc.constantFrom('Enabled', 'Disabled', 'Removed', 'Resigned', undefined);

interface World {
  readonly observed: GuardDutyObserved;
  readonly overrides: readonly GuardDutyOverride[];
}

/** A region with members in many states, some of them without a plan, and overrides about some of them. */
const worlds: fc.Arbitrary<World> = organizations.chain((directory) => {
  const ids = directory.accounts.map(({ id }) => id);
  const s3Off = { ...applied, S3_DATA_EVENTS: { state: 'DISABLED' as const, additional: {} } };
  return fc
    .record({
      given: fc.array(statuses, { minLength: ids.length, maxLength: ids.length }),
      lacking: fc.subarray(ids),
      overrides: fc.array(
        fc.record(
          { match: matches(directory), exclude: fc.boolean(), autoEnable, plans },
          { requiredKeys: ['match', 'plans'] },
        ),
        { maxLength: 6 },
      ),
    })
    .map(({ given, lacking, overrides }) => ({
      overrides,
      observed: converged({
        accounts: directory.accounts,
        members: given.flatMap((status, at) => (status ? [{ account: ids[at] ?? '', status }] : [])),
        memberFeatures: new Map(ids.map((id) => [id, lacking.includes(id) ? s3Off : applied])),
      }),
    }));
});

const planOf = ({ observed, overrides }: World) => plan(guardDuty({ overrides: [...overrides] }), observed, []);

/** The accounts that actions are about. */
const acted = (world: World): string[] =>
  planOf(world).actions.flatMap((action) => ('accounts' in action ? action.accounts.map(({ id }) => id) : []));

/** The accounts whose settings satisfy a condition. */
function accountsWhere(
  { observed, overrides }: World,
  isTrue: (settings: ReturnType<ReturnType<typeof accountSettings>['of']>) => boolean,
): string[] {
  const settings = accountSettings(guardDuty({ overrides: [...overrides] }), observed);
  return observed.accounts.filter((account) => isTrue(settings.of(account))).map(({ id }) => id);
}

test('law: the order in which AWS lists accounts and members makes no difference', () => {
  const shuffled = worlds.chain((world) => {
    const { accounts, members } = world.observed;
    return fc.tuple(
      fc.constant(world),
      fc.shuffledSubarray([...accounts], { minLength: accounts.length }),
      fc.shuffledSubarray([...members], { minLength: members.length }),
    );
  });
  fc.assert(
    fc.property(shuffled, ([world, accounts, members]) => {
      expect(planOf({ ...world, observed: { ...world.observed, accounts, members } })).toEqual(planOf(world));
    }),
  );
});

test('law: nothing is done to an excluded account', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const excluded = accountsWhere(world, (settings) => settings.excluded.value);
      expect(acted(world).filter((id) => excluded.includes(id))).toEqual([]);
    }),
  );
});

test('law: every other account is changed, named or as desired: none is forgotten', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const { pending, blocked } = planOf(world);
      const reported = [...pending, ...blocked].map(({ account }) => account);
      const members = world.observed.members.filter(({ status }) => status === 'Enabled').map(({ account }) => account);
      const asked = accountsWhere(world, ({ excluded, autoEnable: own }) => !excluded.value && own.value !== 'NONE');
      const known = new Set([...acted(world), ...reported, ...members]);
      expect(asked.filter((id) => !known.has(id))).toEqual([]);
    }),
  );
});

test('law: no account is twice in the same operation of a plan', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      for (const type of ['CreateMembers', 'StartMonitoringMembers', 'UpdateMemberDetectors']) {
        const ids = planOf(world).actions.flatMap((action) =>
          action.type === type && 'accounts' in action ? action.accounts.map(({ id }) => id) : [],
        );
        expect(new Set(ids).size).toBe(ids.length);
      }
    }),
  );
});
