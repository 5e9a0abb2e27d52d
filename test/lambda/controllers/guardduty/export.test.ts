import { DeletePublishingDestinationCommand } from '@aws-sdk/client-guardduty';
import { CreateAliasCommand, UpdateAliasCommand } from '@aws-sdk/client-kms';
import { PutBucketLifecycleConfigurationCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { putFinding } from '@muster/simulator';
import { ExportWorld, GUARDDUTY, GuardDutyOrganization } from '@muster/simulator/fixtures';
import { guardDutyController } from '../../../../lambda/controllers/guardduty';
import type { GuardDutyDesired } from '../../../../lambda/controllers/guardduty/desired';
import { assess, reconcile } from '../../../../lambda/reconcile/reconcile';
import { SECURITY } from '../../../accounts';
import {
  awsOf,
  guardDuty,
  guardDutyAlone,
  settle,
  startDelegated,
  writeNames,
  writes,
} from '../../organization-under-test';

const region = 'eu-west-1';
const ARCHIVE = '555555555555';
const SHOP = '333333333333';
const ALIAS = 'alias/findings';
type Place = Parameters<typeof ExportWorld.within>[1];

/** A delegated organization, a bucket with its key under an alias, and a desired state with this export. */
async function exporting(place: Place = {}, more: Partial<NonNullable<GuardDutyDesired['export']>> = {}) {
  const simulation = await startDelegated({}, guardDutyAlone());
  const world = await ExportWorld.within(new GuardDutyOrganization(simulation), place);
  await world.kms.send(new CreateAliasCommand({ AliasName: ALIAS, TargetKeyId: world.keyArn.split('/')[1] }));
  const own = (place.owner ?? SECURITY) === SECURITY;
  const desired = guardDuty({
    export: {
      bucket: world.bucket,
      bucketRegion: place.region ?? region,
      bucketAccount: world.owner,
      prefix: '',
      key: own ? ALIAS : world.keyArn,
      overrideExisting: false,
      ...more,
    },
  });
  const run = (asked = desired) => settle(simulation, guardDutyController, SECURITY, asked);
  const pass = (asked = desired, options = {}) =>
    reconcile(guardDutyController(awsOf(simulation, SECURITY)), asked, options);
  return { simulation, world, desired, run, pass };
}

async function destinationOf(world: ExportWorld) {
  const destination = await awsOf(world.guardDuty.simulation, SECURITY).findingsExport(region).destination();
  if (!destination) throw new Error('findings are exported nowhere');
  return destination;
}

describe('findings are exported', () => {
  test('to the bucket, verified until AWS publishes, and a member’s finding arrives there', async () => {
    const { simulation, world, run } = await exporting();
    const report = await run();
    expect(report).toMatchObject({ exceptions: [], pending: [] });
    expect(await destinationOf(world)).toMatchObject({
      arn: world.arn,
      keyArn: world.keyArn,
      owner: SECURITY,
      status: 'PUBLISHING',
    });
    putFinding(simulation, { account: SHOP, region, finding: {} });
    await simulation.clock.advance(300);
    expect((await world.findings()).map(({ accountId }) => accountId)).toEqual([SHOP]);
  });

  test('after everything else, and only once: a second run writes nothing', async () => {
    const { simulation, run } = await exporting({}, { prefix: 'guardduty/' });
    const before = simulation.calls.last;
    await run();
    const names = writeNames(simulation, before).filter((name) => /Members|Publishing/.test(name));
    expect(names).toEqual(['CreateMembers', 'CreatePublishingDestination']);
    const after = simulation.calls.last;
    await run();
    expect(writes(simulation, after)).toEqual([]);
  });

  test('the first pass reports that AWS has not verified the export yet', async () => {
    const { pass } = await exporting();
    expect((await pass()).pending).toMatchObject([
      {
        account: SECURITY,
        reason: 'ExportNotVerified',
        words: expect.stringContaining('PENDING_VERIFICATION'),
        soon: true,
      },
    ]);
  });

  test('a dry run writes nothing and plans the same', async () => {
    const { simulation, world, desired, run } = await exporting();
    await run({ ...desired, export: undefined });
    const before = simulation.calls.last;
    const { report } = await assess(guardDutyController(awsOf(simulation, SECURITY)), desired);
    expect(report.remaining).toEqual([`export the findings of ${region} to ${world.arn}`]);
    expect(writes(simulation, before)).toEqual([]);
  });

  test('to a bucket of a log archive account, with its key, in its folder', async () => {
    const { world, run } = await exporting({ owner: ARCHIVE }, { prefix: 'guardduty/' });
    const administrator = { Principal: { AWS: SECURITY }, Effect: 'Allow' };
    const service = { Principal: { Service: GUARDDUTY }, Effect: 'Allow' };
    const Statement = [
      { ...service, Action: 's3:GetBucketLocation', Resource: world.arn },
      { ...service, Action: 's3:PutObject', Resource: `${world.arn}/guardduty/*` },
      { ...administrator, Action: 's3:ListBucket', Resource: world.arn },
      { ...administrator, Action: ['s3:GetObject', 's3:PutObject'], Resource: `${world.arn}/guardduty/` },
    ];
    await world.s3.send(new PutBucketPolicyCommand({ Bucket: world.bucket, Policy: JSON.stringify({ Statement }) }));
    expect((await run()).exceptions).toEqual([]);
    expect(await world.keys()).toEqual(['guardduty/', 'guardduty/AWSLogs/']);
    expect(await destinationOf(world)).toMatchObject({ arn: `${world.arn}/guardduty/`, status: 'PUBLISHING' });
  });
});

describe('F1: an existing export', () => {
  test('to the same bucket is adopted unchanged, even if its ARN is written differently', async () => {
    const { simulation, world, run } = await exporting();
    const id = await world.create({ DestinationArn: `${world.arn}/`, ExpectedBucketOwner: SECURITY });
    const before = simulation.calls.last;
    expect((await run()).exceptions).toEqual([]);
    expect((await destinationOf(world)).id).toBe(id);
    expect(writeNames(simulation, before).filter((name) => name.includes('Publishing'))).toEqual([]);
  });

  test('to the same bucket is adopted, and changed if it has another folder or no bucket owner', async () => {
    const { world, run } = await exporting();
    await world.folder('old/');
    const id = await world.create({ DestinationArn: `${world.arn}/old/` });
    const { exceptions } = await run();
    expect(exceptions).toEqual([]);
    expect(await destinationOf(world)).toMatchObject({ id, arn: world.arn, owner: SECURITY, status: 'PUBLISHING' });
  });

  test('to another bucket is left alone and reported with both places, and everything else continues', async () => {
    const { world, run } = await exporting();
    const other = await ExportWorld.within(world.guardDuty, { name: 'theirs' });
    await other.create();
    const report = await run();
    expect(report.exceptions).toMatchObject([
      {
        account: SECURITY,
        reason: 'ExportedElsewhere',
        scope: 'account',
        words: `findings of ${region} are exported to ${other.arn} with key ${other.keyArn}; the configuration says ${world.arn} with key ${ALIAS}`,
        hint: expect.stringContaining('overrideExisting: true'),
      },
    ]);
    expect(report.covered).toHaveLength(5);
    expect((await destinationOf(world)).arn).toBe(other.arn);
  });

  test('to another bucket is changed if the configuration says so explicitly', async () => {
    const { world, run } = await exporting({}, { overrideExisting: true });
    const other = await ExportWorld.within(world.guardDuty, { name: 'theirs' });
    const id = await other.create();
    expect((await run()).exceptions).toEqual([]);
    expect(await destinationOf(world)).toMatchObject({ id, arn: world.arn, keyArn: world.keyArn });
  });

  test('that someone creates between the observation and our own creation is no failure', async () => {
    const { world } = await exporting();
    await world.create();
    const port = awsOf(world.guardDuty.simulation, SECURITY).findingsExport(region);
    expect(await port.create({ arn: world.arn, keyArn: world.keyArn, owner: SECURITY })).toEqual([]);
  });
});

describe('F2: an export that AWS cannot write', () => {
  test('is reported with AWS’s status, its time, and the policies to check', async () => {
    const { simulation, world, run, pass } = await exporting();
    await run();
    await world.allowInBucketPolicy([]);
    putFinding(simulation, { account: SHOP, region, finding: {} });
    await simulation.clock.advance(300);
    const since = simulation.clock.iso();
    const { exceptions, applied } = await pass();
    expect(exceptions).toMatchObject([
      {
        account: SECURITY,
        reason: 'ExportFails',
        scope: 'account',
        words: `GuardDuty says UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY since ${since}: exporting to ${world.arn} with key ${world.keyArn}`,
        hint: expect.stringContaining('policies of bucket and key'),
      },
    ]);
    expect(applied).toEqual([]);
  });

  test('and has given up on is started again once the policies allow it', async () => {
    const { simulation, world, run, pass } = await exporting();
    await run();
    await world.allowInKeyPolicy([]);
    putFinding(simulation, { account: SHOP, region, finding: {} });
    await simulation.clock.advance(91 * 24 * 3600);
    expect((await destinationOf(world)).status).toBe('STOPPED');
    expect((await pass()).exceptions).toMatchObject([{ reason: 'ExportRefused' }]);
    await world.admit();
    expect((await run()).exceptions).toEqual([]);
    expect((await destinationOf(world)).status).toBe('PUBLISHING');
  });

  test('from the beginning is reported in AWS’s words, and every account is covered all the same', async () => {
    const { world, run } = await exporting();
    await world.allowInKeyPolicy([]);
    const report = await run();
    expect(report.exceptions).toMatchObject([
      {
        account: SECURITY,
        reason: 'ExportRefused',
        scope: 'account',
        words: expect.stringMatching(
          /^CreatePublishingDestination is refused: .* GuardDuty service principal does not have permission to the KMS key/,
        ),
      },
    ]);
    expect(report.covered).toHaveLength(5);
    expect(report.applied.join()).not.toContain('export');
  });

  test('F3: because the key is in another region than the bucket is reported in AWS’s words', async () => {
    const { world, desired, run } = await exporting();
    const other = await ExportWorld.within(world.guardDuty, { name: 'elsewhere', region: 'eu-central-1' });
    const wanted = desired.export && { ...desired.export, key: other.keyArn };
    const { exceptions } = await run({ ...desired, export: wanted });
    expect(exceptions).toMatchObject([{ reason: 'ExportRefused', words: expect.stringContaining('kmsKeyArn') }]);
  });

  test('F4: because an opt-in region has a principal of its own is reported, and starts once the policies name it', async () => {
    const at = 'me-south-1';
    const optedIn = {
      accounts: [
        { id: '111111111111', optedInRegions: [at] },
        { id: SECURITY, optedInRegions: [at] },
      ],
    };
    const simulation = await startDelegated(optedIn, guardDutyAlone(at));
    const world = await ExportWorld.within(new GuardDutyOrganization(simulation), {});
    const { bucket, keyArn: key } = world;
    const place = { bucket, bucketRegion: region, bucketAccount: SECURITY, prefix: '', key, overrideExisting: false };
    const run = () => settle(simulation, guardDutyController, SECURITY, guardDuty({ region: at, export: place }));
    expect((await run()).exceptions).toMatchObject([{ region: at, reason: 'ExportRefused' }]);
    await world.admit([GUARDDUTY, `guardduty.${at}.amazonaws.com`]);
    expect((await run()).exceptions).toEqual([]);
  });
});

describe('F17: the folder', () => {
  test('is created before the export, and again after a lifecycle rule has expired it', async () => {
    const { simulation, world, run, pass } = await exporting({}, { prefix: 'guardduty/' });
    await run();
    const Rules = [{ Status: 'Enabled' as const, Filter: { Prefix: '' }, Expiration: { Days: 1 } }];
    await world.s3.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket: world.bucket, LifecycleConfiguration: { Rules } }),
    );
    await simulation.clock.advance(3 * 24 * 3600);
    expect(await world.keys()).toEqual([]);
    const before = simulation.calls.last;
    const { drift } = await pass(undefined, { repairing: { now: simulation.clock.now() } });
    expect(drift).toMatchObject([{ account: SECURITY, reason: 'ExportFolderDeleted' }]);
    expect(await world.keys()).toEqual(['guardduty/']);
    expect(writeNames(simulation, before)).toEqual(['PutObject']);
  });

  test('of a bucket that cannot be read is left to AWS, which names the missing permissions', async () => {
    const { run } = await exporting({ owner: ARCHIVE }, { prefix: 'guardduty/' });
    expect((await run()).exceptions).toMatchObject([
      {
        reason: 'ExportRefused',
        words: expect.stringContaining('required permissions for the s3:GetObject or s3:ListBucket actions'),
      },
    ]);
  });
});

