import { type OrganizationFile, type OrganizationFileInput, organizationFile } from '../src/organization/file';
import { requestHandler } from '../src/request-handler';
import type { Simulation } from '../src/simulation';

export const MANAGEMENT = '111111111111';
/** the account that is to become delegated administrator */
export const SECURITY = '222222222222';

type Parts = Omit<Partial<OrganizationFileInput>, 'organization'> & {
  readonly organization?: Partial<OrganizationFileInput['organization']>;
};

/**
 * An organization of {@link MANAGEMENT}, {@link SECURITY} and the members 333333333333, 444444444444 and 555555555555, unless `parts`
 * says otherwise. Member accounts given as `accounts` replace those three; the first two are always there.
 */
export function organizationOf(parts: Parts = {}): OrganizationFile {
  const given = parts.accounts ?? ['333333333333', '444444444444', '555555555555'].map((id) => ({ id }));
  const core = [{ id: MANAGEMENT }, { id: SECURITY }].filter(({ id }) => !given.some((account) => account.id === id));
  return organizationFile.parse({
    ...parts,
    organization: { id: 'o-exampleorg1', managementAccount: MANAGEMENT, ...parts.organization },
    accounts: [...core, ...given].map((account) => ({
      name: `account-${account.id}`,
      email: `${account.id}@example.com`,
      ...account,
    })),
  });
}

/** What `clientOf` hands to an SDK client's constructor. */
export interface InProcessConfig {
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly requestHandler: ReturnType<typeof requestHandler>;
  readonly maxAttempts: number;
}

/** An SDK client of `accountId`'s administrator in `region` whose calls are answered in process; it never retries. */
export function clientOf<C>(
  Client: new (config: InProcessConfig) => C,
  simulation: Simulation,
  accountId: string,
  region: string,
): C {
  return new Client({
    region,
    credentials: { accessKeyId: `AKIA${accountId}`, secretAccessKey: 'secret' },
    requestHandler: requestHandler(simulation),
    maxAttempts: 1,
  });
}
