import type { AutoEnable, Features, Status } from './features';
import type { RefusedMembers } from './refused-members';

/** How often an administrator's detector publishes updates of findings. */
export type Frequency = 'FIFTEEN_MINUTES' | 'ONE_HOUR' | 'SIX_HOURS';

/** An account's one detector in a region. */
export interface Detector {
  /** what others in the region refer to it by */
  readonly id: string;
  readonly enabled: boolean;
  readonly frequency: string;
  readonly features: Features<Status>;
  /** what AWS refused before, as a pass noted it */
  readonly refusedMembers?: RefusedMembers;
}

/** What shall change on a detector; what is absent stays. */
export interface DetectorChange {
  readonly enable?: true;
  readonly frequency?: Frequency;
  readonly features?: Features<Status>;
}

/** What AWS does automatically for accounts of the organization. */
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

/** Whom a member can be reached at: AWS wants the e-mail and ignores it for accounts of the organization. */
export interface Invitee {
  readonly id: string;
  readonly email: string;
}

/** GuardDuty's records of accounts that are no relationship any more. */
export const ENDED: ReadonlySet<string> = new Set(['Removed', 'Resigned', 'Deleted']);
