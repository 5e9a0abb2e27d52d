import type { Context } from './context';

/** One thing IAM must allow for a call to go through. */
export interface Check {
  /** e.g. `guardduty:ListMembers` */
  readonly action: string;
  /** an ARN; `*` where the service authorizes the action on no resource */
  readonly resource: string;
  readonly context?: Context;
  /** the service uses it where it is allowed, and goes on without it where it is not */
  readonly optional?: boolean;
}
