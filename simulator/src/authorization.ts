import { denied } from './contract/access-denied';
import type { Call, Input, Service } from './contract/service';
import type { Authorizing, Caller, Identity, World } from './contract/world';
import { globalRegion } from './organization/regions';
import type { Access } from './policy/access';
import type { Check } from './policy/check';
import type { Denial } from './policy/denial';
import { policyOf } from './policy/policy';
import { namesPrincipal } from './policy/principal-match';
import { Decision } from './policy/verdict';

/**
 * Decides which calls are allowed: by the policies of the role behind a session, its boundary, and the service control policies
 * that apply to its account. Only service control policies limit an administrator's own keys; nothing limits AWS services and
 * their service-linked roles.
 */
export class Authorization implements Authorizing {
  /** every action that was allowed, by role */
  private readonly used = new Map<string, Set<string>>();

  constructor(
    private readonly world: World,
    private readonly services: ReadonlyMap<string, Service>,
  ) {}

  /**
   * Requires that a call is allowed.
   * @throws AwsError AccessDenied or AccessDeniedException, in AWS's words
   */
  require(call: Call, input: unknown): void {
    if (!this.isLimited(call)) return;
    const checks = this.services.get(call.service)?.checks(call, (input ?? {}) as Input) ?? [];
    for (const check of checks) {
      if (check.optional) this.permits(call, check);
      else this.requireOne(call, check);
    }
  }

  /**
   * Requires that a service is allowed one more action in its caller's name.
   * @throws AwsError as {@link require}
   */
  requireOne(call: Caller, check: Check): void {
    const denial = this.decide(call, check);
    if (denial) throw denied(this.services.get(call.service) ?? { protocol: 'rest-json' }, call.caller.arn, denial);
  }

  /** Whether a service may do something in its caller's name; for services that continue without it. */
  permits(call: Caller, check: Check): boolean {
    return this.decide(call, check) === undefined;
  }

  /** The denial of an access, undefined if it is allowed. */
  denial(access: Access): Denial | undefined {
    const { principal, action, resource } = access;
    const decision = new Decision(access, this.world);
    const held = principal.roleArn === undefined ? undefined : this.identity(principal.roleArn);
    const no = (ground: Denial['ground'], explicit: boolean): Denial => ({ action, resource, ground, explicit });
    const identity = principal.roleArn === undefined ? 'Allow' : held && decision.verdict(held.policies.map(policyOf));
    if (identity === 'Deny') return no('identity-based policy', true);
    const controlled = this.world.organization.controls.verdict(principal.accountId, decision);
    if (controlled !== 'Allow') return no('service control policy', controlled === 'Deny');
    const bounded = held?.boundary === undefined ? 'Allow' : decision.verdict([policyOf(held.boundary)]);
    if (bounded !== 'Allow') return no('permissions boundary', bounded === 'Deny');
    return identity === 'Allow' || this.isGranted(access) ? undefined : no('identity-based policy', false);
  }

  identity(roleArn: string): Identity | undefined {
    for (const { identityOf } of this.services.values()) if (identityOf) return identityOf(roleArn, this.world);
    return undefined;
  }

  /** The actions that a role was allowed so far, in order, as "last accessed" shows them in AWS. */
  usedBy(roleArn: string): readonly string[] {
    return [...(this.used.get(roleArn) ?? [])].sort();
  }

  /** The same for every role, by ARN. */
  allUsed(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries([...this.used.keys()].sort().map((roleArn) => [roleArn, this.usedBy(roleArn)]));
  }

  private decide(call: Caller, check: Check): Denial | undefined {
    if (!this.isLimited(call)) return undefined;
    const { caller: principal } = call;
    const isGlobal = this.services.get(call.service)?.scope === 'global';
    const region = isGlobal ? globalRegion(this.world.partition) : call.region;
    const denial = this.denial({ principal, region, ...check });
    if (!denial && principal.roleArn !== undefined) this.record(principal.roleArn, check.action);
    return denial;
  }

  /** "For requests within the same account, either an identity-based policy or a resource-based policy" is enough. */
  private isGranted(access: Access): boolean {
    const owning = this.services.get(access.resource.split(':')[2] ?? '');
    const policy = owning?.policyOf?.(access.resource, this.world);
    if (policy?.accountId !== access.principal.accountId) return false;
    if (policy.document === undefined) return false;
    const decision = new Decision(access, this.world);
    const verdict = decision.verdict([policyOf(policy.document)], (each) => namesPrincipal(each, access.principal));
    return verdict === 'Allow';
  }

  private isLimited({ caller }: Pick<Call, 'caller'>): boolean {
    if (caller.service !== undefined || caller.accountId === '') return false;
    if (caller.roleArn === undefined) return this.world.organization.controls.reach(caller.accountId);
    return !caller.roleArn.includes(':role/aws-service-role/');
  }

  private record(roleArn: string, action: string): void {
    const actions = this.used.get(roleArn) ?? new Set();
    this.used.set(roleArn, actions.add(action));
  }
}
