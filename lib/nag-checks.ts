import type { CfnResource } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks, type IApplyRule, type NagRuleResult } from 'cdk-nag';

/**
 * cdk-nag's AwsSolutions, with the same results. The rule about runtimes is evaluated once for each runtime instead of for
 * each function: it sorts every runtime that Lambda ever had, which takes a millisecond.
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
