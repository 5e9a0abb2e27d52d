import { putEvent } from '@muster/simulator';
import { EXPORT_KEY, exportBucket } from '../../lib/names';
import { SECURITY } from '../accounts';
import { DeployedHub } from '../end-to-end/deployed-hub';
import { HOME, PATIENCE } from '../end-to-end/stage';

const FINDINGS = {
  targets: { inbox: { sqs: {} } },
  routes: [{ name: 'all', targets: ['inbox'] }],
  export: { objectLock: { mode: 'COMPLIANCE' as const, days: 365 } },
};
const BUCKET = exportBucket({ account: SECURITY, region: HOME });

describe('an attacker in the administrator account who would destroy exported findings that Object Lock protects', () => {
  let hub: DeployedHub;
  let keyId: string;
  beforeAll(async () => {
    hub = await DeployedHub.start(FINDINGS);
    const described = await hub.call<{ KeyMetadata: { KeyId: string } }>('kms', 'DescribeKey', { KeyId: EXPORT_KEY });
    keyId = described.KeyMetadata.KeyId;
  }, PATIENCE);
  afterAll(() => hub?.simulation.stop());

  /** How many messages about a call reach the on-call. CloudTrail sends the event where a trail logs management events. */
  async function notified(source: string, eventName: string, requestParameters: object, sourceIPAddress: string) {
    const about = () => hub.publishedTo('Operations').filter(({ message }) => message.includes(eventName));
    const before = about().length;
    await putEvent(
      hub.simulation,
      { account: SECURITY, region: HOME, name: 'default' },
      {
        account: SECURITY,
        region: HOME,
        source,
        detailType: 'AWS API Call via CloudTrail',
        detail: { eventSource: `${source.slice(4)}.amazonaws.com`, eventName, sourceIPAddress, requestParameters },
      },
    );
    await hub.simulation.clock.advance(5);
    return about().length - before;
  }

  test('cannot have the key deleted in less than 30 days', async () => {
    const inSevenDays = { KeyId: keyId, PendingWindowInDays: 7 };
    await expect(hub.call('kms', 'ScheduleKeyDeletion', inSevenDays)).rejects.toThrow(/explicit deny/);
  });

  test('cannot schedule its deletion, disable it or weaken the bucket without the on-call being notified', async () => {
    const arn = `arn:aws:kms:${HOME}:${SECURITY}:key/${keyId}`;
    const from = '203.0.113.7';
    expect([
      await notified('aws.kms', 'ScheduleKeyDeletion', { keyId, pendingWindowInDays: 30 }, from),
      await notified('aws.kms', 'DisableKey', { keyId: arn }, from),
      await notified('aws.kms', 'PutKeyPolicy', { keyId, policyName: 'default' }, from),
      await notified('aws.kms', 'UpdateAlias', { aliasName: EXPORT_KEY, targetKeyId: 'another' }, from),
      await notified('aws.s3', 'PutBucketLifecycle', { bucketName: BUCKET }, from),
      await notified('aws.s3', 'DeleteBucketPolicy', { bucketName: BUCKET }, from),
      await notified('aws.kms', 'ScheduleKeyDeletion', { keyId }, 'cloudformation.amazonaws.com'),
    ]).toEqual(Array(7).fill(1));
  });

  test('notifies no one about deployments, about reads, or about changes of other keys and buckets', async () => {
    const from = '203.0.113.7';
    expect([
      await notified('aws.s3', 'PutBucketPolicy', { bucketName: BUCKET }, 'cloudformation.amazonaws.com'),
      await notified('aws.kms', 'DescribeKey', { keyId }, from),
      await notified('aws.kms', 'DisableKey', { keyId: 'another' }, from),
      await notified('aws.s3', 'DeleteBucket', { bucketName: 'another' }, from),
    ]).toEqual(Array(4).fill(0));
  });
});
