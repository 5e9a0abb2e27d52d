import { ArchiveFindingsCommand } from '@aws-sdk/client-guardduty';
import { ExportWorld } from '../../../src/fixtures/export-world';
import { SECURITY } from '../../../src/fixtures/organization-of';
import { putFinding } from '../../../src/services/guardduty';

const SHOP = '333333333333';
const region = 'eu-west-1';

/** The administrator with a member, and an export that publishes. */
async function exporting() {
  const world = await ExportWorld.start();
  await world.guardDuty.delegate();
  await world.guardDuty.add([SHOP]);
  const id = await world.create();
  await world.guardDuty.pass(60);
  const arise = (account: string, finding: object = {}) =>
    putFinding(world.guardDuty.simulation, { account, region, finding: { ...finding } });
  return { world, id, arise };
}

test('findings of the administrator and of its members are in the bucket within five minutes, a file for each account', async () => {
  const { world, arise } = await exporting();
  const own = arise(SECURITY);
  const ofMember = [arise(SHOP), arise(SHOP)];
  await world.guardDuty.pass(299);
  expect(await world.findings()).toEqual([]);
  await world.guardDuty.pass(1);
  const found = (await world.findings()).map(({ id }) => id);
  expect(found.sort()).toEqual([own, ...ofMember].map(({ id }) => id).sort());
  const day = world.guardDuty.simulation.clock.iso().slice(0, 10).replaceAll('-', '/');
  const files = (await world.keys())
    .filter((key) => key !== 'AWSLogs/')
    .map((key) => key.replace(/[\w-]+(?=\.jsonl)/, 'uuid'));
  expect(files).toEqual([SECURITY, SHOP].map((id) => `AWSLogs/${id}/GuardDuty/${region}/${day}/uuid.jsonl.gz`));
});

test('an update is exported with the publishing frequency, and counted', async () => {
  const { world, arise } = await exporting();
  const { id } = arise(SHOP);
  await world.guardDuty.pass(300);
  arise(SHOP, { id });
  await world.guardDuty.pass(3 * 3600);
  expect(await world.findings()).toHaveLength(1);
  await world.guardDuty.pass(3 * 3600);
  expect((await world.findings()).map(({ service }) => service.count).sort()).toEqual([1, 2]);
});

test('a finding that is archived before it is written is not exported', async () => {
  const { world, arise } = await exporting();
  const { id } = arise(SECURITY);
  const DetectorId = await world.guardDuty.detectorId(SECURITY);
  await world.guardDuty.as(SECURITY).send(new ArchiveFindingsCommand({ DetectorId, FindingIds: [id] }));
  await world.guardDuty.pass(600);
  expect(await world.findings()).toEqual([]);
});

test('F2: findings that cannot be written wait, and are written once bucket and key admit GuardDuty again', async () => {
  const { world, id, arise } = await exporting();
  await world.allowInKeyPolicy([]);
  arise(SHOP);
  await world.guardDuty.pass(300);
  expect((await world.describe(id)).Status).toBe('UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY');
  expect(await world.findings()).toEqual([]);
  await world.admit();
  await world.guardDuty.pass(900);
  expect((await world.describe(id)).Status).toBe('PUBLISHING');
  expect(await world.findings()).toHaveLength(1);
});

test('a member may export its own findings too', async () => {
  const { world, arise } = await exporting();
  const other = await ExportWorld.within(world.guardDuty, { owner: SHOP, name: 'own' });
  await other.create({}, SHOP);
  arise(SHOP);
  arise(SECURITY);
  await world.guardDuty.pass(400);
  expect((await other.findings()).map(({ accountId }) => accountId)).toEqual([SHOP]);
  expect(await world.findings()).toHaveLength(2);
});
