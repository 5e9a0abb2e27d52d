import type {
  DeleteRuleCommandInput,
  DeleteRuleCommandOutput,
  DescribeRuleCommandInput,
  DescribeRuleCommandOutput,
  DisableRuleCommandInput,
  DisableRuleCommandOutput,
  EnableRuleCommandInput,
  EnableRuleCommandOutput,
  ListRuleNamesByTargetCommandInput,
  ListRuleNamesByTargetCommandOutput,
  ListRulesCommandInput,
  ListRulesCommandOutput,
} from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../contract/service';
import { validation } from '../errors';
import { findBus, findRule } from '../event-bus';
import { pageOf } from '../page';
import { reschedule, unschedule } from '../scheduled-rules';
import type { Rule } from '../state';

/** DescribeRule. */
export const describeRule: Operation<DescribeRuleCommandInput, Partial<DescribeRuleCommandOutput>> = (input, call) => {
  const { rule } = findRule(input, 'events:DescribeRule', call);
  return { ...shown(rule), CreatedBy: rule.createdBy };
};

/** ListRules of a bus. */
export const listRules: Operation<ListRulesCommandInput, Partial<ListRulesCommandOutput>> = (input, call) => {
  const all = [...findBus(input.EventBusName, 'events:ListRules', call).rules.values()];
  const { items, next } = pageOf(
    all.filter(({ name }) => name.startsWith(input.NamePrefix ?? '')),
    input,
  );
  return { Rules: items.map(shown), ...next };
};

/** ListRuleNamesByTarget. */
export const listRuleNamesByTarget: Operation<
  ListRuleNamesByTargetCommandInput,
  Partial<ListRuleNamesByTargetCommandOutput>
> = (input, call) => {
  const rules = [...findBus(input.EventBusName, 'events:ListRuleNamesByTarget', call).rules.values()];
  const names = rules
    .filter(({ targets }) => [...targets.values()].some(({ Arn }) => Arn === input.TargetArn))
    .map(({ name }) => name);
  const { items, next } = pageOf(names, input);
  return { RuleNames: items, ...next };
};

function shown(rule: Rule) {
  return {
    Name: rule.name,
    Arn: rule.arn,
    State: rule.state,
    EventBusName: rule.busName,
    ...(rule.eventPattern === undefined ? {} : { EventPattern: rule.eventPattern }),
    ...(rule.scheduleExpression === undefined ? {} : { ScheduleExpression: rule.scheduleExpression }),
    ...(rule.description === undefined ? {} : { Description: rule.description }),
    ...(rule.roleArn === undefined ? {} : { RoleArn: rule.roleArn }),
  };
}

/** DeleteRule: only without targets; a missing rule is not an error. */
export const deleteRule: Operation<DeleteRuleCommandInput, Partial<DeleteRuleCommandOutput>> = (input, call) => {
  const bus = findBus(input.EventBusName, 'events:DeleteRule', call);
  const rule = bus.rules.get(input.Name ?? '');
  if (!rule) return {};
  if (rule.targets.size > 0) throw validation("Rule can't be deleted since it has targets.");
  unschedule(rule);
  bus.rules.delete(rule.name);
  return {};
};

/** EnableRule. */
export const enableRule: Operation<EnableRuleCommandInput, Partial<EnableRuleCommandOutput>> = (input, call) => {
  const { rule, bus } = findRule(input, 'events:EnableRule', call);
  rule.state = 'ENABLED';
  reschedule(call.world, bus, rule);
  return {};
};

/** DisableRule. */
export const disableRule: Operation<DisableRuleCommandInput, Partial<DisableRuleCommandOutput>> = (input, call) => {
  const { rule } = findRule(input, 'events:DisableRule', call);
  rule.state = 'DISABLED';
  unschedule(rule);
  return {};
};
