import {
  EnableAWSServiceAccessCommand,
  ListAccountsCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedAdministratorsCommand,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { call, everyItem } from './call';

/** An account of the organization. */
export interface OrganizationAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** `ACTIVE`, `SUSPENDED`, `PENDING_CLOSURE`, … */
  readonly state: string;
}

/** AWS Organizations as the rollout needs it. */
export class Organizations {
  private listed: Promise<OrganizationAccount[]> | undefined;

  constructor(
    private readonly client: OrganizationsClient,
    private readonly region: string,
  ) {}

  /**
   * All accounts, the management account among them. Asked once in a run: pages hold 20 accounts, AWS lets few through a
   * second, and every region asks.
   * @throws RolloutError `NotAdministrator` to an account that administers no service yet
   */
  accounts(): Promise<OrganizationAccount[]> {
    this.listed ??= call('listing Organizations accounts', this.region, () =>
      everyItem(async (NextToken) => {
        const page = await this.client.send(new ListAccountsCommand({ NextToken }));
        return { items: page.Accounts?.map(organizationAccount), next: page.NextToken };
      }),
    );
    return this.listed;
  }

  /** The service principals with trusted access. */
  trustedServices(): Promise<string[]> {
    return call('listing Organizations trusted services', this.region, () =>
      everyItem(async (NextToken) => {
        const page = await this.client.send(new ListAWSServiceAccessForOrganizationCommand({ NextToken }));
        const items = page.EnabledServicePrincipals?.flatMap((service) => service.ServicePrincipal ?? []);
        return { items, next: page.NextToken };
      }),
    );
  }

  async trust(ServicePrincipal: string): Promise<void> {
    await call(`enabling Organizations trusted access (${ServicePrincipal})`, this.region, () =>
      this.client.send(new EnableAWSServiceAccessCommand({ ServicePrincipal })),
    );
  }

  /** The accounts registered as delegated administrators of a service. */
  administrators(ServicePrincipal: string): Promise<string[]> {
    return call(`listing Organizations delegated administrators (${ServicePrincipal})`, this.region, () =>
      everyItem(async (NextToken) => {
        const page = await this.client.send(new ListDelegatedAdministratorsCommand({ ServicePrincipal, NextToken }));
        return { items: page.DelegatedAdministrators?.flatMap((account) => account.Id ?? []), next: page.NextToken };
      }),
    );
  }
}

function organizationAccount(account: {
  readonly Id?: string;
  readonly Name?: string;
  readonly Email?: string;
  readonly State?: string;
  readonly Status?: string;
}): OrganizationAccount {
  const { Id = '', Name = '', Email = '' } = account;
  // AWS retires `Status` in favour of `State`; older endpoints send the one, newer ones the other
  return { id: Id, name: Name, email: Email, state: account.State ?? account.Status ?? 'UNKNOWN' };
}
