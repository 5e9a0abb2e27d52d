/** The options of the command, as written. */
export interface RehearsalOptions {
  /** the configuration file */
  readonly config: string;
  /** the organization file */
  readonly organization: string;
  /** leave the organization running when everything is done */
  readonly keep?: boolean;
  /** the file for the observed state, as JSON */
  readonly report?: string;
}
