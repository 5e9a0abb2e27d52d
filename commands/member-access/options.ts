/** The options of the command, as written. */
export interface MemberAccessOptions {
  readonly config: string;
  /** the outside account */
  readonly account: string;
  /** folder for the two files */
  readonly out: string;
}
