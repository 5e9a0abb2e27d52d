/** The options of the command, as they were written. */
export interface StatusOptions {
  readonly config: string;
  readonly profile?: string;
  readonly administratorProfile?: string;
  readonly administratorRole?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}
