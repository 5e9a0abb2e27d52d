import { readFinding } from '../../lambda/findings/finding';
import type { Notification } from '../../lambda/findings/notification';
import { eventKey } from '../../lambda/findings/occurrence';
import type { Burst, Expected } from './burst';

/** What was told of a burst that should not have been, or was not and should have: in words, nothing where all is exact. */
export function discrepancies({ events }: Burst, told: readonly Notification[]): string[] {
  const byEvent = new Map<string, Notification[]>();
  for (const each of told) {
    const key = eventKey(readFinding(each.finding));
    byEvent.set(key, [...(byEvent.get(key) ?? []), each]);
  }
  const unexpected = [...byEvent.keys()]
    .filter((key) => !events.has(key))
    .map((key) => `${key}: is no event of the burst`);
  return [...unexpected, ...[...events].flatMap(([key, expected]) => inEvent(key, expected, byEvent.get(key) ?? []))];
}

function inEvent(key: string, expected: Expected, told: readonly Notification[]): string[] {
  const last = told.at(-1);
  if (!last) return [`${key}: was told to nobody`];
  const kinds = told.map(({ occurrence }) => occurrence.kind).join();
  const say = (wrong: boolean, words: string): string[] => (wrong ? [`${key}: ${words} (${kinds})`] : []);
  const [first] = told;
  return [
    ...say(!/^new(,(escalated|repeated))*$/.test(kinds), 'is not new once and first'),
    ...say(
      first?.regions.join() !== expected.regions.join(),
      `was first told of ${first?.regions}, not of ${expected.regions}`,
    ),
    ...say(highest(told) !== expected.severity, `was told up to severity ${highest(told)}, not ${expected.severity}`),
    ...say(last.occurrence.count !== expected.count, `was counted ${last.occurrence.count}, not ${expected.count}`),
    ...told.flatMap(({ occurrence, severity }, at) =>
      say(
        occurrence.kind === 'escalated' &&
          !(occurrence.previousSeverity === highest(told.slice(0, at)) && severity.value > occurrence.previousSeverity),
        `escalated from ${occurrence.previousSeverity} to ${severity.value}, told before up to ${highest(told.slice(0, at))}`,
      ),
    ),
    ...say(new Set(told.map(stateOf)).size < told.length, 'was told the same twice'),
  ];
}

function highest(told: readonly Notification[]): number {
  return Math.max(0, ...told.map(({ severity }) => severity.value));
}

function stateOf({ id, severity, occurrence, regions, updatedAt }: Notification): string {
  return JSON.stringify([id, severity.value, occurrence.count, regions, updatedAt]);
}
