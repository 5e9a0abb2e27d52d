import {
  DeregisterDelegatedAdministratorCommand,
  EnableAWSServiceAccessCommand,
  ListAccountsCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedAdministratorsCommand,
  ListOrganizationalUnitsForParentCommand,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { call, ensure, everyItem } from './call';

/** An account of the organization. */
export interface OrganizationAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** `ACTIVE`, `SUSPENDED`, `PENDING_CLOSURE`, … */
  readonly state: string;
  /** when it came into the organization, in milliseconds */
  readonly joinedAt?: number;
  /** ids from the root down to the organizational unit it is in; absent where AWS does not say */
  readonly path?: readonly string[];
}

/** AWS Organizations as the rollout needs it. */
export class Organizations {
  private listed: Promise<OrganizationAccount[]> | undefined;
  private readonly below = new Map<string, Promise<ReadonlyMap<string, string>>>();

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

  /**
   * The ids of organizational units by their paths of names below the root (`Workloads/Prod`); those that do not exist are
   * absent. Asked along these paths alone, for AWS lets few such calls through a second.
   */
  async units(paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    if (paths.length === 0) return found;
    const [root] = (await this.accounts()).flatMap(({ path = [] }) => path.slice(0, 1));
    for (const path of paths) {
      let at = root;
      for (const name of path.split('/').filter((part) => part !== ''))
        at = at === undefined ? undefined : (await this.unitsBelow(at)).get(name);
      if (at !== undefined && at !== root) found.set(path, at);
    }
    return found;
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

  /** Ends an account's administration of a service, in every region (D15). */
  async deregister(AccountId: string, ServicePrincipal: string): Promise<void> {
    await ensure(`deregistering Organizations delegated administrator (${AccountId})`, this.region, () =>
      this.client.send(new DeregisterDelegatedAdministratorCommand({ AccountId, ServicePrincipal })),
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

  /** The ids of the organizational units directly below a parent, by name; each parent is asked about once in a run. */
  private unitsBelow(ParentId: string): Promise<ReadonlyMap<string, string>> {
    const asked =
      this.below.get(ParentId) ??
      call(`listing Organizations units (${ParentId})`, this.region, async () => {
        const units = await everyItem(async (NextToken) => {
          const page = await this.client.send(new ListOrganizationalUnitsForParentCommand({ ParentId, NextToken }));
          return { items: page.OrganizationalUnits, next: page.NextToken };
        });
        return new Map(units.flatMap(({ Id, Name }): [string, string][] => (Id && Name ? [[Name, Id]] : [])));
      });
    this.below.set(ParentId, asked);
    return asked;
  }
}

function organizationAccount(account: {
  readonly Paths?: readonly string[];
  readonly Id?: string;
  readonly Name?: string;
  readonly Email?: string;
  readonly State?: string;
  readonly Status?: string;
  readonly JoinedTimestamp?: Date;
}): OrganizationAccount {
  const { Id = '', Name = '', Email = '' } = account;
  // AWS retires `Status` in favour of `State`; older endpoints send the one, newer ones the other
  const state = account.State ?? account.Status ?? 'UNKNOWN';
  // `o-…/r-…/ou-…/ou-…/<account id>/`
  const [path] = account.Paths ?? [];
  const ids = path?.split('/').filter((id) => /^(r|ou)-/.test(id));
  const joinedAt = account.JoinedTimestamp?.getTime();
  return {
    id: Id,
    name: Name,
    email: Email,
    state,
    ...(joinedAt === undefined ? {} : { joinedAt }),
    ...(ids ? { path: ids } : {}),
  };
}