describe('repair', () => {
  const repairing = (simulation: { clock: { now(): number } }) => ({ repairing: { now: simulation.clock.now() } });

  test('an export that was deleted by hand is created again, and reported as drift', async () => {
    const { simulation, world, run, pass } = await exporting();
    await run();
    const DetectorId = await world.guardDuty.detectorId(SECURITY);
    const { id: DestinationId } = await destinationOf(world);
    await world.guardDuty.as(SECURITY).send(new DeletePublishingDestinationCommand({ DetectorId, DestinationId }));
    await simulation.clock.advance(2 * 24 * 3600);
    const { drift, applied } = await pass(undefined, repairing(simulation));
    expect(drift).toMatchObject([{ account: SECURITY, reason: 'ExportDeleted', region }]);
    expect(applied).toEqual([`export the findings of ${region} to ${world.arn}`]);
  });

  test('an export follows a key that was replaced in the hub', async () => {
    const { simulation, world, run, pass } = await exporting();
    await run();
    const other = await ExportWorld.within(world.guardDuty, { name: 'other' });
    await world.kms.send(new UpdateAliasCommand({ AliasName: ALIAS, TargetKeyId: other.keyArn.split('/')[1] }));
    await simulation.clock.advance(2 * 24 * 3600);
    const { drift } = await pass(undefined, repairing(simulation));
    expect(drift).toMatchObject([{ reason: 'ExportChanged', words: expect.stringContaining(other.keyArn) }]);
    expect((await destinationOf(world)).keyArn).toBe(other.keyArn);
  });

  test('an export that the configuration no longer names continues', async () => {
    const { simulation, world, desired, run } = await exporting();
    await run();
    const before = simulation.calls.last;
    await run({ ...desired, export: undefined });
    expect(writes(simulation, before)).toEqual([]);
    expect((await destinationOf(world)).status).toBe('PUBLISHING');
  });

  test('the rest of the region continues while S3 or KMS does not answer, which is reported', async () => {
    const { simulation, pass } = await exporting();
    const error = { code: 'InternalFailure', status: 500, message: 'We encountered an internal error.' };
    simulation.faults.add({ service: 'kms', operation: 'DescribeKey', times: 99, error });
    const { covered, pending } = await reconcile(
      guardDutyController(awsOf(simulation, SECURITY, { maxAttempts: 1 })),
      guardDuty({ export: (await exporting()).desired.export }),
    );
    expect(covered).toHaveLength(5);
    expect(pending).toMatchObject([{ reason: 'InternalError', words: expect.stringContaining('reading KMS key') }]);
    simulation.faults.clear();
    expect((await pass()).pending).toMatchObject([{ reason: 'ExportNotVerified' }]);
  });

  test('a key that does not exist yet is waited for', async () => {
    const { desired, pass } = await exporting();
    const wanted = desired.export && { ...desired.export, key: 'alias/none' };
    expect((await pass({ ...desired, export: wanted })).pending).toMatchObject([
      { reason: 'ExportKeyMissing', words: `exporting findings of ${region}: there is no key alias/none in ${region}` },
    ]);
  });
});
