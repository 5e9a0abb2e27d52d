/** The options of the command, as written. */
export interface GuardrailsOptions {
  readonly config: string;
  /** the folder that gets a file for each policy */
  readonly out?: string;
  readonly json?: boolean;
}
