import type { Indicator } from '@aws-sdk/client-detective';

export type Severity = 'INFORMATIONAL' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';

/** An IAM user or role that can be investigated. */
export interface Entity {
  readonly arn: string;
  readonly type: 'IAM_USER' | 'IAM_ROLE';
  readonly accountId: string;
  /** without its path */
  readonly name: string;
}

export interface Scope {
  readonly from: number;
  readonly to: number;
}

/** An investigation of an IAM user or role. */
export interface Investigation {
  readonly position: number;
  readonly id: string;
  readonly entity: Entity;
  readonly scope: Scope;
  readonly createdAt: number;
  status: 'RUNNING' | 'SUCCESSFUL' | 'FAILED';
  /** the result; absent before the end */
  severity: Severity | undefined;
  indicators: readonly Indicator[];
  state: 'ACTIVE' | 'ARCHIVED';
}
