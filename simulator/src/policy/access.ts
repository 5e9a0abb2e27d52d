import type { Principal } from '../kernel/principals';
import type { Context } from './context';

/** One principal's request for one action on one resource. */
export interface Access {
  readonly principal: Principal;
  /** e.g. `sqs:SendMessage` */
  readonly action: string;
  /** an ARN, or `*` if the service authorizes the action on no resource */
  readonly resource: string;
  /** the region that is called; without it `aws:RequestedRegion` is absent */
  readonly region?: string;
  /** further condition keys, e.g. `kms:ViaService` */
  readonly context?: Context;
}

/** The facts beyond the request that policy conditions read. */
export interface Surroundings {
  readonly clock: { now(): number; iso(): string };
  readonly organization: { readonly id: string; has(accountId: string): boolean; pathOf(accountId: string): string[] };
}

/** The condition keys of an access: AWS's global keys, and those that the service adds. */
export function contextOf(access: Access, world: Surroundings): Context {
  const { principal, resource, context = {} } = access;
  const { organization, clock } = world;
  const orgId = organization.has(principal.accountId) ? organization.id : undefined;
  const own = Object.fromEntries(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  const shared = {
    'aws:currenttime': clock.iso(),
    'aws:epochtime': String(Math.floor(clock.now() / 1000)),
    'aws:securetransport': 'true',
    'aws:requestedregion': access.region,
    'aws:resourceaccount': resource.split(':')[4] || undefined,
    'aws:sourcearn': principal.sourceArn,
    'aws:principalisawsservice': String(principal.service !== undefined),
  };
  if (principal.service !== undefined)
    return {
      ...shared,
      'aws:principalservicename': principal.service,
      'aws:sourceaccount': principal.accountId,
      'aws:sourceorgid': orgId,
      ...own,
    };
  return {
    ...shared,
    'aws:principalaccount': principal.accountId,
    'aws:principalarn': principal.roleArn ?? principal.arn,
    'aws:principaltype': principal.roleArn === undefined ? 'User' : 'AssumedRole',
    'aws:principalorgid': orgId,
    'aws:principalorgpaths': orgId && pathOf(principal.accountId, world),
    'aws:userid': principal.userId,
    'aws:viaawsservice': 'false',
    'lambda:sourcefunctionarn': principal.sourceFunctionArn,
    'aws:sourceip': '127.0.0.1',
    ...own,
  };
}

/** `o-…/r-…/ou-…/` */
function pathOf(accountId: string, { organization }: Surroundings): readonly string[] {
  return [`${[organization.id, ...organization.pathOf(accountId)].join('/')}/`];
}
