import fc from 'fast-check';
import type {
  AutoEnable,
  GuardDutyDesired,
  GuardDutyOverride,
} from '../../../../../lambda/controllers/guardduty/desired';
import { accountSettings } from '../../../../../lambda/controllers/guardduty/plan/accounts';
import { MAX_CHARACTERS, MAX_ON_TARGET } from '../../../../../lambda/controllers/guardduty/plan/policies/documents';
import { SECURITY } from '../../../../accounts';
import { guardDuty } from '../../../desired-states';
import { about } from '../../../overrides/organizations';
import { compiledAndAttached, directoryOf, managedIn, organizationOf, type Placed } from './attached-policies';

const REGIONS = ['eu-west-1', 'us-east-1'];
const AGENTS = ['EKS_ADDON_MANAGEMENT', 'EC2_AGENT_MANAGEMENT', 'ECS_FARGATE_AGENT_MANAGEMENT'];
const UNITS = ['', 'Work', 'Work/Prod', 'Work/Prod/Pay', 'Work/Test', 'Play'];

const autoEnable = fc.constantFrom<AutoEnable>('ALL', 'ALL', 'NONE', 'NEW');
const additional = fc.dictionary(fc.constantFrom(...AGENTS), autoEnable);
const simple = autoEnable.map((autoEnable) => ({ autoEnable, additional: {} }));
const plans = fc.record(
  {
    S3_DATA_EVENTS: simple,
    EKS_RUNTIME_MONITORING: simple,
    RDS_LOGIN_EVENTS: fc.record({
      autoEnable: autoEnable,
      additional: fc.dictionary(fc.constant('RDS_DATA_RISK'), autoEnable),
    }),
    RUNTIME_MONITORING: fc.record({ autoEnable: autoEnable, additional }),
  },
  { requiredKeys: [] },
);

const accounts: fc.Arbitrary<Placed[]> = fc
  .array(fc.constantFrom(...UNITS), { minLength: 1, maxLength: 7 })
  .map((units) => [[SECURITY, 'Security'], ...units.map((ou, at): Placed => [String(300000000000 + at), ou])]);

interface World {
  readonly accounts: Placed[];
  readonly desired: GuardDutyDesired[];
}

const worlds: fc.Arbitrary<World> = accounts.chain((placed) => {
  const units = UNITS.filter((unit) => unit !== '' && placed.some(([, ou]) => `${ou}/`.startsWith(`${unit}/`)));
  const match = fc
    .record({
      ous: fc.subarray(units, { maxLength: Math.min(2, units.length) }),
      accounts: fc.subarray(
        placed.map(([id]) => id),
        { maxLength: 2 },
      ),
      regional: fc.boolean(),
    })
    .map((parts) => about(parts));
  const override: fc.Arbitrary<GuardDutyOverride> = fc.record(
    { match, exclude: fc.boolean(), autoEnable: autoEnable, plans },
    { requiredKeys: ['match', 'plans'] },
  );
  const overrides = fc.array(override, { maxLength: 5 });
  return fc
    .record({ autoEnable: autoEnable, plans, each: fc.tuple(overrides, overrides) })
    .map(({ autoEnable, plans: usual, each }) => ({
      accounts: placed,
      desired: REGIONS.map((region, at) => guardDuty({ region, autoEnable, plans: usual, overrides: each[at] ?? [] })),
    }));
});

/** What the settings of an account say, plan by plan, in the words of policies. */
function described({ excluded, autoEnable, features }: ReturnType<ReturnType<typeof accountSettings>['of']>) {
  if (excluded.value || autoEnable.value === 'NONE') return undefined;
  const on = (value: AutoEnable | undefined) => (value === 'ALL' ? 'enabled' : 'disabled');
  const found: Record<string, string> = { foundational: 'enabled' };
  const { S3_DATA_EVENTS: s3, RDS_LOGIN_EVENTS: rds, RUNTIME_MONITORING: runtime } = features;
  if (s3 && s3.value.autoEnable !== 'NEW') found.s3_data_events = on(s3.value.autoEnable);
  if (rds && rds.value.autoEnable !== 'NEW') {
    const beyond = rds.value.autoEnable === 'ALL' && (rds.value.additional.RDS_DATA_RISK ?? 'NONE') !== 'NONE';
    if (!beyond) found.rds_login_events = on(rds.value.autoEnable);
  }
  if (runtime && runtime.value.autoEnable !== 'NEW') {
    found.runtime_monitoring = on(runtime.value.autoEnable);
    for (const agent of AGENTS) {
      const value = runtime.value.autoEnable === 'ALL' ? runtime.value.additional[agent] : 'NONE';
      if (value !== 'NEW') found[`runtime_monitoring/${agent.toLowerCase()}`] = on(value);
    }
  }
  return found;
}

