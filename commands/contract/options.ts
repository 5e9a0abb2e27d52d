/** The options of the command, as written. */
export interface ContractOptions {
  /** id of the organization that may be changed; without it the command only reads */
  readonly sandbox?: string;
  readonly profile?: string;
  readonly region: string;
  /** the file of the report */
  readonly out: string;
  /** do not ask before changes */
  readonly yes?: boolean;
  /** as written: the most accounts that a sandbox may have */
  readonly accountsAtMost: string;
  /** run although GuardDuty or Detective has a delegated administrator */
  readonly althoughDelegated?: boolean;
}
