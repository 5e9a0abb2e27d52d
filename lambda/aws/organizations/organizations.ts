import {
  DeregisterDelegatedAdministratorCommand,
  DescribeAccountCommand,
  DescribeOrganizationalUnitCommand,
  EnableAWSServiceAccessCommand,
  ListAccountsCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedAdministratorsCommand,
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { RolloutError } from '../../reconcile/errors';
import { call, ensure, everyItem } from '../call';
import { hasCode, isNotFound } from '../error-predicates';

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

/** The accounts of the organization, and when listing them began, in milliseconds. */
export interface ListedAccounts {
  readonly accounts: readonly OrganizationAccount[];
  readonly listedAt: number;
}

/** The id of the organization's root, where AWS says in which units accounts are. */
export function rootOf(accounts: readonly OrganizationAccount[]): string | undefined {
  return accounts.find(({ path }) => path !== undefined)?.path?.[0];
}

/** AWS Organizations as the rollout needs it. */
export class Organizations {
  private known: Promise<ListedAccounts> | undefined;
  private types: Promise<readonly string[]> | undefined;
  private readonly described = new Map<string, Promise<OrganizationAccount | undefined>>();
  private readonly below = new Map<string, Promise<ReadonlyMap<string, string>>>();

  constructor(
    private readonly client: OrganizationsClient,
    private readonly region: string,
    private readonly now: () => number,
  ) {}

  /**
   * All accounts, the management account among them. Asked once in a run: pages hold 20 accounts, and AWS lets few through a
   * second.
   * @throws RolloutError `NotAdministrator` to an account that administers no service yet
   */
  accounts(): Promise<ListedAccounts> {
    this.known ??= this.list();
    return this.known;
  }

  /** One account; undefined where the organization has none of that id. Asked once in a run. */
  account(id: string): Promise<OrganizationAccount | undefined> {
    const asked = this.described.get(id) ?? this.describe(id);
    this.described.set(id, asked);
    return asked;
  }

  /** The types of policies that are enabled at the root, `GUARDDUTY_POLICY` for one. Asked once in a run. */
  policyTypes(): Promise<readonly string[]> {
    this.types ??= call('listing Organizations roots', this.region, async () => {
      const roots = await everyItem(async (NextToken) => {
        const page = await this.client.send(new ListRootsCommand({ NextToken }));
        return { items: page.Roots, next: page.NextToken };
      });
      const types = roots.flatMap(({ PolicyTypes }) => PolicyTypes ?? []);
      return types.flatMap(({ Type, Status }) => (Type && Status === 'ENABLED' ? [Type] : []));
    });
    return this.types;
  }

  /** What an organizational unit is called. */
  async unitName(OrganizationalUnitId: string): Promise<string> {
    const { OrganizationalUnit } = await call(
      `describing Organizations unit (${OrganizationalUnitId})`,
      this.region,
      () => this.client.send(new DescribeOrganizationalUnitCommand({ OrganizationalUnitId })),
    );
    return OrganizationalUnit?.Name ?? OrganizationalUnitId;
  }

  /** The tags of an account. */
  tags(ResourceId: string): Promise<Readonly<Record<string, string>>> {
    return call(`listing Organizations tags (${ResourceId})`, this.region, async () => {
      const tags = await everyItem(async (NextToken) => {
        const page = await this.client.send(new ListTagsForResourceCommand({ ResourceId, NextToken }));
        return { items: page.Tags, next: page.NextToken };
      });
      return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
    });
  }

  /**
   * The ids of organizational units by their paths of names below the root (`Workloads/Prod`); those that do not exist are
   * absent. Asked along these paths alone, for AWS lets few such calls through a second.
   * @param root the id of the root
   */
  async units(paths: readonly string[], root: string | undefined): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
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
    await asManagement(
      call(`enabling Organizations trusted access (${ServicePrincipal})`, this.region, () =>
        this.client.send(new EnableAWSServiceAccessCommand({ ServicePrincipal })),
      ),
    );
  }

  /** Ends an account's administration of a service, in every region (D15). */
  async deregister(AccountId: string, ServicePrincipal: string): Promise<void> {
    await asManagement(
      ensure(`deregistering Organizations delegated administrator (${AccountId})`, this.region, () =>
        this.client.send(new DeregisterDelegatedAdministratorCommand({ AccountId, ServicePrincipal })),
      ),
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

  private async describe(AccountId: string): Promise<OrganizationAccount | undefined> {
    try {
      const { Account = {} } = await call(`describing Organizations account (${AccountId})`, this.region, () =>
        this.client.send(new DescribeAccountCommand({ AccountId })),
      );
      return organizationAccount(Account);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  private async list(): Promise<ListedAccounts> {
    const listedAt = this.now();
    const accounts = await call('listing Organizations accounts', this.region, () =>
      everyItem(async (NextToken) => {
        const page = await this.client.send(new ListAccountsCommand({ NextToken }));
        return { items: page.Accounts?.map(organizationAccount), next: page.NextToken };
      }),
    );
    return { accounts, listedAt };
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

/**
 * What only the management account may do. "You don't have permissions to access this resource." passes for an
 * administrator that AWS has not noticed yet; here it never does, so there is no wait.
 */
async function asManagement<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!hasCode(error, 'NotAdministrator')) throw error;
    const hint = 'only the management account may, with the permission in its identity and service control policies';
    throw new RolloutError('AccessDenied', error.story, { hint, cause: error.cause });
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
