import { type Simulation, stateOf } from '@muster/simulator';
import { directoryController } from '../../../../lambda/controllers/directory';
import { passMarkKey } from '../../../../lambda/controllers/directory/desired';
import { isActionable } from '../../../../lambda/reconcile/plan';
import { reconcile } from '../../../../lambda/reconcile/reconcile';
import { SECURITY } from '../../../accounts';
import { awsOf, directory, guardDutyAlone, LISTING, listOnce, startDelegated } from '../../organization-under-test';

const AWAY = 'ap-northeast-3';
const desired = directory({
  passes: {
    maxSilenceMinutes: 150,
    in: [
      { region: 'eu-west-1', services: ['guardduty', 'detective'] },
      { region: AWAY, services: ['guardduty'] },
    ],
  },
});
const KEYS = ['passes/eu-west-1/guardduty', 'passes/eu-west-1/detective', 'passes/ap-northeast-3/guardduty'];
const HOME = { bucket: LISTING.bucket, owner: SECURITY };

let simulation: Simulation;
beforeEach(async () => {
  simulation = await startDelegated({}, guardDutyAlone());
  await listOnce(simulation, desired);
});

const ports = () => awsOf(simulation, SECURITY, { now: () => simulation.clock.now() });
const scheduled = () =>
  reconcile(directoryController(ports()), desired, { repairing: { now: simulation.clock.now() } });
const leave = (service: string, region: string, text = '') =>
  ports()
    .passMarks(LISTING.region)
    .leave({ ...HOME, key: passMarkKey({ service, region }) }, text);
const minutes = (count: number) => simulation.clock.advance(count * 60);
const markPasses = async (...passes: readonly [string, string][]) => {
  for (const [service, region] of passes) await leave(service, region);
};

describe('K3: at home', () => {
  test('the silence of a pass counts from when it is first expected, also in a region that is added later', async () => {
    const { objects } = stateOf(simulation, SECURITY, LISTING.region).s3.buckets.get(LISTING.bucket) ?? {};
    expect([...(objects?.keys() ?? [])].filter((key) => key.startsWith('passes/'))).toEqual(KEYS);
    expect((await scheduled()).exceptions).toEqual([]);
    await minutes(149);
    expect((await scheduled()).exceptions).toEqual([]);
    await minutes(2);
    expect((await scheduled()).exceptions).toHaveLength(3);
  });

  test('a pass that leaves no mark for two periods and half an hour is an exception that raises the alarm, until it leaves one', async () => {
    await minutes(100);
    await markPasses(['guardduty', 'eu-west-1'], ['detective', 'eu-west-1']);
    await minutes(60);
    const { exceptions } = await scheduled();
    expect(exceptions).toMatchObject([
      { account: SECURITY, region: AWAY, service: 'guardduty', reason: 'RegionSilent', scope: 'account' },
    ]);
    expect(exceptions.every(isActionable)).toBe(true);
    expect(exceptions[0]?.words).toMatch(
      /no pass of guardduty in ap-northeast-3 has finished since .*every 60 minutes/,
    );
    await markPasses(['guardduty', AWAY]);
    expect((await scheduled()).exceptions).toEqual([]);
  });

  test('a problem that a pass found with the rules of its region is an exception, because its own alarms may not arrive', async () => {
    await leave('guardduty', AWAY, 'rule muster-detection-alarms of bus default is disabled');
    expect((await scheduled()).exceptions).toMatchObject([
      {
        region: AWAY,
        service: 'guardduty',
        reason: 'OwnRuleChanged',
        words: 'rule muster-detection-alarms of bus default is disabled',
      },
    ]);
    await leave('guardduty', AWAY);
    expect((await scheduled()).exceptions).toEqual([]);
  });

  test('a mark that no pass would write is reported, and not read', async () => {
    await leave('guardduty', AWAY, 'x'.repeat(100_000));
    // a later listing than the one that is there
    await minutes(5);
    const before = simulation.calls.last;
    expect((await scheduled()).exceptions).toMatchObject([{ words: '100000 bytes, which no pass writes' }]);
    const reads = simulation.calls.after(before).filter(({ operation }) => operation === 'GetObject');
    expect(reads).toHaveLength(2);
  });

  test('a mark that exists already is not replaced when it is first expected', async () => {
    await leave('guardduty', AWAY, 'words');
    await ports()
      .passMarks(LISTING.region)
      .begin({ ...HOME, key: passMarkKey({ service: 'guardduty', region: AWAY }) });
    expect((await scheduled()).exceptions).toMatchObject([{ words: 'words' }]);
  });

  test('the marks are read with one call, and deleted with the stack', async () => {
    const before = simulation.calls.last;
    await minutes(5);
    await scheduled();
    const lists = simulation.calls.after(before).filter(({ operation }) => operation === 'ListObjectsV2');
    expect(lists).toHaveLength(2);
    await reconcile(directoryController(ports()), desired, { leaving: true });
    const bucket = stateOf(simulation, SECURITY, LISTING.region).s3.buckets.get(LISTING.bucket);
    expect([bucket?.objects.size, [...(bucket?.versions.values() ?? [])].flat()]).toEqual([0, []]);
  });
});
