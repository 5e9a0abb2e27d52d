import type { CfnResource } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks, type IApplyRule, type NagRuleResult } from 'cdk-nag';

/**
 * AwsSolutions of cdk-nag with the same answers, where the rule about runtimes is asked once for each runtime: it sorts all
 * that Lambda ever had, a millisecond for every function.
 */
export class NagChecks extends AwsSolutionsChecks {
  private readonly answers = new Map<string, NagRuleResult>();

  protected override applyRule(params: IApplyRule): void {
    const { rule } = params;
    super.applyRule(
      rule.name === 'LambdaLatestVersion' ? { ...params, rule: (node) => this.once(node, rule) } : params,
    );
  }

  private once(node: CfnResource, rule: IApplyRule['rule']): NagRuleResult {
    if (!(node instanceof CfnFunction) || node.runtime === undefined) return rule(node);
    const answer = this.answers.get(node.runtime) ?? rule(node);
    this.answers.set(node.runtime, answer);
    return answer;
  }
}
