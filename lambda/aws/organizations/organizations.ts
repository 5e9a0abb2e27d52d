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
  /** when it joined the organization, in milliseconds since 1970 */
  readonly joinedAt?: number;
  /** ids from the root down to its organizational unit; absent if AWS does not return them */
  readonly path?: readonly string[];
}

/** The accounts of the organization, and when the listing began, in milliseconds since 1970. */
export interface ListedAccounts {
  readonly accounts: readonly OrganizationAccount[];
  readonly listedAt: number;
}

/** Id of the organization's root; undefined if AWS returned no paths of accounts. */
export function rootOf(accounts: readonly OrganizationAccount[]): string | undefined {
  return accounts.find(({ path }) => path !== undefined)?.path?.[0];
}

/** AWS Organizations. */
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
   * All accounts, including the management account. Listed once in a run: pages have 20 accounts, and AWS accepts few calls a
   * second.
   * @throws RolloutError `NotAdministrator` for an account that administers no service yet
   */
  accounts(): Promise<ListedAccounts> {
    this.known ??= this.list();
    return this.known;
  }

  /** One account; undefined if the organization has none with this id. Read once in a run. */
  account(id: string): Promise<OrganizationAccount | undefined> {
    const asked = this.described.get(id) ?? this.describe(id);
    this.described.set(id, asked);
    return asked;
  }

  /** The policy types that are enabled at the root, such as `GUARDDUTY_POLICY`. Read once in a run. */
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

  /** The name of an organizational unit. */
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
   * The ids of organizational units by their paths of names below the root (`Workloads/Prod`); units that do not exist are
   * absent. Only these paths are followed, since AWS accepts few such calls a second.
   * @param root id of the root
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

  /** The ids of the organizational units directly below a parent, by name. Read once in a run for each parent. */
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
 * Translates errors of calls that only the management account may make. "You don't have permissions to access this
 * resource." is transient for a new administrator, but never here, so there is no wait.
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
  // AWS replaces `Status` by `State`; older endpoints send the former, newer ones the latter
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
