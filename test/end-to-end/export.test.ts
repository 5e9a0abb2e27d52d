import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { HOME, PATIENCE, SECURITY, Stage } from './stage';

const MEMBER = '333333333333';
const AWAY = 'ap-northeast-3';
const BUCKET = `muster-findings-${SECURITY}-${HOME}`;

const EXPORT = `
findings:
  export:
    prefix: guardduty
    lifecycle: { transitions: [{ storageClass: GLACIER, afterDays: 90 }], expireAfterDays: 400 }
    objectLock: { mode: GOVERNANCE, days: 90 }
`;

/** One test, because each step continues from the state that the previous one left. */
test(
  'F2, F17: findings of every region are exported to the bucket that the hub creates, with its key, and stay there when all stacks are destroyed',
  async () => {
    const stage = await Stage.set();
    try {
      const configuration = stage.configuration((text) => text + EXPORT);
      expect(await stage.deploy(configuration)).toMatchObject({ code: 0 });
      expect([await exportOf(stage, HOME), await exportOf(stage, AWAY)]).toEqual([
        `PUBLISHING arn:aws:s3:::${BUCKET}/guardduty/`,
        `PUBLISHING arn:aws:s3:::${BUCKET}/guardduty/`,
      ]);

      const before = await stage.lastCall();
      expect(await stage.deploy(configuration)).toMatchObject({ code: 0 });
      expect(await stage.writes(before)).toEqual([]);

      const ids = { [HOME]: 'a'.repeat(32), [AWAY]: 'b'.repeat(32) };
      for (const [region, id] of Object.entries(ids)) await stage.organization.raiseFinding(MEMBER, region, { id });
      await stage.organization.runAt(200);
      expect((await kept(stage, 2)).sort()).toEqual(Object.values(ids));

      await stage.organization.runAt(20);
      expect(await stage.cdk(['destroy', '--all', '--force'], configuration)).toMatchObject({ code: 0 });
      expect(await exportOf(stage, AWAY)).toContain('PUBLISHING');
      expect(await kept(stage, 2)).toHaveLength(2);
    } finally {
      await stage.organization.stop();
    }
  },
  2 * PATIENCE,
);

interface Exporting {
  readonly destination?: { readonly status: string; readonly properties: { readonly destinationArn: string } };
}

/** The status and the place of the administrator's export in a region. */
async function exportOf(stage: Stage, region: string): Promise<string> {
  const { detector } = await stage.state<{ detector: { detector: Exporting } }>(SECURITY, region, 'guardduty');
  const { status, properties } = detector.detector.destination ?? {};
  return `${status} ${properties?.destinationArn}`;
}

/** The ids of the findings in the bucket, as soon as there are `count` of them. */
async function kept(stage: Stage, count: number): Promise<string[]> {
  const credentials = { accessKeyId: `AKIA${SECURITY}`, secretAccessKey: 'x' };
  const client = new S3Client({
    endpoint: stage.organization.endpoint,
    region: HOME,
    credentials,
    forcePathStyle: true,
  });
  for (const end = Date.now() + PATIENCE / 5; ; await new Promise((resolve) => setTimeout(resolve, 500))) {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: BUCKET }));
    const keys = Contents.flatMap(({ Key = '' }) => (Key.endsWith('.jsonl.gz') ? [Key] : []));
    const ids = (await Promise.all(keys.map((key) => idsIn(client, key)))).flat();
    if (ids.length >= count || Date.now() > end) return ids;
  }
}

async function idsIn(client: S3Client, Key: string): Promise<string[]> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
  const text = gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array()).toString();
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).id);
}
