/** The options of the command, as they were written. */
export interface RedriveOptions {
  /** the configuration file */
  readonly config?: string;
  /** send again what is parked, rather than show it */
  readonly send?: boolean;
  /** print data rather than text */
  readonly json?: boolean;
}
