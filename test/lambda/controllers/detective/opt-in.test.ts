import { AccountClient, EnableRegionCommand } from '@aws-sdk/client-account';
import { clientOf, type Simulation } from '@muster/simulator';
import { detectiveController } from '../../../../lambda/controllers/detective';
import { guardDutyController } from '../../../../lambda/controllers/guardduty';
import { MANAGEMENT, SECURITY } from '../../../accounts';
import {
  delegation,
  detective,
  directAwsOf,
  guardDuty,
  members,
  settleDirectly,
  startDelegated,
  writeNames,
} from '../../organization-under-test';

const region = 'af-south-1';
const optedInRegions = [region];
const all = members(1280).map(({ id }) => id);
/** the last by id, to which the places would come last */
const here = all.slice(-40);
const elsewhere = all.slice(0, -40);
const covered = [MANAGEMENT, SECURITY, ...here];

/** An organization of 1,282 accounts, of which 42 have enabled the region. */
async function begin(enabled: readonly string[] = here): Promise<Simulation> {
  const usable = new Set([MANAGEMENT, SECURITY, ...enabled]);
  const accounts = [MANAGEMENT, SECURITY, ...all].map((id) => (usable.has(id) ? { id, optedInRegions } : { id }));
  return startDelegated({ accounts }, delegation({ homeRegion: region, regions: [{ region, detective: true }] }));
}

const watch = (simulation: Simulation) =>
  settleDirectly(simulation, guardDutyController, SECURITY, guardDuty({ region }));
const enrol = (simulation: Simulation) =>
  settleDirectly(simulation, detectiveController, SECURITY, detective({ region, optIn: true }));
const inGraph = async (simulation: Simulation) =>
  (await directAwsOf(simulation, SECURITY).detective(region).members()).map(({ account }) => account).sort();

/** Each of some accounts enables the region; GuardDuty notices within a day. */
async function optIn(simulation: Simulation, ids: readonly string[]): Promise<void> {
  for (const id of ids)
    await clientOf(AccountClient, simulation, id, 'us-east-1').send(new EnableRegionCommand({ RegionName: region }));
  await simulation.clock.advance(2 * 24 * 3600);
}

test('R5, T10: of 1,282 accounts the 42 that have enabled an opt-in region get a place, and no other does', async () => {
  const simulation = await begin();
  await watch(simulation);
  const report = await enrol(simulation);
  expect(report.covered).toEqual(covered);
  expect(await inGraph(simulation)).toEqual([MANAGEMENT, ...here]);
  expect(report.exceptions.map(({ account, reason }) => [account, reason])).toEqual(
    elsewhere.map((id) => [id, 'RegionDisabled']),
  );
  const before = simulation.calls.last;
  await enrol(simulation);
  expect(writeNames(simulation, before)).toEqual([]);
});

test('R5: an account that enables the region later gets its place', async () => {
  const [late = ''] = elsewhere;
  const simulation = await begin();
  await watch(simulation);
  await enrol(simulation);
  await optIn(simulation, [late]);
  expect((await enrol(simulation)).covered).toEqual([MANAGEMENT, SECURITY, late, ...here]);
});

test('R5, T10: places that were given to accounts without the region are freed for those that can use them, and no more of them', async () => {
  const simulation = await begin();
  // Detective alone knows nothing of the region: the places go by account id
  await enrol(simulation);
  await watch(simulation);
  const before = simulation.calls.last;
  const report = await enrol(simulation);
  expect(report.covered).toEqual(covered);
  expect(await inGraph(simulation)).toHaveLength(1200);
  const written = writeNames(simulation, before);
  expect(written.filter((name) => name === 'DeleteMembers')).toHaveLength(1);
  const again = simulation.calls.last;
  await enrol(simulation);
  expect(writeNames(simulation, again)).toEqual([]);
});

test('R5, T10: an account that enables the region later gets a place that another cannot use', async () => {
  const late = elsewhere.at(-1) ?? '';
  const simulation = await begin();
  await enrol(simulation);
  await watch(simulation);
  await enrol(simulation);
  await optIn(simulation, [late]);
  expect((await enrol(simulation)).covered).toEqual([MANAGEMENT, SECURITY, late, ...here]);
  expect(await inGraph(simulation)).toHaveLength(1200);
});
