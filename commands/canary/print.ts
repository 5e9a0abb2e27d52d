import pc from 'picocolors';
import type { OtherTarget } from './expected-targets';
import type { CanaryReport, RegionReport } from './report';
import type { Sample } from './sample';
import { PREFERRED_TYPES } from './sample-types';
import type { Step } from './steps';
import type { TargetStatus } from './target-status';

/** The samples and their regions, before anything is known about their ways. */
export function announced(samples: readonly Sample[], minutes: number): string {
  const width = Math.max(...samples.map(({ place }) => place.region.length));
  const made = samples.map(({ finding, place }) => {
    const { type, severity, id } = finding;
    return `  ${pc.bold(place.region.padEnd(width))}  ${type}, ${severity.word} (${severity.value}), ${id}`;
  });
  const late = samples
    .filter(({ again }) => again)
    .map(({ place }) => {
      const every = place.frequency.toLowerCase().replace('_', ' ');
      return `  GuardDuty had it in ${place.region} before and publishes it with its updates, every ${every}.`;
    });
  const one = samples.length === 1 ? 'A sample finding is' : `${samples.length} sample findings are`;
  return [`${one} on the way, watched for ${minutes} min at most.`, ...made, ...late, ''].join('\n');
}

/** One hop that was observed. */
export function stepText({ region, at, seconds, what, by }: Step): string {
  return `  ${clock(at)}  ${after(seconds)}  ${region}: ${what} ${pc.dim(`(${by})`)}`;
}

/** The same for programs, times in ISO. */
export function jsonOf(report: CanaryReport): string {
  const iso = (key: string, value: unknown) =>
    key === 'at' && typeof value === 'number' ? new Date(value).toISOString() : value;
  return JSON.stringify(report, iso, 2);
}

/** The result as text. */
export function textOf({ regions, ok, home }: CanaryReport): string {
  const shown = regions.filter((region, at) => at === 0 || !region.ok);
  const well = regions.filter((region) => !shown.includes(region)).map(allWell);
  const blocks = [...shown.map((region) => blockOf(region, home)), ...(well.length > 0 ? [well.join('\n')] : [])];
  return ['', blocks.join('\n\n'), '', verdict(regions, ok)].join('\n');
}

function blockOf(region: RegionReport, home: string): string {
  const { targets, notOnTheWay, end, besides } = region;
  const way = region.region === home ? home : `${region.region} → ${home}`;
  const width = Math.max(...[...targets, ...notOnTheWay].map(({ target }) => target.length), 6);
  return [
    pc.bold(`${way}, ${region.type}`),
    ...(end ? endLines(end) : targets.flatMap((status) => statusLines(status, width, region))),
    ...(besides.length > 0
      ? [pc.yellow(`  The hub also notified ${besides.join(', ')}, which this configuration does not name: deploy it.`)]
      : []),
    ...(end ? [] : notOnTheWay.map((other) => pc.dim(otherLine(other, width)))),
  ].join('\n');
}

function endLines({ hop, why, runbook }: NonNullable<RegionReport['end']>): string[] {
  const read = runbook === undefined ? [] : [pc.dim(`    Runbook: ${runbook}`)];
  return [`  ${pc.red('ended at')} ${hop}`, `    ${why}`, ...read];
}

const MARKS = { observed: 'reached', failed: 'NOT REACHED', waiting: 'NOT SEEN' } as const;

function statusLines(status: TargetStatus, width: number, { steps, targets }: RegionReport): string[] {
  const { target, kind, state, at, known, words, by, look, runbook, route } = status;
  const made = steps[0]?.at ?? 0;
  const when = at === undefined ? '      –' : after(Math.max(0, Math.round((at - made) / 1000)));
  const read = runbook === undefined ? '' : `, runbook: ${runbook}`;
  const mark = MARKS[state].padEnd(Math.max(...targets.map((each) => MARKS[each.state].length)));
  const more = (text: string) => `  ${''.padEnd(width)}  ${text}`;
  return [
    `  ${target.padEnd(width)}  ${state === 'observed' ? pc.green(mark) : pc.red(mark)} ${when}  ${known}`,
    ...(words === undefined ? [] : [more(pc.red(words))]),
    pc.dim(more(`${kind}, route ${route}; known by the ${by}${read}`)),
    ...(look === undefined ? [] : [more(`→ ${status.unread ? pc.yellow(look) : look}`)]),
  ];
}

function otherLine({ target, because, type }: OtherTarget, width: number): string {
  const why = because.length === 0 ? 'no route names it' : because.join('; ');
  // there are many severe types: without --type, the command takes one that was not created yet
  const how = type !== undefined && PREFERRED_TYPES.includes(type) ? 'leave --type out' : `--type '${type}'`;
  return `  ${target.padEnd(width)}  not on the way: ${why}${type === undefined ? '' : ` → ${how}`}`;
}

function allWell({ region, targets, type }: RegionReport): string {
  return `${pc.bold(region)}, ${type}: ${pc.green('reached')} ${targets.map(({ target }) => target).join(', ')}`;
}

function verdict(regions: readonly RegionReport[], ok: boolean): string {
  if (!ok) {
    const [bad, all] = [regions.filter((region) => !region.ok).length, regions.length];
    return pc.red(
      all === 1 ? 'It did not reach every target.' : `In ${bad} of ${all} regions it did not reach every target.`,
    );
  }
  if (regions.every(({ targets }) => targets.length === 0))
    return pc.yellow('It reached the hub, but no route takes it: no one is notified.');
  const all = pc.green(
    'Every target on the way has it. Whether people see it cannot be observed from here: look where the arrows point.',
  );
  const unread = regions.flatMap(({ targets }) =>
    targets.filter((target) => target.unread).map(({ target }) => target),
  );
  if (unread.length === 0) return all;
  return [all, pc.yellow(`No one reads ${[...new Set(unread)].join(', ')} yet.`)].join('\n');
}

function clock(at: number): string {
  return new Date(at).toISOString().slice(11, 19);
}

function after(seconds: number): string {
  const text = seconds < 600 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
  return `+${text}`.padStart(7);
}
