import type { Simulation } from '../simulation';
import { AwsError } from './aws-error';
import type { Principal } from './principals';
import { identityPoliciesSay, policySays } from './resource-policy';

/** What a service wants to do as a role that its customer named. */
export interface RoleUse {
  readonly roleArn: string;
  /** who assumes it, e.g. `scheduler.amazonaws.com` */
  readonly service: string;
  readonly action: string;
  readonly resource: string;
  readonly region: string;
  /** the `aws:SourceArn` that the role's trust policy may ask for */
  readonly sourceArn?: string;
}

/**
 * Why a service cannot do something as a role: the role is missing, does not trust the service, or may not; undefined where
 * it can.
 */
export async function roleRefusal(use: RoleUse, simulation: Simulation): Promise<string | undefined> {
  const { roleArn, service, action, resource } = use;
  const accountId = roleArn.split(':')[4] ?? '';
  if (!(await isAssumable(use, simulation))) return `${service} is not authorized to assume role ${roleArn}`;
  const { principal } = simulation.principals.assume(roleArn, 'policy-check');
  const policies = await identityPolicies(use, accountId, simulation);
  if (identityPoliciesSay(policies, { principal, action, resource }, simulation) === 'Allow') return undefined;
  return `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
}

/** Whether a role exists and trusts a service. */
export async function isAssumable(
  use: Pick<RoleUse, 'roleArn' | 'service' | 'region' | 'sourceArn'>,
  simulation: Simulation,
): Promise<boolean> {
  const { roleArn, service, sourceArn } = use;
  const accountId = roleArn.split(':')[4] ?? '';
  const trust = await trustPolicy(use, accountId, simulation);
  const principal = simulation.principals.service(accountId, service, sourceArn);
  return policySays(trust, { principal, action: 'sts:AssumeRole', resource: roleArn }, simulation) === 'Allow';
}

type Place = Pick<RoleUse, 'roleArn' | 'region'>;

type Ask = <O>(operation: string, input: Record<string, unknown>) => Promise<O>;

function asking({ roleArn, region }: Place, accountId: string, simulation: Simulation): Ask {
  const principal: Principal = simulation.principals.administrator(accountId);
  const RoleName = roleArn.split('/').at(-1);
  return (operation, input) => simulation.invoke('iam', operation, { RoleName, ...input }, { principal, region });
}

async function trustPolicy(use: Place, accountId: string, simulation: Simulation): Promise<string | undefined> {
  try {
    const { Role } = await asking(
      use,
      accountId,
      simulation,
    )<{ Role: { AssumeRolePolicyDocument: string } }>('GetRole', {});
    return decodeURIComponent(Role.AssumeRolePolicyDocument);
  } catch (error) {
    if (error instanceof AwsError && error.code.startsWith('NoSuchEntity')) return undefined;
    throw error;
  }
}

async function identityPolicies(use: Place, accountId: string, simulation: Simulation): Promise<string[]> {
  const ask = asking(use, accountId, simulation);
  const { PolicyNames } = await ask<{ PolicyNames: string[] }>('ListRolePolicies', {});
  const inline = PolicyNames.map(async (PolicyName) => {
    const { PolicyDocument } = await ask<{ PolicyDocument: string }>('GetRolePolicy', { PolicyName });
    return decodeURIComponent(PolicyDocument);
  });
  const { AttachedPolicies = [] } = await ask<{ AttachedPolicies?: { PolicyArn: string }[] }>(
    'ListAttachedRolePolicies',
    {},
  );
  const managed = AttachedPolicies.map(async ({ PolicyArn }) => {
    const { Policy } = await ask<{ Policy: { DefaultVersionId: string } }>('GetPolicy', { PolicyArn });
    const version = { PolicyArn, VersionId: Policy.DefaultVersionId };
    const { PolicyVersion } = await ask<{ PolicyVersion: { Document: string } }>('GetPolicyVersion', version);
    return decodeURIComponent(PolicyVersion.Document);
  });
  return Promise.all([...inline, ...managed]);
}
