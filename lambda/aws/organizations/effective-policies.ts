import { DescribeEffectivePolicyCommand, type OrganizationsClient } from '@aws-sdk/client-organizations';
import { call } from '../call';
import { isNoEffectivePolicy } from '../error-predicates';

/** The GuardDuty policies of all levels as they apply to accounts. */
export class EffectivePolicies {
  constructor(
    private readonly client: OrganizationsClient,
    private readonly region: string,
  ) {}

  /** The effective GuardDuty policy of an account, as JSON; undefined if none applies or the policy type is not enabled. */
  async ofGuardDuty(TargetId: string): Promise<string | undefined> {
    try {
      const { EffectivePolicy } = await call(
        `describing Organizations effective policy (${TargetId})`,
        this.region,
        () => this.client.send(new DescribeEffectivePolicyCommand({ PolicyType: 'GUARDDUTY_POLICY', TargetId })),
      );
      return EffectivePolicy?.PolicyContent;
    } catch (error) {
      if (isNoEffectivePolicy(error)) return undefined;
      throw error;
    }
  }
}
