import type {
  Account as AccountShape,
  DelegatedAdministrator,
  Organization as OrganizationShape,
  Root,
  OrganizationalUnit as UnitShape,
} from '@aws-sdk/client-organizations';
import type { Call } from '../../contract/service';
import type { Account, AccountState, OrganizationalUnit } from '../../organization/organization';
import type { PolicyType } from './policy';

/** `Status` is the older member with fewer values: it still shows closed accounts as suspended. */
const STATUS: Readonly<Record<AccountState, 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE'>> = {
  PENDING_ACTIVATION: 'ACTIVE',
  ACTIVE: 'ACTIVE',
  SUSPENDED: 'SUSPENDED',
  PENDING_CLOSURE: 'PENDING_CLOSURE',
  CLOSED: 'SUSPENDED',
};

function arn(call: Call, kind: string, path: string): string {
  const { organization, partition } = call.world;
  return `arn:${partition}:organizations::${organization.managementAccountId}:${kind}/${organization.id}${path}`;
}

/** `o-…/r-…/ou-…/` from the root down to `id`. */
function pathTo(call: Call, ids: readonly string[]): string {
  return `${[call.world.organization.id, ...ids].join('/')}/`;
}

/** The organization as DescribeOrganization shows it. */
export function organizationShape(call: Call): OrganizationShape {
  const { organization } = call.world;
  const management = organization.managementAccountId;
  return {
    Id: organization.id,
    Arn: arn(call, 'organization', ''),
    FeatureSet: 'ALL',
    MasterAccountArn: arn(call, 'account', `/${management}`),
    MasterAccountId: management,
    MasterAccountEmail: organization.accounts.get(management)?.email,
    AvailablePolicyTypes: policyTypes('SERVICE_CONTROL_POLICY'),
  };
}

/** An account as DescribeAccount and the lists show it. */
export function accountShape(account: Account, call: Call): AccountShape {
  return {
    ...identity(account, call),
    Paths: [pathTo(call, [...call.world.organization.pathOf(account.id), account.id])],
  };
}

/** A delegated administrator as ListDelegatedAdministrators shows it. */
export function administratorShape(account: Account, since: number, call: Call): DelegatedAdministrator {
  return { ...identity(account, call), DelegationEnabledDate: new Date(since) };
}

function identity(account: Account, call: Call) {
  return {
    Id: account.id,
    Arn: arn(call, 'account', `/${account.id}`),
    Email: account.email,
    Name: account.name,
    Status: STATUS[account.state],
    State: account.state,
    JoinedMethod: account.joinedMethod,
    JoinedTimestamp: new Date(account.joinedAt),
  };
}

/** An organizational unit. */
export function unitShape(unit: OrganizationalUnit, call: Call): UnitShape {
  const ids = [unit.id];
  for (let at: string | undefined = unit.parent; at !== undefined; at = call.world.organization.units.get(at)?.parent)
    ids.unshift(at);
  return { Id: unit.id, Arn: arn(call, 'ou', `/${unit.id}`), Name: unit.name, Path: pathTo(call, ids) };
}

/** The organization's only root. */
export function rootShape(call: Call): Root {
  const { rootId, guardDutyPolicies } = call.world.organization;
  const enabled = guardDutyPolicies.enabled ? (['GUARDDUTY_POLICY'] as const) : [];
  return {
    Id: rootId,
    Arn: arn(call, 'root', `/${rootId}`),
    Name: 'Root',
    PolicyTypes: policyTypes('SERVICE_CONTROL_POLICY', ...enabled),
  };
}

function policyTypes(...types: readonly PolicyType[]) {
  return types.map((Type) => ({ Type, Status: 'ENABLED' as const }));
}
