import { denied } from './contract/denied';
import type { Call, Input, Service } from './contract/service';
import type { Authorizing, Caller, Identity, World } from './contract/world';
import { globalRegion } from './organization/regions';
import type { Access } from './policy/access';
import type { Check } from './policy/check';
import type { Denial } from './policy/denial';
import { isAboutHimself } from './policy/named';
import { policyOf } from './policy/policy';
import { Decision } from './policy/verdict';

/**
 * Who may do what: the policies of the role behind a session, its boundary, and the service control policies over its
 * account. Administrators' own keys are limited by the latter alone; AWS's services and their service-linked roles by none.
 */
export class Authorization implements Authorizing {
  /** by role: every action that was allowed */
  private readonly used = new Map<string, Set<string>>();

  constructor(
    private readonly world: World,
    private readonly services: ReadonlyMap<string, Service>,
  ) {}

  /**
   * Lets a call through, or not.
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
   * Lets a service do one more thing in its caller's name, or not.
   * @throws AwsError as {@link require}
   */
  requireOne(call: Caller, check: Check): void {
    const denial = this.decide(call, check);
    if (denial) throw denied(this.services.get(call.service) ?? { protocol: 'rest-json' }, call.caller.arn, denial);
  }

  /** Whether a service may do something in its caller's name, where it goes on without. */
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

  /** The actions a role was allowed so far, in order: what "last accessed" shows of a role in AWS. */
  usedBy(roleArn: string): readonly string[] {
    return [...(this.used.get(roleArn) ?? [])].sort();
  }

  /** The same of every role, by ARN. */
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

  /** "For requests within the same account, either an identity-based policy or a resource-based policy" will do. */
  private isGranted(access: Access): boolean {
    const owning = this.services.get(access.resource.split(':')[2] ?? '');
    const policy = owning?.policyOf?.(access.resource, this.world);
    if (policy?.accountId !== access.principal.accountId) return false;
    if (policy.document === undefined) return false;
    const decision = new Decision(access, this.world);
    const said = decision.verdict([policyOf(policy.document)], (each) => isAboutHimself(each, access.principal));
    return said === 'Allow';
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
