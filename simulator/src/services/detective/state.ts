import { Slot } from '../../kernel/slot';
import type { Investigation } from './investigation-state';

export type MemberStatus =
  | 'INVITED'
  | 'VERIFICATION_IN_PROGRESS'
  | 'VERIFICATION_FAILED'
  | 'ENABLED'
  | 'ACCEPTED_BUT_DISABLED';

export interface GraphMember {
  readonly position: number;
  readonly accountId: string;
  email: string;
  status: MemberStatus;
  disabledReason: 'VOLUME_TOO_HIGH' | 'VOLUME_UNKNOWN' | undefined;
  invitationType: 'ORGANIZATION' | 'INVITATION';
  invitedAt: number;
  updatedAt: number;
  /** when the account first contributed data */
  enabledAt: number | undefined;
}

export const PACKAGES = ['DETECTIVE_CORE', 'EKS_AUDIT', 'ASFF_SECURITYHUB_FINDING'] as const;
export type Package = (typeof PACKAGES)[number];

export interface Graph {
  readonly arn: string;
  readonly administratorId: string;
  readonly region: string;
  readonly createdAt: number;
  /** whether it is the organization behavior graph */
  organization: boolean;
  autoEnable: boolean;
  /** by account id, in the order in which they were added */
  readonly members: Map<string, GraphMember>;
  /** by id, in the order in which they were started */
  readonly investigations: Map<string, Investigation>;
  /** started packages, each with the time since when it is ingested */
  readonly packages: Map<Package, number>;
  tags: Readonly<Record<string, string>>;
  /** whether the next check of disabled members is scheduled */
  recheckDue: boolean;
}

/** The Detective administrator of a region, kept with the management account. */
export interface Administration {
  administrator?: Administrator | undefined;
}

export interface Administrator {
  readonly accountId: string;
  readonly since: number;
  /** whether the designation has taken effect */
  effective: boolean;
}

/** The behavior graph that an account administers in a region: one at most. */
export const graphs = new Slot<{ graph?: Graph | undefined }>('detective', 'graph', () => ({}));

/** The graphs to which an account was invited or belongs: their ARNs by their administrators. */
export const memberships = new Slot<Map<string, string>>('detective', 'memberships', () => new Map());

export const administration = new Slot<Administration>('detective', 'administration', () => ({}));
