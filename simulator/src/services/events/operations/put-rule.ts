import type { PutRuleCommandInput, PutRuleCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../contract/service';
import { tagsOf } from '../../../contract/tag-list';
import { invalidPattern, limitExceeded, validation } from '../errors';
import { findBus } from '../event-bus';
import { compile } from '../pattern/compile';
import { InvalidPattern } from '../pattern/invalid-pattern';
import { parseSchedule } from '../schedule/expression';
import { reschedule } from '../scheduled-rules';
import type { EventBus, Rule } from '../state';

const RULES_PER_BUS = 300;

/** PutRule: creates a rule, or replaces all of one but its targets and tags. */
export const putRule: Operation<PutRuleCommandInput, Partial<PutRuleCommandOutput>> = (input, call) => {
  const bus = findBus(input.EventBusName, 'events:PutRule', call);
  const { Name: name = '', EventPattern: eventPattern, ScheduleExpression: scheduleExpression } = input;
  check(bus, name, eventPattern, scheduleExpression);
  const existing = bus.rules.get(name);
  if (!existing && bus.rules.size >= RULES_PER_BUS)
    throw limitExceeded('The requested resource exceeds the maximum number allowed.');
  const path = bus.name === 'default' ? name : `${bus.name}/${name}`;
  const rule: Rule = existing ?? {
    name,
    arn: bus.arn.replace(/:event-bus\/.*$/, `:rule/${path}`),
    busName: bus.name,
    eventPattern: undefined,
    scheduleExpression: undefined,
    state: 'ENABLED',
    description: undefined,
    roleArn: undefined,
    createdBy: call.accountId,
    tags: tagsOf(input.Tags),
    targets: new Map(),
  };
  Object.assign(rule, { eventPattern, scheduleExpression, description: input.Description, roleArn: input.RoleArn });
  rule.state = input.State ?? 'ENABLED';
  bus.rules.set(name, rule);
  reschedule(call.world, bus, rule);
  return { RuleArn: rule.arn };
};

function check(bus: EventBus, name: string, pattern: string | undefined, schedule: string | undefined): void {
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(name))
    throw validation(
      `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+`,
    );
  if (pattern === undefined && schedule === undefined)
    throw validation('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  if (pattern !== undefined) requirePattern(pattern);
  if (schedule === undefined) return;
  if (bus.name !== 'default') throw validation('ScheduleExpression is supported only on the default event bus.');
  const parsed = parseSchedule(schedule);
  if (!parsed || parsed.kind === 'at') throw validation('Parameter ScheduleExpression is not valid.');
}

/** Refuses an invalid event pattern. @throws AwsError InvalidEventPatternException */
export function requirePattern(pattern: string): void {
  try {
    compile(pattern);
  } catch (error) {
    if (error instanceof InvalidPattern) throw invalidPattern(error.message);
    throw error;
  }
}
