import type { Context } from './context';

/** One access that IAM must allow before a call succeeds. */
export interface Check {
  /** e.g. `guardduty:ListMembers` */
  readonly action: string;
  /** an ARN; `*` if the service authorizes the action on no resource */
  readonly resource: string;
  readonly context?: Context;
  /** the service uses it if it is allowed, and continues without it otherwise */
  readonly optional?: boolean;
}
