import { ids } from '../kernel/ids';
import type { AccountEntry, OrganizationFile } from './file';
import { GuardDutyPolicies, type GuardDutyPolicyEntry } from './guardduty-policies';
import type { ServiceControlPolicyEntry } from './policy-entry';
import { globalRegion } from './regions';
import { ServiceControlPolicies } from './service-control-policies';
import type { Trail } from './trails';

export type AccountState = 'PENDING_ACTIVATION' | 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE' | 'CLOSED';

export interface Account {
  readonly id: string;
  name: string;
  email: string;
  /** id of the OU or root it is in; undefined outside the organization */
  parent: string | undefined;
  state: AccountState;
  tags: Record<string, string>;
  /** opt-in regions that are enabled */
  readonly optedIn: Set<string>;
  joinedAt: number;
  joinedMethod: 'INVITED' | 'CREATED';
}

export interface OrganizationalUnit {
  readonly id: string;
  name: string;
  parent: string;
}

/** A change in the organization, to which services with members react. */
export type OrganizationChange =
  | {
      kind: 'account-joined' | 'account-left' | 'account-suspended' | 'account-closed' | 'account-moved';
      accountId: string;
    }
  | { kind: 'region-enabled' | 'region-disabled'; accountId: string; region: string }
  | { kind: 'administrator-registered' | 'administrator-deregistered'; accountId: string; servicePrincipal: string }
  | { kind: 'policies-changed'; policyType: 'GUARDDUTY_POLICY' }
  | { kind: 'service-access-enabled' | 'service-access-disabled'; servicePrincipal: string };

/**
 * The age of the organization file's accounts: a year. AWS allows young accounts less: they cannot leave the organization, for
 * example.
 */
const AGE_MS = 365 * 24 * 3600 * 1000;

/** The accounts, organizational units, trusted services and delegated administrators; no state of other services. */
export class Organization {
  readonly id: string;
  readonly rootId: string;
  readonly managementAccountId: string;
  readonly accounts = new Map<string, Account>();
  readonly units = new Map<string, OrganizationalUnit>();
  /** service principal → since when (ms) */
  readonly trustedServices = new Map<string, number>();
  /** service principal → account ids → since when (ms) */
  readonly delegatedAdministrators = new Map<string, Map<string, number>>();
  /** "SCPs don't affect users or roles in the management account" */
  readonly controls = new ServiceControlPolicies((accountId) =>
    this.has(accountId) && accountId !== this.managementAccountId ? [...this.pathOf(accountId), accountId] : [],
  );

  readonly guardDutyPolicies = new GuardDutyPolicies((accountId) =>
    this.has(accountId) ? [...this.pathOf(accountId), accountId] : [],
  );

  readonly trails: readonly Trail[];

  constructor(file: OrganizationFile, now: number) {
    this.id = file.organization.id;
    this.rootId = `r-${ids.stable('', file.organization.id).slice(0, 4).toLowerCase()}`;
    this.managementAccountId = file.organization.managementAccount;
    this.trails = file.trails.map(
      ({ account = this.managementAccountId, region = globalRegion(file.partition), ...trail }) => ({
        ...trail,
        account,
        region,
      }),
    );
    const joined = now - AGE_MS;
    for (const entry of file.accounts) this.add(entry, this.unitAt(entry.ou), joined);
    for (const entry of file.outsideAccounts) this.add({ ...entry, ou: '' }, undefined, joined);
    for (const principal of file.organization.trustedServices) this.trustedServices.set(principal, now);
    for (const [principal, account] of Object.entries(file.organization.delegatedAdministrators)) {
      this.trustedServices.set(principal, now);
      this.delegatedAdministrators.set(principal, new Map([[account, now]]));
    }
    for (const policy of file.serviceControlPolicies) this.addPolicy(this.controls, policy, '');
    this.guardDutyPolicies.enabled = file.guardDutyPolicies !== undefined;
    for (const policy of file.guardDutyPolicies ?? []) this.addPolicy(this.guardDutyPolicies, policy, 'guardduty');
  }

  /** Whether the account is in this organization, whatever its state. */
  has(accountId: string): boolean {
    return this.accounts.get(accountId)?.parent !== undefined;
  }

  /** Accounts in the organization, in the order they joined. */
  members(): Account[] {
    return [...this.accounts.values()].filter((account) => account.parent !== undefined);
  }

  /** The registered delegated administrators of a service. */
  administratorsOf(servicePrincipal: string): string[] {
    return [...(this.delegatedAdministrators.get(servicePrincipal)?.keys() ?? [])];
  }

  /** Whether the account is a delegated administrator of any service. */
  isDelegatedAdministrator(accountId: string): boolean {
    return [...this.delegatedAdministrators.values()].some((accounts) => accounts.has(accountId));
  }

  /** The OU at a path of names below the root (`Workloads/Prod`), created if it is missing; '' is the root. */
  unitAt(path: string): string {
    let parent = this.rootId;
    for (const name of path.split('/').filter((part) => part !== '')) {
      const found = [...this.units.values()].find((unit) => unit.parent === parent && unit.name === name);
      const id: string =
        found?.id ?? `ou-${this.rootId.slice(2)}-${ids.stable('', `${parent}/${name}`).slice(0, 8).toLowerCase()}`;
      if (!found) this.units.set(id, { id, name, parent });
      parent = id;
    }
    return parent;
  }

  /** Ids from the root down to the account's parent. */
  pathOf(accountId: string): string[] {
    const path: string[] = [];
    for (let at = this.accounts.get(accountId)?.parent; at !== undefined; at = this.units.get(at)?.parent)
      path.unshift(at);
    return path;
  }

  private addPolicy(
    policies: ServiceControlPolicies | GuardDutyPolicies,
    { name, targets, document }: ServiceControlPolicyEntry | GuardDutyPolicyEntry,
    kind: string,
  ): void {
    const id = `p-${ids
      .stable('', kind + name)
      .slice(0, 8)
      .toLowerCase()}`;
    policies.policies.set(id, { id, name, description: '', document: JSON.stringify(document) });
    for (const target of targets) policies.attach(id, this.accounts.has(target) ? target : this.unitAt(target));
  }

  add(entry: AccountEntry, parent: string | undefined, joinedAt: number): Account {
    const account: Account = {
      id: entry.id,
      name: entry.name,
      email: entry.email,
      parent,
      state: entry.state,
      tags: { ...entry.tags },
      optedIn: new Set(entry.optedInRegions),
      joinedAt,
      joinedMethod: 'CREATED',
    };
    this.accounts.set(entry.id, account);
    return account;
  }
}
