import type { StoredFinding } from '../findings/finding';

export type PublishingStatus =
  | 'PENDING_VERIFICATION'
  | 'PUBLISHING'
  | 'UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY'
  | 'STOPPED';

/** The destination of findings, as requested. */
export interface DestinationProperties {
  readonly destinationArn: string;
  readonly kmsKeyArn: string;
  readonly expectedBucketOwner: string | undefined;
}

/** An account's only export of findings in a region. */
export interface PublishingDestination {
  readonly position: number;
  readonly id: string;
  readonly clientToken: string | undefined;
  properties: DestinationProperties;
  status: PublishingStatus;
  /** when GuardDuty was first unable to publish (ms) */
  failingSince: number | undefined;
  tags: Readonly<Record<string, string>>;
  /** findings that wait for the export, by id; they are written with their state at that time */
  readonly waiting: Map<string, StoredFinding>;
  writeDue: boolean;
}
