import type { World } from '../../../contract/world';
import type { Envelope } from '../event';
import { compile, type Pattern } from '../pattern/compile';
import type { EventBus, Rule } from '../state';
import { logArrival } from './bus-log';
import { deliver } from './deliver';
import type { Journey } from './journey';
import { recordRuleMetric } from './rule-metric';

/** Accepts an event on a bus: every enabled rule that matches sends it to its targets. */
export async function accept(world: World, bus: EventBus, event: Envelope, journey: Journey): Promise<void> {
  const matching = [...bus.rules.values()].filter(
    (rule) => rule.state !== 'DISABLED' && rule.eventPattern !== undefined && patternOf(rule, rule.eventPattern)(event),
  );
  logArrival(world, bus, event, matching);
  for (const rule of matching) {
    recordRuleMetric(world, bus, rule, 'MatchedEvents');
    await trigger(world, bus, rule, event, journey);
  }
}

/** Sends an event to all targets of a rule. */
export async function trigger(
  world: World,
  bus: EventBus,
  rule: Rule,
  event: Envelope,
  journey: Journey,
): Promise<void> {
  recordRuleMetric(world, bus, rule, 'TriggeredRules');
  for (const target of [...rule.targets.values()]) await deliver({ world, bus, rule, target, event, journey });
}

const patterns = new WeakMap<Rule, { readonly source: string; readonly pattern: Pattern }>();

function patternOf(rule: Rule, source: string): Pattern {
  const known = patterns.get(rule);
  if (known?.source === source) return known.pattern;
  const pattern = compile(source);
  patterns.set(rule, { source, pattern });
  return pattern;
}
