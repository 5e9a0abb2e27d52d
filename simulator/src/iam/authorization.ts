import type { Call, Service } from '../kernel/service';
import { globalRegion } from '../organization/regions';
import { roleOf } from '../services/iam/find-role';
import type { RoleState } from '../services/iam/state';
import type { Simulation } from '../simulation';
import type { Access } from './access';
import { checksOf } from './checks';
import type { Check } from './checks/check';
import { type Denial, denied } from './denial';
import { boundaryOf, identityPolicies } from './identity';
import { isAboutHimself } from './named';
import { policyOf } from './policy';
import { Decision } from './verdict';

type Caller = Pick<Call, 'caller' | 'service' | 'region'>;

/**
 * Who may do what: the policies of the role behind a session, its boundary, and the service control policies over its
 * account. Administrators' own keys are limited by the latter alone; AWS's services and their service-linked roles by none.
 */
export class Authorization {
  /** by role: every action that was allowed */
  private readonly used = new Map<string, Set<string>>();

  constructor(
    private readonly simulation: Simulation,
    private readonly services: ReadonlyMap<string, Service>,
  ) {}

  /**
   * Lets a call through, or not.
   * @throws AwsError AccessDenied or AccessDeniedException, in AWS's words
   */
  require(call: Call, input: unknown): void {
    if (!this.isLimited(call)) return;
    for (const check of checksOf(call, input)) this.requireOne(call, check);
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

  /** What keeps a principal from something, undefined where nothing does. */
  denial(access: Access): Denial | undefined {
    const { principal, action, resource } = access;
    const decision = new Decision(access, this.simulation);
    const role = principal.roleArn === undefined ? undefined : this.role(principal.roleArn);
    const no = (ground: Denial['ground'], explicit: boolean): Denial => ({ action, resource, ground, explicit });
    const identity = this.identityVerdict(principal.roleArn, role, decision);
    if (identity === 'Deny') return no('identity-based policy', true);
    const controlled = this.simulation.organization.controls.verdict(principal.accountId, decision);
    if (controlled !== 'Allow') return no('service control policy', controlled === 'Deny');
    const boundary = role && boundaryOf(role, principal.accountId, this.simulation);
    const bounded = boundary ? decision.verdict(boundary) : 'Allow';
    if (bounded !== 'Allow') return no('permissions boundary', bounded === 'Deny');
    return identity === 'Allow' || this.isGranted(access) ? undefined : no('identity-based policy', false);
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
    const region = isGlobal ? globalRegion(this.simulation.partition) : call.region;
    const denial = this.denial({ principal, region, ...check });
    if (!denial && principal.roleArn !== undefined) this.record(principal.roleArn, check.action);
    return denial;
  }

  private identityVerdict(roleArn: string | undefined, role: RoleState | undefined, decision: Decision) {
    if (roleArn === undefined) return 'Allow';
    if (!role) return undefined;
    return decision.verdict(identityPolicies(role, decision.access.principal.accountId, this.simulation));
  }

  /** "For requests within the same account, either an identity-based policy or a resource-based policy" will do. */
  private isGranted(access: Access): boolean {
    const owning = this.services.get(access.resource.split(':')[2] ?? '');
    const policy = owning?.policyOf?.(access.resource, this.simulation);
    if (policy?.accountId !== access.principal.accountId) return false;
    if (policy.document === undefined) return false;
    const decision = new Decision(access, this.simulation);
    const said = decision.verdict([policyOf(policy.document)], (each) => isAboutHimself(each, access.principal));
    return said === 'Allow';
  }

  private isLimited({ caller }: Pick<Call, 'caller'>): boolean {
    if (caller.service !== undefined || caller.accountId === '') return false;
    if (caller.roleArn === undefined) return this.simulation.organization.controls.reach(caller.accountId);
    return !caller.roleArn.includes(':role/aws-service-role/');
  }

  private role(roleArn: string): RoleState | undefined {
    return roleOf(this.simulation, roleArn.split(':')[4] ?? '', roleArn.split('/').at(-1) ?? '');
  }

  private record(roleArn: string, action: string): void {
    const actions = this.used.get(roleArn) ?? new Set();
    this.used.set(roleArn, actions.add(action));
  }
}