test('N4, law: in any organization the effective policy of each account and region is what precedence decides for it', () => {
  fc.assert(
    fc.property(worlds, ({ accounts: placed, desired }) => {
      const organization = organizationOf(placed);
      compiledAndAttached(organization, ...desired);
      const directory = directoryOf(organization);
      for (const state of desired) {
        const { of } = accountSettings(state, directory);
        for (const account of directory.accounts) {
          const effective = managedIn(organization, account.id, state.region);
          const wanted = described(of(account));
          // what is to be off, and no policy enables, no policy sets
          const left = Object.entries(wanted ?? {}).filter(
            ([name, status]) => status === 'disabled' && !effective?.[name],
          );
          const set = effective && { ...Object.fromEntries(left), ...effective };
          expect([account.id, set]).toEqual([account.id, wanted]);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('N4, law: a policy disables a plan only where one above it sets the plan', () => {
  fc.assert(
    fc.property(worlds, ({ accounts: placed, desired }) => {
      const organization = organizationOf(placed);
      const { policies } = compiledAndAttached(organization, ...desired);
      const blockAt = (target: string, region: string): Record<string, { status: { '@@assign': string } }> =>
        Object.assign(
          {},
          ...policies
            .filter(({ targets }) => targets.includes(target))
            .map(({ content }) => JSON.parse(content).guardduty.enablement[region]),
        );
      for (const { id, path = [] } of directoryOf(organization).accounts)
        for (const region of REGIONS) {
          const above = new Set<string>();
          for (const target of [...path, id])
            for (const [name, { status }] of Object.entries(blockAt(target, region))) {
              if (status['@@assign'] === 'disabled') expect([...above]).toContain(name);
              above.add(name);
            }
        }
    }),
  );
});

test('N4, law: the effective policy is the same if an inherited region block is replaced instead of merged', () => {
  fc.assert(
    fc.property(worlds, ({ accounts: placed, desired }) => {
      const organization = organizationOf(placed);
      const { policies } = compiledAndAttached(organization, ...desired);
      for (const { id, path = [] } of directoryOf(organization).accounts)
        for (const region of REGIONS) {
          const blocks = [...path, id].flatMap((target) =>
            policies
              .filter(({ targets }) => targets.includes(target))
              .flatMap(({ content }) => JSON.parse(content).guardduty.enablement[region] ?? []),
          );
          const names = Object.keys(blocks.at(-1) ?? {}).sort();
          expect(names).toEqual(Object.keys(organization.guardDutyPolicies.managed(id, region) ?? {}).sort());
        }
    }),
  );
});

test('N4, law: AWS accepts every policy, each has a name of its own, and none is without effect', () => {
  fc.assert(
    fc.property(worlds, ({ accounts: placed, desired }) => {
      const organization = organizationOf(placed);
      const { policies } = compiledAndAttached(organization, ...desired);
      for (const { content, targets } of policies) {
        expect(content.length).toBeLessThanOrEqual(MAX_CHARACTERS);
        expect(targets.length).toBeGreaterThan(0);
        for (const block of Object.values<Record<string, { status: object }>>(JSON.parse(content).guardduty.enablement))
          expect(block.foundational?.status).toEqual({ '@@assign': 'enabled' });
      }
      expect(new Set(policies.map(({ name }) => name)).size).toBe(policies.length);
      const targets = policies.flatMap((policy) => policy.targets);
      for (const target of targets)
        expect(targets.filter((each) => each === target).length).toBeLessThanOrEqual(MAX_ON_TARGET);
      const effective = () =>
        directoryOf(organization).accounts.map(({ id }) =>
          REGIONS.map((region) => managedIn(organization, id, region)),
        );
      const before = effective();
      const { guardDutyPolicies } = organization;
      // a block for accounts that join a unit may be without effect today; one at an account may not
      for (const { id } of organization.members())
        for (const policy of [...guardDutyPolicies.attachedTo(id)]) {
          guardDutyPolicies.detach(policy, id);
          expect(effective()).not.toEqual(before);
          guardDutyPolicies.attach(policy, id);
        }
    }),
  );
});
