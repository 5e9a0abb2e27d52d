/** The options of the command, as written. */
export interface InitOptions {
  /** the file to write */
  readonly out: string;
  readonly managementAccount?: string;
  readonly administrator?: string;
  readonly homeRegion?: string;
  /** `all`, `default`, or names separated by commas */
  readonly regions?: string;
  /** who receives severe findings */
  readonly email?: string;
  /** a profile of the AWS configuration files */
  readonly profile?: string;
  /** do not look into the organization */
  readonly offline?: boolean;
}
