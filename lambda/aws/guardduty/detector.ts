import type { AutoEnable, Features, Status } from './features';
import type { RefusalNotes } from './refusal-notes';

/** How often an administrator's detector publishes updates of findings. */
export type Frequency = 'FIFTEEN_MINUTES' | 'ONE_HOUR' | 'SIX_HOURS';

/** An account's detector in a region, of which it has at most one. */
export interface Detector {
  /** the id by which other resources refer to it */
  readonly id: string;
  readonly enabled: boolean;
  readonly frequency: string;
  readonly features: Features<Status>;
  /** what AWS refused before, as passes noted it */
  readonly notes?: RefusalNotes;
}

/** A change of a detector; absent properties stay as they are. */
export interface DetectorChange {
  readonly enable?: true;
  readonly frequency?: Frequency;
  readonly features?: Features<Status>;
}

/** GuardDuty's settings for accounts of the organization that AWS applies automatically. */
export interface OrganizationConfiguration {
  readonly autoEnable: AutoEnable;
  readonly limitReached: boolean;
  readonly features: Features<AutoEnable>;
}

/** An account as the administrator sees it. */
export interface Member {
  readonly account: string;
  /** AWS's `RelationshipStatus` */
  readonly status: string;
  /** when AWS last changed it, in milliseconds */
  readonly updatedAt?: number;
}

/** The delegated administrator of the organization in a region. */
export interface OrganizationAdministrator {
  readonly account: string;
  /** `ENABLED` or `DISABLE_IN_PROGRESS` */
  readonly status: string;
}

/** An account to enrol: AWS requires the e-mail address, and ignores it for accounts of the organization. */
export interface Invitee {
  readonly id: string;
  readonly email: string;
}

/** Statuses of members whose relationship has ended. */
export const ENDED: ReadonlySet<string> = new Set(['Removed', 'Resigned', 'Deleted']);
