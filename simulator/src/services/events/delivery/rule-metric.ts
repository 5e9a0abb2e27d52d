import type { World } from '../../../contract/world';
import { recordMetric } from '../../monitoring/record-metric';
import type { EventBus, Rule } from '../state';

/** Counts a metric of a rule, as CloudWatch shows it in `AWS/Events`. */
export function recordRuleMetric(world: World, bus: EventBus, rule: Rule, name: string): void {
  const dimensions = {
    RuleName: rule.name,
    ...(bus.name === 'default' ? {} : { EventBusName: bus.name }),
  };
  recordMetric(world, bus, { namespace: 'AWS/Events', name, dimensions, value: 1 });
}
