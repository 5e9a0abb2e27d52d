/** The options of the command, as written. */
export interface ExplainOptions {
  readonly config: string;
  /** id or name */
  readonly account: string;
  readonly region: string;
  readonly json?: boolean;
  /** a simulated organization's file; without it, the organization of the environment's credentials is read */
  readonly organization?: string;
}
