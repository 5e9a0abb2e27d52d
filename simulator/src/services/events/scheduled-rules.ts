import type { World } from '../../contract/world';
import type { Timer } from '../../kernel/clock';
import { trigger } from './delivery/accept';
import { FIRST } from './delivery/journey';
import { envelope } from './event';
import { parseSchedule } from './schedule/expression';
import type { EventBus, Rule } from './state';

const timers = new WeakMap<Rule, Timer>();

/** Starts, restarts or ends a rule's schedule according to the rule; a rate is first due after one period. */
export function reschedule(world: World, bus: EventBus, rule: Rule): void {
  unschedule(rule);
  if (rule.scheduleExpression === undefined || rule.state === 'DISABLED') return;
  const { clock } = world;
  const due = parseSchedule(rule.scheduleExpression)?.next(clock.now());
  if (due === undefined) return;
  const timer = clock.after((due - clock.now()) / 1000, () => {
    reschedule(world, bus, rule);
    return clock.background(fire(world, bus, rule));
  });
  timers.set(rule, timer);
}

/** Ends a rule's schedule. */
export function unschedule(rule: Rule): void {
  timers.get(rule)?.cancel();
  timers.delete(rule);
}

async function fire(world: World, bus: EventBus, rule: Rule): Promise<void> {
  const { accountId: account, region } = bus;
  const scheduled = { source: 'aws.events', detailType: 'Scheduled Event', detail: {}, resources: [rule.arn] };
  await trigger(world, bus, rule, envelope(world, { account, region, ...scheduled }), FIRST);
}
