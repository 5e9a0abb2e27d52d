import { z } from 'zod';
import type { ServiceControlPolicy } from './service-control-policies';

const assigned = z.strictObject({
  status: z.strictObject({ '@@assign': z.enum(['enabled', 'disabled']) }),
});

const runtime = assigned.extend({
  additional_configuration: z
    .strictObject({
      eks_addon_management: assigned,
      ec2_agent_management: assigned,
      ecs_fargate_agent_management: assigned,
    })
    .partial()
    .optional(),
});

const block = z
  .strictObject({
    foundational: assigned,
    s3_data_events: assigned,
    eks_audit_logs: assigned,
    ebs_malware_protection: assigned,
    rds_login_events: assigned,
    lambda_network_logs: assigned,
    runtime_monitoring: runtime,
    ai_protection: assigned,
  })
  .partial()
  .refine(hasFoundation, 'foundational must be enabled where anything is');

/** A GuardDuty policy as AWS takes it; a region is `default` or the name of one. */
export const guardDutyPolicyDocument = z.strictObject({
  guardduty: z.strictObject({ enablement: z.record(z.string(), block) }),
});

/** A GuardDuty policy of the organization file. */
export const guardDutyPolicy = z.strictObject({
  name: z.string().min(1).max(128),
  targets: z
    .array(z.string())
    .default([''])
    .describe("account ids, and paths of OUs as accounts have them; '' is the root"),
  document: guardDutyPolicyDocument.describe('the policy as AWS takes it'),
});

export type GuardDutyPolicyEntry = z.output<typeof guardDutyPolicy>;

/** A policy's settings for one region, by the policy's names of features, without operators. */
export type ManagedRegion = Readonly<Record<string, ManagedSetting>>;

interface ManagedSetting {
  readonly status?: 'enabled' | 'disabled';
  readonly additional_configuration?: Readonly<Record<string, ManagedSetting>>;
}

/** An effective policy: the policies of all levels combined. */
export interface EffectivePolicy {
  readonly guardduty: { readonly enablement: Readonly<Record<string, ManagedRegion>> };
}

/** The GuardDuty policies of an organization and what they are attached to. */
export class GuardDutyPolicies {
  /** whether the policy type is enabled at the root */
  enabled = false;
  readonly policies = new Map<string, ServiceControlPolicy>();
  private readonly attachments = new Map<string, ReadonlySet<string>>();

  /** @param pathOf ids from the root down, the account's own last; empty where no policy counts */
  constructor(private readonly pathOf: (accountId: string) => readonly string[]) {}

  attachedTo(target: string): ReadonlySet<string> {
    return this.attachments.get(target) ?? new Set();
  }

  targetsOf(policyId: string): readonly string[] {
    return [...this.attachments].filter(([, attached]) => attached.has(policyId)).map(([target]) => target);
  }

  attach(policyId: string, target: string): void {
    this.attachments.set(target, new Set([...this.attachedTo(target), policyId]));
  }

  detach(policyId: string, target: string): void {
    this.attachments.set(target, new Set([...this.attachedTo(target)].filter((id) => id !== policyId)));
  }

  /** "When you disable a policy type, all policies of that type are automatically detached." */
  disable(): void {
    this.enabled = false;
    this.attachments.clear();
  }

  /** The policies of all levels combined: each value comes from the level nearest to the account. */
  effective(accountId: string): EffectivePolicy | undefined {
    if (!this.enabled) return undefined;
    const documents = this.pathOf(accountId)
      .flatMap((target) => [...this.attachedTo(target)])
      .flatMap((id) => this.policies.get(id)?.document ?? []);
    if (documents.length === 0) return undefined;
    const tree = documents.reduce<unknown>((above, document) => inherited(above, JSON.parse(document)), {});
    return withoutOperators(tree) as EffectivePolicy;
  }

  /** The effective policy's settings for a region: its own block, which replaces `default` as a whole. */
  managed(accountId: string, region: string): ManagedRegion | undefined {
    const { [region]: own, default: everywhere } = this.effective(accountId)?.guardduty.enablement ?? {};
    return own ?? everywhere;
  }
}

/** "foundational must be enabled where anything is" */
function hasFoundation(settings: Readonly<Record<string, z.output<typeof assigned> | undefined>>): boolean {
  const on = (setting: z.output<typeof assigned> | undefined) => setting?.status['@@assign'] === 'enabled';
  const { foundational, ...others } = settings;
  return on(foundational) || !Object.values(others).some(on);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function inherited(above: unknown, below: unknown): unknown {
  if (!isObject(above) || !isObject(below)) return below;
  const entries = Object.entries(below).map(([key, value]) => [key, inherited(above[key], value)]);
  return { ...above, ...Object.fromEntries(entries) };
}

function withoutOperators(tree: unknown): unknown {
  if (!isObject(tree)) return tree;
  if ('@@assign' in tree) return tree['@@assign'];
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, withoutOperators(value)]));
}
