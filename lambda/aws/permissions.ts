/** Read by `lib` too: no imports. The IAM actions each controller's ports call; constructs grant exactly these. */

/** @public actions of one controller, with the resources IAM lets them be limited to */
export interface PermissionSet {
  readonly sid: string;
  readonly actions: readonly string[];
  /** ARN patterns with `${partition}`, `${account}`, `${region}`; `*` only where the service authorizes no resource */
  readonly resources: readonly string[];
  /** why the resources cannot be narrower; an auditor reads it */
  readonly reason?: string;
  /** IAM condition block */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export const permissions: Readonly<Record<'delegation' | 'guardduty' | 'detective', readonly PermissionSet[]>> = {
  delegation: [],
  guardduty: [],
  detective: [],
};
