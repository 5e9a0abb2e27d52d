import {
  CreatePublishingDestinationCommand,
  DeletePublishingDestinationCommand,
  ListPublishingDestinationsCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UpdatePublishingDestinationCommand,
} from '@aws-sdk/client-guardduty';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { DeleteObjectCommand, PutBucketLifecycleConfigurationCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { ExportWorld, GUARDDUTY } from '../../../src/fixtures/export-world';
import { clientOf, MANAGEMENT, SECURITY } from '../../../src/fixtures/organization-of';

const EU = 'eu-west-1';
const ARCHIVE = '333333333333';

const refused = (words: string) => ({ name: 'BadRequestException', message: expect.stringContaining(words) });
const NO_PERMISSION = refused(
  'the GuardDuty service principal does not have permission to the KMS key or the resource',
);
const NO_FOLDER = refused('the resource folder specified in the destinationArn parameter does not exist');

async function begin(place?: Parameters<typeof ExportWorld.start>[1]) {
  const world = await ExportWorld.start({}, place);
  await world.guardDuty.enable(SECURITY);
  return world;
}

describe('a new destination', () => {
  test('is verified, and publishes', async () => {
    const world = await begin();
    const id = await world.create();
    expect(await world.describe(id)).toMatchObject({
      DestinationType: 'S3',
      Status: 'PENDING_VERIFICATION',
      PublishingFailureStartTimestamp: 0,
      DestinationProperties: { DestinationArn: world.arn, KmsKeyArn: world.keyArn },
    });
    await world.guardDuty.pass(60);
    expect((await world.describe(id)).Status).toBe('PUBLISHING');
    expect(await world.keys()).toEqual(['AWSLogs/']);
  });

  test('F1: is the only one of its account and region; the same token returns it again', async () => {
    const world = await begin();
    const client = world.guardDuty.as(SECURITY);
    const input = {
      DetectorId: await world.guardDuty.detectorId(SECURITY),
      DestinationType: 'S3' as const,
      ClientToken: 't',
      DestinationProperties: { DestinationArn: world.arn, KmsKeyArn: world.keyArn },
    };
    const { DestinationId } = await client.send(new CreatePublishingDestinationCommand(input));
    expect(await client.send(new CreatePublishingDestinationCommand(input))).toMatchObject({ DestinationId });
    await expect(world.create()).rejects.toMatchObject(
      refused('a publishingDestination already exists with the destinationType value provided in the request.'),
    );
    const { Destinations } = await client.send(new ListPublishingDestinationsCommand(input));
    expect(Destinations).toEqual([{ DestinationId, DestinationType: 'S3', Status: 'PENDING_VERIFICATION' }]);
  });

  test.each([
    ['no ARN', { DestinationArn: 'findings' }, 'destinationArn parameter is not valid'],
    ['the ARN of another partition', { DestinationArn: 'arn:aws-cn:s3:::findings' }, 'destinationArn parameter is not'],
    ['a missing bucket', { DestinationArn: 'arn:aws:s3:::missing' }, 'destinationArn parameter does not exist'],
    ['an alias', { KmsKeyArn: `arn:aws:kms:eu-west-1:${SECURITY}:alias/mine` }, 'kmsKeyArn parameter is not valid'],
    ['an unexpected owner', { ExpectedBucketOwner: ARCHIVE }, 'does not have permission'],
  ])('with %s is refused', async (_, properties, words) => {
    const world = await begin();
    await expect(world.create(properties)).rejects.toMatchObject(refused(words));
  });

  test('F3: with a key that is not in the bucket’s region is refused, wherever the detector is', async () => {
    const world = await begin();
    const { KeyMetadata } = await clientOf(KMSClient, world.guardDuty.simulation, SECURITY, 'us-east-1').send(
      new CreateKeyCommand({}),
    );
    await expect(world.create({ KmsKeyArn: KeyMetadata?.Arn })).rejects.toMatchObject(refused('kmsKeyArn'));
    await world.guardDuty.enable(SECURITY, 'us-east-1');
    await expect(world.create({ KmsKeyArn: KeyMetadata?.Arn }, SECURITY, 'us-east-1')).rejects.toMatchObject(
      refused('kmsKeyArn'),
    );
    await world.create({}, SECURITY, 'us-east-1');
  });

  test('is refused if the bucket or the key does not admit GuardDuty', async () => {
    const world = await begin();
    await world.allowInKeyPolicy([]);
    await expect(world.create()).rejects.toMatchObject(NO_PERMISSION);
    await world.admit([GUARDDUTY]);
    await world.allowInBucketPolicy([]);
    await expect(world.create()).rejects.toMatchObject(NO_PERMISSION);
    expect(await world.keys()).toEqual([]);
  });

  test('gives the object to the owner of the bucket, as bucket policies require', async () => {
    const world = await begin();
    await world.allowInBucketPolicy([GUARDDUTY], { StringEqualsIfExists: { 's3:x-amz-acl': 'public-read' } });
    await expect(world.create()).rejects.toMatchObject(NO_PERMISSION);
    await world.allowInBucketPolicy([GUARDDUTY], {
      StringEqualsIfExists: { 's3:x-amz-acl': 'bucket-owner-full-control' },
    });
    await world.create();
  });

  test('is only admitted for its own account and detector, if the policies say so', async () => {
    const world = await begin();
    const of = (account: string) => ({
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': `arn:aws:guardduty:${EU}:${account}:detector/*` },
    });
    await world.admit([GUARDDUTY], of(MANAGEMENT));
    await expect(world.create()).rejects.toMatchObject(NO_PERMISSION);
    await world.admit([GUARDDUTY], of(SECURITY));
    await world.create();
  });

  test('may be in a bucket of another account, with its key', async () => {
    const world = await begin({ owner: ARCHIVE });
    const id = await world.create({ ExpectedBucketOwner: ARCHIVE });
    await world.guardDuty.pass(60);
    expect((await world.describe(id)).Status).toBe('PUBLISHING');
  });
});

describe('F4: from an opt-in region', () => {
  const OPT_IN = 'me-south-1';
  const optedIn = { accounts: [{ id: SECURITY, optedInRegions: [OPT_IN, 'af-south-1'] }, { id: ARCHIVE }] };

  test('GuardDuty writes under a regional name', async () => {
    const world = await ExportWorld.start(optedIn);
    await world.guardDuty.enable(SECURITY, OPT_IN);
    await expect(world.create({}, SECURITY, OPT_IN)).rejects.toMatchObject(NO_PERMISSION);
    await world.admit([`guardduty.${OPT_IN}.amazonaws.com`]);
    await world.create({}, SECURITY, OPT_IN);
  });

  test('a key of an account that has not enabled the region cannot admit it', async () => {
    const world = await ExportWorld.start(optedIn, { owner: ARCHIVE });
    await expect(world.admit([GUARDDUTY, `guardduty.${OPT_IN}.amazonaws.com`])).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message: 'Policy contains a statement with one or more invalid principals.',
    });
  });

  test('a bucket there only accepts findings of the region', async () => {
    const world = await ExportWorld.start(optedIn, { region: OPT_IN });
    for (const region of [OPT_IN, 'af-south-1', EU]) await world.guardDuty.enable(SECURITY, region);
    await world.admit([GUARDDUTY, `guardduty.${OPT_IN}.amazonaws.com`, 'guardduty.af-south-1.amazonaws.com']);
    await world.create({}, SECURITY, OPT_IN);
    for (const region of ['af-south-1', EU])
      await expect(world.create({}, SECURITY, region)).rejects.toMatchObject(refused('destinationArn'));
  });
});

