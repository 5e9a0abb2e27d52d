import pc from 'picocolors';
import type { Charge } from './at-rest';
import type { Prices } from './prices';
import type { StackCost } from './report';

/** The columns; small charges are one. */
const COLUMNS: readonly (readonly [title: string, charges: readonly Charge[]])[] = [
  ['ALARMS', ['alarms']],
  ['KEYS', ['keys']],
  ['PASSES', ['passes']],
  ['STATE TRANSITIONS', ['transitions']],
  ['POLLING', ['polling']],
  ['OTHER', ['customMetrics', 'logs', 'schedule', 'marks']],
];

/** The table of the stacks, its sum, and what the amounts rest on. */
export function costText(stacks: readonly StackCost[], prices: Prices, age: number | undefined): string {
  const rows = stacks.map(({ stack, charges, total, unpriced }) => [
    stack,
    ...COLUMNS.map(([, names]) => amount(names.map((name) => charges[name]))),
    `${total.toFixed(2)}${unpriced.length > 0 ? ' + unpriced' : ''}`,
  ]);
  const head = ['STACK', ...COLUMNS.map(([title]) => title), 'TOTAL'];
  const widths = head.map((title, at) =>
    Math.max(...[title, ...rows.map((row) => row[at] ?? '')].map(({ length }) => length)),
  );
  const aligned = (row: readonly string[]) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  const all = stacks.reduce((sum, { total }) => sum + total, 0).toFixed(2);
  const { currency, asOf, region, source } = prices;
  return [
    pc.bold(aligned(head)),
    ...rows.map(aligned),
    '',
    `${stacks.length} stacks at rest cost ${all} ${currency} a month: passes find nothing to do, and there is no finding, no change and no deployment.`,
    'GuardDuty and Detective themselves are not in it (docs/cost.md).',
    ...unpricedLine(stacks),
    ...(age === undefined ? [] : [pc.yellow(`The prices are ${age} days old: renew the file of --prices.`)]),
    pc.dim(`Prices of ${asOf} for ${region}. ${source}`),
  ].join('\n');
}

function amount(charges: readonly (number | undefined)[]): string {
  if (charges.includes(undefined)) return 'unpriced';
  return charges.reduce<number>((sum, each = 0) => sum + each, 0).toFixed(2);
}

function unpricedLine(stacks: readonly StackCost[]): string[] {
  const names = [...new Set(stacks.flatMap(({ unpriced }) => unpriced))];
  return names.length === 0 ? [] : [pc.yellow(`No price for: ${names.join(', ')}. They are in no total.`)];
}
