import { gunzipSync } from 'node:zlib';
import {
  CreatePublishingDestinationCommand,
  DescribePublishingDestinationCommand,
  ListPublishingDestinationsCommand,
  UpdatePublishingDestinationCommand,
} from '@aws-sdk/client-guardduty';
import { CreateKeyCommand, KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { kms } from '../../../src/services/kms';
import { s3 } from '../../../src/services/s3';
import { clientOf, SECURITY } from '../../organization-of';
import { GuardDutyOrganization } from './guardduty-organization';

const EU = 'eu-west-1';

/** Who GuardDuty is, where the policies do not say otherwise. */
export const GUARDDUTY = 'guardduty.amazonaws.com';

interface Place {
  /** account of bucket and key */
  readonly owner?: string;
  readonly region?: string;
  readonly name?: string;
}

/** A bucket with its key that GuardDuty may export to, and an organization to export from. */
export class ExportWorld {
  private constructor(
    readonly guardDuty: GuardDutyOrganization,
    readonly s3: S3Client,
    readonly kms: KMSClient,
    readonly bucket: string,
    readonly keyArn: string,
    readonly owner: string,
  ) {}

  static async start(parts: Parameters<typeof GuardDutyOrganization.start>[0] = {}, place: Place = {}) {
    const guardDuty = await GuardDutyOrganization.start(parts, [s3, kms]);
    return ExportWorld.within(guardDuty, place);
  }

  /** Another bucket and key in an organization that is there. */
  static async within(guardDuty: GuardDutyOrganization, { owner = SECURITY, region = EU, name = 'findings' }: Place) {
    const ofOwner = clientOf(S3Client, guardDuty.simulation, owner, region);
    const keys = clientOf(KMSClient, guardDuty.simulation, owner, region);
    const CreateBucketConfiguration = { LocationConstraint: region as 'eu-west-1' };
    await ofOwner.send(new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration }));
    const { KeyMetadata } = await keys.send(new CreateKeyCommand({}));
    const world = new ExportWorld(guardDuty, ofOwner, keys, name, KeyMetadata?.Arn ?? '', owner);
    await world.letIn();
    return world;
  }

  get arn(): string {
    return `arn:aws:s3:::${this.bucket}`;
  }

  /** The policies of GuardDuty's guide, for these principals and under this condition. */
  async letIn(Service: readonly string[] = [GUARDDUTY], Condition: object = {}): Promise<void> {
    await this.keyLetsIn(Service, Condition);
    await this.bucketLetsIn(Service, Condition);
  }

  async keyLetsIn(Service: readonly string[], Condition: object = {}): Promise<void> {
    const own = { Effect: 'Allow', Principal: { AWS: this.owner }, Action: 'kms:*', Resource: '*' };
    const use = { Effect: 'Allow', Principal: { Service }, Action: 'kms:GenerateDataKey', Resource: '*', Condition };
    const Policy = JSON.stringify({ Statement: Service.length > 0 ? [own, use] : [own] });
    await this.kms.send(new PutKeyPolicyCommand({ KeyId: this.keyArn, Policy }));
  }

  async bucketLetsIn(Service: readonly string[], Condition: object = {}): Promise<void> {
    const allow = { Effect: 'Allow', Principal: { Service }, Condition };
    const Statement = [
      { ...allow, Action: 's3:GetBucketLocation', Resource: this.arn },
      { ...allow, Action: 's3:PutObject', Resource: `${this.arn}/*` },
    ];
    const Policy = JSON.stringify({ Statement: Service.length > 0 ? Statement : [] });
    await this.s3.send(new PutBucketPolicyCommand({ Bucket: this.bucket, Policy }));
  }

  async folder(prefix: string): Promise<void> {
    await this.s3.send(new PutObjectCommand({ Bucket: this.bucket, Key: prefix, ContentLength: 0 }));
  }

  async create(properties: object = {}, account = SECURITY, region = EU): Promise<string> {
    const DetectorId = await this.guardDuty.detectorId(account, region);
    const DestinationProperties = { DestinationArn: this.arn, KmsKeyArn: this.keyArn, ...properties };
    const input = { DetectorId, DestinationType: 'S3' as const, DestinationProperties };
    const { DestinationId = '' } = await this.guardDuty
      .as(account, region)
      .send(new CreatePublishingDestinationCommand(input));
    return DestinationId;
  }

  /** Somebody of the administrator's account sends the findings here that go elsewhere. */
  async redirect(account = SECURITY, region = EU): Promise<void> {
    const DetectorId = await this.guardDuty.detectorId(account, region);
    const client = this.guardDuty.as(account, region);
    const { Destinations = [] } = await client.send(new ListPublishingDestinationsCommand({ DetectorId }));
    const DestinationProperties = { DestinationArn: this.arn, KmsKeyArn: this.keyArn };
    for (const { DestinationId } of Destinations)
      await client.send(new UpdatePublishingDestinationCommand({ DetectorId, DestinationId, DestinationProperties }));
  }

  async describe(DestinationId: string, account = SECURITY, region = EU) {
    const DetectorId = await this.guardDuty.detectorId(account, region);
    const input = { DetectorId, DestinationId };
    return this.guardDuty.as(account, region).send(new DescribePublishingDestinationCommand(input));
  }

  async keys(): Promise<string[]> {
    const { Contents = [] } = await this.s3.send(new ListObjectsV2Command({ Bucket: this.bucket }));
    return Contents.map(({ Key = '' }) => Key);
  }

  /** The findings in the bucket: each line of each object. */
  async findings(): Promise<{ id: string; accountId: string; service: { count: number } }[]> {
    const objects = (await this.keys()).filter((key) => key.endsWith('.jsonl.gz'));
    const texts = objects.map(async (Key) => {
      const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: this.bucket, Key }));
      return gunzipSync(await (Body?.transformToByteArray() ?? Buffer.from(''))).toString();
    });
    return (await Promise.all(texts)).flatMap((text) =>
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    );
  }
}