describe('F17: a prefix', () => {
  test('is a folder that must have been created, whatever else is below it', async () => {
    const world = await begin();
    const DestinationArn = `${world.arn}/guardduty`;
    await expect(world.create({ DestinationArn })).rejects.toMatchObject(NO_FOLDER);
    await world.s3.send(new PutObjectCommand({ Bucket: world.bucket, Key: 'guardduty/AWSLogs/a', Body: 'a' }));
    await expect(world.create({ DestinationArn })).rejects.toMatchObject(NO_FOLDER);
    await world.folder('guardduty/');
    await world.create({ DestinationArn });
    expect(await world.keys()).toEqual(['guardduty/', 'guardduty/AWSLogs/', 'guardduty/AWSLogs/a']);
  });

  test('is read in the name of the caller', async () => {
    const world = await begin({ owner: ARCHIVE });
    await world.folder('guardduty/');
    await expect(world.create({ DestinationArn: `${world.arn}/guardduty/` })).rejects.toMatchObject(
      refused('you do not have the required permissions for the s3:GetObject or s3:ListBucket actions'),
    );
  });

  test('that a lifecycle rule expired does not stop publishing, but fails the next update, changed or not', async () => {
    const world = await begin();
    await world.folder('guardduty/');
    const id = await world.create({ DestinationArn: `${world.arn}/guardduty/` });
    const Rules = [{ Status: 'Enabled' as const, Filter: { Prefix: '' }, Expiration: { Days: 1 } }];
    const LifecycleConfiguration = { Rules };
    await world.s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket: world.bucket, LifecycleConfiguration }));
    await world.guardDuty.pass(3 * 24 * 3600);
    expect((await world.describe(id)).Status).toBe('PUBLISHING');
    const DetectorId = await world.guardDuty.detectorId(SECURITY);
    const DestinationProperties = { KmsKeyArn: world.keyArn };
    const update = new UpdatePublishingDestinationCommand({ DetectorId, DestinationId: id, DestinationProperties });
    await expect(world.guardDuty.as(SECURITY).send(update)).rejects.toMatchObject(NO_FOLDER);
  });
});

