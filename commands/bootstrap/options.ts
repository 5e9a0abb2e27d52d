/** The options of the command, as written. */
export interface BootstrapOptions {
  readonly config: string;
}
