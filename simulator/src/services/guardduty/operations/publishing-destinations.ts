import type {
  CreatePublishingDestinationCommandInput,
  CreatePublishingDestinationCommandOutput,
  DeletePublishingDestinationCommandInput,
  DeletePublishingDestinationCommandOutput,
  DescribePublishingDestinationCommandInput,
  DescribePublishingDestinationCommandOutput,
  ListPublishingDestinationsCommandInput,
  ListPublishingDestinationsCommandOutput,
  UpdatePublishingDestinationCommandInput,
  UpdatePublishingDestinationCommandOutput,
} from '@aws-sdk/client-guardduty';
import type { Call, Operation } from '../../../contract/service';
import { ids } from '../../../kernel/ids';
import { nextPosition, pageOf } from '../../../kernel/page';
import { destinationRefused, outOfRange } from '../errors';
import { ownDetector, pageRequest } from '../ownership';
import { sourceOf } from '../publishing/destination';
import { begin } from '../publishing/publish';
import type { PublishingDestination } from '../publishing/state';
import { verify } from '../publishing/verify';
import type { Detector } from '../state';

/** Starts to export the account's and its members' findings to S3. */
export const createPublishingDestination: Operation<
  CreatePublishingDestinationCommandInput,
  Partial<CreatePublishingDestinationCommandOutput>
> = async (input, call) => {
  const detector = ownDetector(call, input.DetectorId);
  if (input.DestinationType !== 'S3') throw outOfRange();
  const existing = detector.destination;
  const again = existing && input.ClientToken !== undefined && existing.clientToken === input.ClientToken;
  if (existing && !again) throw destinationRefused.exists();
  const { DestinationArn = '', KmsKeyArn = '', ExpectedBucketOwner } = input.DestinationProperties ?? {};
  const properties = {
    destinationArn: DestinationArn,
    kmsKeyArn: KmsKeyArn,
    expectedBucketOwner: ExpectedBucketOwner,
  };
  const source = sourceFor(call, detector);
  await verify(source, properties, call.caller);
  if (existing) return { DestinationId: existing.id };
  const destination: PublishingDestination = {
    position: nextPosition(),
    id: ids.hex(32),
    clientToken: input.ClientToken,
    properties,
    status: 'PENDING_VERIFICATION',
    failingSince: undefined,
    tags: { ...input.Tags },
    waiting: new Map(),
    writeDue: false,
  };
  detector.destination = destination;
  begin(source, destination);
  return { DestinationId: destination.id };
};

/** An export's properties and status. */
export const describePublishingDestination: Operation<
  DescribePublishingDestinationCommandInput,
  Partial<DescribePublishingDestinationCommandOutput>
> = (input, call) => {
  const { id, status, failingSince, properties, tags } = destinationIn(ownDetector(call, input.DetectorId), input);
  const { destinationArn, kmsKeyArn, expectedBucketOwner } = properties;
  return {
    DestinationId: id,
    DestinationType: 'S3',
    Status: status,
    PublishingFailureStartTimestamp: failingSince ?? 0,
    DestinationProperties: {
      DestinationArn: destinationArn,
      KmsKeyArn: kmsKeyArn,
      ...(expectedBucketOwner !== undefined && { ExpectedBucketOwner: expectedBucketOwner }),
    },
    Tags: { ...tags },
  };
};

/** The account's export in the region: one at most. */
export const listPublishingDestinations: Operation<
  ListPublishingDestinationsCommandInput,
  Partial<ListPublishingDestinationsCommandOutput>
> = (input, call) => {
  const { destination } = ownDetector(call, input.DetectorId);
  const { items, nextToken } = pageOf(destination ? [destination] : [], pageRequest(input));
  return {
    Destinations: items.map(({ id, status }) => ({ DestinationId: id, DestinationType: 'S3', Status: status })),
    ...(nextToken && { NextToken: nextToken }),
  };
};

/** Changes the given members; the export is verified as a whole, even if nothing changes. */
export const updatePublishingDestination: Operation<
  UpdatePublishingDestinationCommandInput,
  Partial<UpdatePublishingDestinationCommandOutput>
> = async (input, call) => {
  const detector = ownDetector(call, input.DetectorId);
  const destination = destinationIn(detector, input);
  const { DestinationArn, KmsKeyArn, ExpectedBucketOwner } = input.DestinationProperties ?? {};
  if (DestinationArn === undefined && KmsKeyArn === undefined && ExpectedBucketOwner === undefined) throw outOfRange();
  const { destinationArn, kmsKeyArn, expectedBucketOwner } = destination.properties;
  const properties = {
    destinationArn: DestinationArn ?? destinationArn,
    kmsKeyArn: KmsKeyArn ?? kmsKeyArn,
    expectedBucketOwner: ExpectedBucketOwner ?? expectedBucketOwner,
  };
  const source = sourceFor(call, detector);
  await verify(source, properties, call.caller);
  destination.properties = properties;
  begin(source, destination);
  return {};
};

/** Ends an export; exported findings stay. */
export const deletePublishingDestination: Operation<
  DeletePublishingDestinationCommandInput,
  Partial<DeletePublishingDestinationCommandOutput>
> = (input, call) => {
  const detector = ownDetector(call, input.DetectorId);
  destinationIn(detector, input);
  detector.destination = undefined;
  return {};
};

function destinationIn(
  { destination }: Detector,
  { DestinationId }: { readonly DestinationId: string | undefined },
): PublishingDestination {
  if (!destination || destination.id !== DestinationId) throw destinationRefused.unknown();
  return destination;
}

function sourceFor({ world, accountId, region }: Call, detector: Detector) {
  return sourceOf(world, accountId, region, detector);
}
