import {
  CreatePublishingDestinationCommand,
  DescribePublishingDestinationCommand,
  type DestinationProperties,
  ListPublishingDestinationsCommand,
  UpdatePublishingDestinationCommand,
} from '@aws-sdk/client-guardduty';
import { ensure, everyItem } from '../call';
import { BATCH } from '../limits';
import { type Refusal, refused } from '../refusals';
import { EXPORT, type ExportDestination, type ExportTarget } from './export-destination';
import { GuardDutyPort } from './port';

/** GuardDuty's export of findings to Amazon S3, in one region. It cannot end an export. */
export class FindingsExport extends GuardDutyPort {
  /** The export and its status; undefined if there is none. */
  async destination(): Promise<ExportDestination | undefined> {
    const DetectorId = await this.ownDetector();
    const listed = await this.call(`listing GuardDuty exports (${DetectorId})`, () =>
      everyItem(async (NextToken) => {
        const page = await this.client.send(
          new ListPublishingDestinationsCommand({ DetectorId, MaxResults: BATCH, NextToken }),
        );
        return { items: page.Destinations, next: page.NextToken };
      }),
    );
    const DestinationId = listed.find(({ DestinationType }) => DestinationType === 'S3')?.DestinationId;
    if (DestinationId === undefined) return undefined;
    const answer = await this.call(`reading GuardDuty export (${DestinationId})`, () =>
      this.client.send(new DescribePublishingDestinationCommand({ DetectorId, DestinationId })),
    );
    const { DestinationArn = '', KmsKeyArn = '', ExpectedBucketOwner } = answer.DestinationProperties ?? {};
    const failingSince = answer.PublishingFailureStartTimestamp ?? 0;
    return {
      id: DestinationId,
      arn: DestinationArn,
      keyArn: KmsKeyArn,
      owner: ExpectedBucketOwner,
      status: answer.Status ?? '',
      ...(failingSince > 0 && { failingSince }),
    };
  }

  /** Creates the export; an existing one is not changed (F1). */
  create(target: ExportTarget): Promise<Refusal[]> {
    return refused('CreatePublishingDestination', EXPORT, async () => {
      const DetectorId = await this.ownDetector();
      const input = { DetectorId, DestinationType: 'S3' as const, DestinationProperties: propertiesOf(target) };
      await ensure(`creating GuardDuty export (${target.arn})`, this.region, () =>
        this.client.send(new CreatePublishingDestinationCommand(input)),
      );
    });
  }

  /** Changes the destination, key or expected owner of the export. */
  update(DestinationId: string, target: ExportTarget): Promise<Refusal[]> {
    return refused('UpdatePublishingDestination', EXPORT, async () => {
      const DetectorId = await this.ownDetector();
      const input = { DetectorId, DestinationId, DestinationProperties: propertiesOf(target) };
      await this.call(`updating GuardDuty export (${target.arn})`, () =>
        this.client.send(new UpdatePublishingDestinationCommand(input)),
      );
    });
  }
}

/** "GuardDuty strongly recommends that you provide the expected bucket owner": another account may take over a bucket's name. */
function propertiesOf({ arn, keyArn, owner }: ExportTarget): DestinationProperties {
  return { DestinationArn: arn, KmsKeyArn: keyArn, ...(owner !== undefined && { ExpectedBucketOwner: owner }) };
}