describe('F2: a destination that cannot be written to', () => {
  test('shows its status, retries, and publishes once it can', async () => {
    const world = await begin();
    const id = await world.create();
    await world.allowInBucketPolicy([]);
    await world.guardDuty.pass(60);
    const failing = await world.describe(id);
    expect(failing.Status).toBe('UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY');
    expect(failing.PublishingFailureStartTimestamp).toBe(world.guardDuty.simulation.clock.now());
    await world.admit();
    await world.guardDuty.pass(900);
    expect(await world.describe(id)).toMatchObject({ Status: 'PUBLISHING', PublishingFailureStartTimestamp: 0 });
  });

  test('stops after 90 days, until it is updated', async () => {
    const world = await begin();
    const id = await world.create();
    await world.allowInKeyPolicy([]);
    await world.guardDuty.pass(91 * 24 * 3600);
    expect((await world.describe(id)).Status).toBe('STOPPED');
    await world.admit();
    const DetectorId = await world.guardDuty.detectorId(SECURITY);
    const DestinationProperties = { DestinationArn: world.arn };
    await world.guardDuty
      .as(SECURITY)
      .send(new UpdatePublishingDestinationCommand({ DetectorId, DestinationId: id, DestinationProperties }));
    await world.guardDuty.pass(60);
    expect((await world.describe(id)).Status).toBe('PUBLISHING');
  });
});

describe('an update', () => {
  test('changes the given members, and nothing if the new place is refused', async () => {
    const world = await begin();
    const id = await world.create({ ExpectedBucketOwner: SECURITY });
    const other = await ExportWorld.within(world.guardDuty, { name: 'other' });
    const DetectorId = await world.guardDuty.detectorId(SECURITY);
    const update = (DestinationProperties: object) =>
      world.guardDuty
        .as(SECURITY)
        .send(new UpdatePublishingDestinationCommand({ DetectorId, DestinationId: id, DestinationProperties }));
    await other.allowInBucketPolicy([]);
    await expect(update({ DestinationArn: other.arn })).rejects.toMatchObject(NO_PERMISSION);
    await expect(update({})).rejects.toMatchObject(refused('invalid or out-of-range'));
    expect((await world.describe(id)).DestinationProperties?.DestinationArn).toBe(world.arn);
    await other.admit();
    await update({ DestinationArn: other.arn, KmsKeyArn: other.keyArn });
    expect((await world.describe(id)).DestinationProperties).toEqual({
      DestinationArn: other.arn,
      KmsKeyArn: other.keyArn,
      ExpectedBucketOwner: SECURITY,
    });
  });
});

test('a deleted destination is unknown, and another can be created', async () => {
  const world = await begin();
  const id = await world.create();
  const DetectorId = await world.guardDuty.detectorId(SECURITY);
  await world.guardDuty.as(SECURITY).send(new DeletePublishingDestinationCommand({ DetectorId, DestinationId: id }));
  await expect(world.describe(id)).rejects.toMatchObject(refused('one or more input parameters have invalid values'));
  await world.s3.send(new DeleteObjectCommand({ Bucket: world.bucket, Key: 'AWSLogs/' }));
  await world.guardDuty.pass(600);
  expect(await world.keys()).toEqual([]);
  await world.create();
});

test('a destination has tags under its own ARN', async () => {
  const world = await begin();
  const id = await world.create();
  const detector = await world.guardDuty.detectorId(SECURITY);
  const ResourceArn = `arn:aws:guardduty:${EU}:${SECURITY}:detector/${detector}/publishingdestination/${id}`;
  await world.guardDuty.as(SECURITY).send(new TagResourceCommand({ ResourceArn, Tags: { team: 'soc' } }));
  const { Tags } = await world.guardDuty.as(SECURITY).send(new ListTagsForResourceCommand({ ResourceArn }));
  expect([Tags, (await world.describe(id)).Tags]).toEqual([{ team: 'soc' }, { team: 'soc' }]);
});
