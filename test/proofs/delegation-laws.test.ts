import { type Simulation, stateOf } from '@muster/simulator';
import fc from 'fast-check';
import { delegationController } from '../../lambda/controllers/delegation';
import type { DelegationDesired } from '../../lambda/controllers/delegation/desired';
import { assess, reconcile } from '../../lambda/reconcile/reconcile';
import { MANAGEMENT, SECURITY } from '../accounts';
import { awsOf, delegation, settleDirectly, start, writeNames } from '../lambda/organization-under-test';
import { canonicalState } from './canonical';
import { delegatedRegions } from './truth';

const SHOP = '333333333333';
const REGIONS = ['ap-southeast-1', 'eu-central-1', 'eu-west-1', 'us-east-1'];
/** not opted in by the management account */
const OPT_IN = 'af-south-1';
const HOME = 'eu-west-1';

const regionsOf = (regions: readonly string[]) => regions.map((region) => ({ region, detective: true }));
const some = (regions: readonly string[]) => fc.subarray([...regions], { minLength: 1 });

const world = fc.record({
  trusted: fc.subarray(delegation().trustedServices),
  /** the administrators that were designated before, by region */
  earlier: fc.option(fc.record({ administrator: fc.constantFrom(SECURITY, SECURITY, SHOP), regions: some(REGIONS) })),
  own: fc.dictionary(fc.constantFrom(...REGIONS), fc.constantFrom('ENABLED' as const, 'DISABLED' as const)),
  regions: some([...REGIONS, OPT_IN]).filter((regions) => regions.some((each) => each !== OPT_IN)),
});

type World = typeof world extends fc.Arbitrary<infer W> ? W : never;

async function organizationAt({ trusted, earlier, own }: World): Promise<Simulation> {
  const simulation = await start({
    organization: { trustedServices: trusted },
    guardduty: Object.entries(own).map(([region, status]) => ({ account: MANAGEMENT, region, status })),
  });
  if (!earlier) return simulation;
  const before = { administrator: earlier.administrator, homeRegion: earlier.regions[0] ?? HOME };
  const desired = delegation({ ...before, regions: regionsOf(earlier.regions) });
  await settleDirectly(simulation, delegationController, MANAGEMENT, desired);
  return simulation;
}

const run = (simulation: Simulation, desired: DelegationDesired) =>
  settleDirectly(simulation, delegationController, MANAGEMENT, desired);
const controller = (simulation: Simulation) => delegationController(awsOf(simulation, MANAGEMENT));

async function expectLaws(given: World): Promise<void> {
  const simulation = await organizationAt(given);
  const state = JSON.stringify(canonicalState(simulation));
  const usable = given.regions.filter((region) => region !== OPT_IN).sort();
  const desired = delegation({ homeRegion: usable[0] ?? HOME, regions: regionsOf(given.regions) });

  const before = simulation.calls.last;
  await reconcile(controller(simulation), { ...desired, mode: 'observe' });
  expect(writeNames(simulation, before)).toEqual([]);

  const report = await run(simulation, desired);
  const written = writeNames(simulation, before);
  expect(written.filter((name) => /^(Delete|Disassociate|Stop|Disable|Deregister)/.test(name))).toEqual([]);
  if (given.earlier?.administrator === SHOP) {
    expect(written).toEqual([]);
    expect(JSON.stringify(canonicalState(simulation))).toBe(state);
    expect(report.exceptions[0]).toMatchObject({ reason: 'AnotherAdministrator', scope: 'rollout' });
    expect(report.exceptions[0]?.words).toMatch(new RegExp(`${SHOP}.*${SECURITY}|${SECURITY}.*${SHOP}`));
    return;
  }
  expect(report.covered).toEqual(usable);
  const truth = delegatedRegions(simulation);
  expect(usable.filter((region) => !truth.has(region))).toEqual([]);
  expect(report.exceptions.map(({ region }) => region)).toEqual(given.regions.filter((region) => region === OPT_IN));
  for (const region of Object.keys(given.own).filter((each) => usable.includes(each)))
    expect(stateOf(simulation, MANAGEMENT, region).guardduty.detector.detector?.status).toBe('ENABLED');

  expect((await assess(controller(simulation), desired)).plan.actions).toEqual([]);
  const between = simulation.calls.last;
  await reconcile(controller(simulation), desired);
  expect(writeNames(simulation, between)).toEqual([]);

  const backwards = {
    ...desired,
    regions: [...desired.regions].reverse(),
    trustedServices: [...desired.trustedServices].reverse(),
  };
  const other = await run(await organizationAt(given), backwards);
  expect(other).toEqual({ ...report, applied: other.applied });
}

test('delegation, D2, D4, D7, R3: one run delegates in every region where it can, in any order; a second run writes nothing; another administrator is left alone', () =>
  fc.assert(fc.asyncProperty(world, expectLaws), { numRuns: 40 }));
