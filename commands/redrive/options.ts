/** The options of the command, as written. */
export interface RedriveOptions {
  /** the configuration file */
  readonly config?: string;
  /** resend the parked messages instead of showing them */
  readonly send?: boolean;
  /** print data rather than text */
  readonly json?: boolean;
}
