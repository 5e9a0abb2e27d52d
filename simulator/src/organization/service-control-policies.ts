import { type Policy, policyOf } from '../policy/policy';
import type { Decision, Verdict } from '../policy/verdict';

/** The policy that AWS attaches to every root, OU and account, until someone detaches it. */
export const FULL_ACCESS = 'p-FullAWSAccess';

export interface ServiceControlPolicy {
  readonly id: string;
  name: string;
  description: string;
  /** JSON */
  document: string;
}

/** An account's place in the organization: ids from the root down, the account's own last; empty if no policy applies. */
type PathOf = (accountId: string) => readonly string[];

const ALLOW_ALL = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

/** The service control policies of an organization and what they are attached to. */
export class ServiceControlPolicies {
  readonly policies = new Map<string, ServiceControlPolicy>([
    [
      FULL_ACCESS,
      { id: FULL_ACCESS, name: 'FullAWSAccess', description: 'Allows access to every operation', document: ALLOW_ALL },
    ],
  ]);
  /** by target, unless it is {@link FULL_ACCESS} alone */
  private readonly attachments = new Map<string, ReadonlySet<string>>();

  constructor(private readonly pathOf: PathOf) {}

  /** Ids of the policies attached to a root, OU or account. */
  attachedTo(target: string): ReadonlySet<string> {
    return this.attachments.get(target) ?? new Set([FULL_ACCESS]);
  }

  /** The targets that a policy is attached to, among those that ever had another policy. */
  targetsOf(policyId: string): readonly string[] {
    return [...this.attachments].filter(([, attached]) => attached.has(policyId)).map(([target]) => target);
  }

  attach(policyId: string, target: string): void {
    this.attachments.set(target, new Set([...this.attachedTo(target), policyId]));
  }

  detach(policyId: string, target: string): void {
    this.attachments.set(target, new Set([...this.attachedTo(target)].filter((id) => id !== policyId)));
  }

  /** Whether any policy but {@link FULL_ACCESS} applies to an account. */
  reach(accountId: string): boolean {
    return this.attachments.size > 0 && this.pathOf(accountId).some((target) => this.attachments.has(target));
  }

  /** Decides on an access, which must be allowed on every level from the root down to the account, and denied on none. */
  verdict(accountId: string, decision: Decision): Verdict {
    if (!this.reach(accountId)) return 'Allow';
    const levels = this.pathOf(accountId).map((target) => decision.verdict(this.levelOf(target)));
    if (levels.includes('Deny')) return 'Deny';
    return levels.every((level) => level === 'Allow') ? 'Allow' : undefined;
  }

  private levelOf(target: string): readonly Policy[] {
    return [...this.attachedTo(target)].flatMap((id) => {
      const policy = this.policies.get(id);
      return policy ? [policyOf(policy.document)] : [];
    });
  }
}
