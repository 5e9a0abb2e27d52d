/** One call that every client can make: names as in the API reference, input as JSON. */
export interface ClientCall {
  /** the service's name in the CLI and boto3 */
  readonly service: string;
  readonly operation: string;
  readonly input?: Readonly<Record<string, unknown>>;
}

export type Answer =
  | { readonly output: Record<string, unknown> }
  | { readonly error: { readonly code: string; readonly message: string } };

/** A client of AWS that calls the simulated organization. */
export interface Client {
  readonly name: string;
  /** Makes the calls one after another, as the account's administrator. */
  calls(endpoint: string, account: string, region: string, calls: readonly ClientCall[]): Promise<Answer[]>;
}

/** The caller of a client's calls; clients read nothing else from this machine's configuration. */
export function environment(endpoint: string, account: string, region: string): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return {
    PATH,
    HOME,
    AWS_ACCESS_KEY_ID: `AKIA${account}`,
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL: endpoint,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_PAGER: '',
  };
}
