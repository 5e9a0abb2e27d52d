import { Slot } from '../../kernel/slot';
import type { FeatureSet, Status } from './features';
import type { Filter } from './filters';
import type { StoredFinding } from './findings/finding';
import type { List } from './lists/list';
import type { MalwareScanSettings } from './malware/scan-settings';
import type { OrganizationConfiguration } from './organization-configuration';
import type { PublishingDestination } from './publishing/state';

/** Every relationship status that AWS documents, in its wire form. */
export type RelationshipStatus =
  | 'Created'
  | 'Invited'
  | 'Enabled'
  | 'Disabled'
  | 'Removed'
  | 'Resigned'
  | 'Deleted'
  | 'EmailVerificationInProgress'
  | 'EmailVerificationFailed'
  | 'RegionDisabled'
  | 'AccountSuspended'
  | 'CannotCreateDetectorInOrganizationMasterAccount';

/** One account's relationship to one administrator in a region: the same record on both sides. */
export interface Membership {
  readonly position: number;
  readonly accountId: string;
  readonly administratorId: string;
  email: string;
  status: RelationshipStatus;
  viaOrganization: boolean;
  invitationId: string | undefined;
  invitedAt: number | undefined;
  updatedAt: number;
}

export type PublishingFrequency = 'FIFTEEN_MINUTES' | 'ONE_HOUR' | 'SIX_HOURS';

export interface Detector {
  readonly id: string;
  readonly createdAt: number;
  updatedAt: number;
  status: Status;
  /** the account's own; for a member the administrator's applies */
  frequency: PublishingFrequency;
  /** shared between detectors, never changed in place */
  features: FeatureSet;
  tags: Readonly<Record<string, string>>;
  /** the relationship in which this account is the member, associated or once associated */
  membership: Membership | undefined;
  /** by account id, in the order of creation; only if the account administers others */
  members: Map<string, Membership> | undefined;
  /** only for the delegated administrator */
  organization: OrganizationConfiguration | undefined;
  /** when the last member was removed */
  membersLeftAt: number | undefined;
  /** by id; an administrator's include its members' findings */
  findings: Map<string, StoredFinding> | undefined;
  filters: Map<string, Filter> | undefined;
  /** by id: trusted and threat IP lists and entity sets, including deleted ones */
  lists: Map<string, List> | undefined;
  /** the volumes that are scanned for malware, and whether their snapshots are kept */
  malwareScans: MalwareScanSettings;
  /** the destination of exported findings */
  destination: PublishingDestination | undefined;
}

/** The delegated administrator of a region, kept with the management account. */
export interface Administration {
  administrator?: Administrator | undefined;
}

export interface Administrator {
  readonly accountId: string;
  status: 'ENABLED' | 'DISABLE_IN_PROGRESS';
  /** whether the delegation has taken effect */
  effective: boolean;
}

export const detectors = new Slot<{ detector?: Detector | undefined }>('guardduty', 'detector', () => ({}));

/** Invitations that an account has received, by the account that sent them. */
export const invitations = new Slot<Map<string, Membership>>('guardduty', 'invitations', () => new Map());

export const administration = new Slot<Administration>('guardduty', 'administration', () => ({}));

/** The registration with AWS Organizations that a first delegation starts: while it is in progress, no other region may follow. */
export const registration = new Slot<{ underWay: boolean }>(
  'guardduty',
  'registration',
  () => ({ underWay: false }),
  true,
);
