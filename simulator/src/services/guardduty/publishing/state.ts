import type { StoredFinding } from '../findings/finding';

export type PublishingStatus =
  | 'PENDING_VERIFICATION'
  | 'PUBLISHING'
  | 'UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY'
  | 'STOPPED';

/** Where findings go, as it was asked for. */
export interface DestinationProperties {
  readonly destinationArn: string;
  readonly kmsKeyArn: string;
  readonly expectedBucketOwner: string | undefined;
}

/** An account's one export of findings in a region. */
export interface PublishingDestination {
  readonly position: number;
  readonly id: string;
  readonly clientToken: string | undefined;
  properties: DestinationProperties;
  status: PublishingStatus;
  /** when GuardDuty was first unable to publish (ms) */
  failingSince: number | undefined;
  tags: Readonly<Record<string, string>>;
  /** findings on their way, by id: written as they are then */
  readonly waiting: Map<string, StoredFinding>;
  writeDue: boolean;
}
