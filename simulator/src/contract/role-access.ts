import type { Context } from '../policy/context';
import { denialMessage } from '../policy/denial';
import { policyVerdict } from '../policy/resource-policy';
import type { World } from './world';

/** An access by a service as a role that its customer named. */
export interface RoleUse {
  readonly roleArn: string;
  /** the service that assumes it, e.g. `scheduler.amazonaws.com` */
  readonly service: string;
  readonly action: string;
  readonly resource: string;
  readonly region: string;
  /** condition keys of the action, beyond those of every request */
  readonly context?: Context;
  /** the `aws:SourceArn` that the role's trust policy may require */
  readonly sourceArn?: string;
}

/**
 * The reason why a service cannot act as a role: the role is missing, does not trust the service, or lacks the permission;
 * undefined if it can.
 */
export async function roleRefusal(use: RoleUse, world: World): Promise<string | undefined> {
  const { roleArn, service, action, resource, region, context } = use;
  if (!(await isAssumable(use, world))) return `${service} is not authorized to assume role ${roleArn}`;
  const principal = world.principals.session(roleArn, 'policy-check');
  const denial = world.authorization.denial({
    principal,
    action,
    resource,
    region,
    ...(context && { context }),
  });
  return denial && denialMessage(principal.arn, denial);
}

/** Whether a role exists and trusts a service. */
export async function isAssumable(
  use: Pick<RoleUse, 'roleArn' | 'service' | 'region' | 'sourceArn'>,
  world: World,
): Promise<boolean> {
  const { roleArn, service, sourceArn } = use;
  const accountId = roleArn.split(':')[4] ?? '';
  const trust = world.authorization.identity(roleArn)?.trust;
  const principal = world.principals.service(accountId, service, sourceArn);
  return policyVerdict(trust, { principal, action: 'sts:AssumeRole', resource: roleArn }, world) === 'Allow';
}
