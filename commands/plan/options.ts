/** The options of the command, as written. */
export interface PlanOptions {
  readonly config: string;
  readonly region?: readonly string[];
  /** ids or names */
  readonly account?: readonly string[];
  readonly profile?: string;
  /** a profile with credentials of the delegated administrator */
  readonly administratorProfile?: string;
  /** the role in the delegated administrator's account that is assumed to read */
  readonly administratorRole?: string;
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly html?: boolean;
  readonly redact?: boolean;
  /** a file for the JSON, or for the chosen form */
  readonly out?: string;
  readonly printPolicy?: boolean;
}
