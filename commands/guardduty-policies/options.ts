/** The options of the command, as written. */
export interface GuardDutyPoliciesOptions {
  readonly config: string;
  /** a simulated organization's file; without it, the organization of the environment's credentials is read */
  readonly organization?: string;
  /** the folder that gets a file for each policy */
  readonly out?: string;
  /** whether to compare the effective policies in AWS with the configuration */
  readonly check?: boolean;
  readonly json?: boolean;
}
