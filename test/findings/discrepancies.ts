import { readFinding } from '../../lambda/findings/finding';
import type { Notification } from '../../lambda/findings/notification';
import { eventKey } from '../../lambda/findings/occurrence';
import type { Burst, Expected } from './burst';

/** The missing, unexpected and wrong notifications about a burst, each as a sentence; none if all are exact. */
export function discrepancies({ events }: Burst, notifications: readonly Notification[]): string[] {
  const byEvent = new Map<string, Notification[]>();
  for (const each of notifications) {
    const key = eventKey(readFinding(each.finding));
    byEvent.set(key, [...(byEvent.get(key) ?? []), each]);
  }
  const unexpected = [...byEvent.keys()]
    .filter((key) => !events.has(key))
    .map((key) => `${key}: is no event of the burst`);
  return [...unexpected, ...[...events].flatMap(([key, expected]) => inEvent(key, expected, byEvent.get(key) ?? []))];
}

function inEvent(key: string, expected: Expected, notifications: readonly Notification[]): string[] {
  const last = notifications.at(-1);
  if (!last) return [`${key}: no one was notified`];
  const kinds = notifications.map(({ occurrence }) => occurrence.kind).join();
  const say = (wrong: boolean, words: string): string[] => (wrong ? [`${key}: ${words} (${kinds})`] : []);
  const [first] = notifications;
  return [
    ...say(!/^new(,(escalated|repeated))*$/.test(kinds), 'was not notified as new exactly once, first'),
    ...say(
      first?.regions.join() !== expected.regions.join(),
      `was first notified with ${first?.regions}, not with ${expected.regions}`,
    ),
    ...say(
      highest(notifications) !== expected.severity,
      `was notified up to severity ${highest(notifications)}, not ${expected.severity}`,
    ),
    ...say(last.occurrence.count !== expected.count, `was counted ${last.occurrence.count}, not ${expected.count}`),
    ...notifications.flatMap(({ occurrence, severity }, at) =>
      say(
        occurrence.kind === 'escalated' &&
          !(
            occurrence.previousSeverity === highest(notifications.slice(0, at)) &&
            severity.value > occurrence.previousSeverity
          ),
        `escalated from ${occurrence.previousSeverity} to ${severity.value}, notified before up to ${highest(notifications.slice(0, at))}`,
      ),
    ),
    ...say(new Set(notifications.map(stateOf)).size < notifications.length, 'was notified with the same state twice'),
  ];
}

function highest(notifications: readonly Notification[]): number {
  return Math.max(0, ...notifications.map(({ severity }) => severity.value));
}

function stateOf({ id, severity, occurrence, regions, updatedAt }: Notification): string {
  return JSON.stringify([id, severity.value, occurrence.count, regions, updatedAt]);
}
