import { Slot } from '../../kernel/slot';
import type { FeatureSet, Status } from './features';
import type { Filter } from './filters';
import type { StoredFinding } from './findings/finding';
import type { List } from './lists/list';
import type { MalwareScanSettings } from './malware/scan-settings';
import type { OrganizationConfiguration } from './organization-configuration';
import type { PublishingDestination } from './publishing/state';

/** Every relationship status AWS documents, as it is on the wire. */
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
  /** the account's own; while a member the administrator's counts */
  frequency: PublishingFrequency;
  /** shared between detectors, never changed in place */
  features: FeatureSet;
  tags: Readonly<Record<string, string>>;
  /** the relationship in which this account is the member, associated or once associated */
  membership: Membership | undefined;
  /** by account id, in the order they were made; only where the account administers others */
  members: Map<string, Membership> | undefined;
  /** of the delegated administrator */
  organization: OrganizationConfiguration | undefined;
  /** when the last members were removed */
  membersLeftAt: number | undefined;
  /** by id, with members' findings on the administrator's side */
  findings: Map<string, StoredFinding> | undefined;
  filters: Map<string, Filter> | undefined;
  /** by id: trusted and threat IP lists and entity sets, deleted ones among them */
  lists: Map<string, List> | undefined;
  /** which volumes are scanned for malware, and what becomes of their snapshots */
  malwareScans: MalwareScanSettings;
  /** where findings are exported to */
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

/** Invitations an account has received, by the account that sent them. */
export const invitations = new Slot<Map<string, Membership>>('guardduty', 'invitations', () => new Map());

export const administration = new Slot<Administration>('guardduty', 'administration', () => ({}));

/** The registration with AWS Organizations that a first delegation makes: while it is under way, no other region may follow. */
export const registration = new Slot<{ underWay: boolean }>(
  'guardduty',
  'registration',
  () => ({ underWay: false }),
  true,
);
