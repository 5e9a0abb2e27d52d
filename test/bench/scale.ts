import { setInterval } from 'node:timers';
import type { DelegationDesired } from '../../lambda/delegation/desired';
import type { LoggedCall } from '../../simulator/kernel/call-log';
import type { Simulation } from '../../simulator/simulation';

export interface Scale {
  readonly accounts: number;
  readonly regions: number;
  /** regions that accounts have to enable too */
  readonly optIn: boolean;
  readonly latencyMs: number;
  /** per account, region and service; 0 is no limit */
  readonly callsPerSecond: number;
}

/** as many times what AWS's limit takes for the calls that are needed */
const TIME = 1.3;
/** as many times the calls that are needed */
const CALLS = 1.2;

const pages = (items: number, size: number): number => Math.max(1, Math.ceil(items / size));

/** The fewest calls, by bucket of AWS's limit, that find out all that has to be known and write all that has to be written. */
function needed(scale: Scale, { regions }: DelegationDesired, first: boolean): ReadonlyMap<string, number> {
  const n = scale.accounts;
  const writes = first ? 1 : 0;
  const offered = regions.filter((each) => each.detective).length;
  const buckets = new Map<string, number>();
  // every controller of a region reads the accounts in each pass, all from the one endpoint of Organizations; Detective needs
  // a second pass to see what AWS took a minute to verify
  const passes = regions.length + offered * (1 + writes);
  buckets.set('organizations', pages(n, 20) * passes + 3 + 3 * writes);
  for (const { region, detective } of regions) {
    // ListDetectors, GetDetector, GetAdministratorAccount, DescribeOrganizationConfiguration, ListMembers, GetMemberDetectors
    const read = 4 + pages(n - 1, 50) * 2;
    // before the first write: the same without members; then UpdateDetector, UpdateOrganizationConfiguration, CreateMembers
    buckets.set(`guardduty ${region}`, read + writes * (4 + 2 + pages(n - 1, 50)) + 3 + 3 * writes);
    const members = Math.min(n - 1, 1200);
    // ListGraphs, DescribeOrganizationConfiguration, ListDatasourcePackages, ListMembers
    const readGraph = 3 + pages(members, 200);
    if (detective)
      buckets.set(
        `detective ${region}`,
        readGraph + writes * (4 + 2 + pages(members, 50) + readGraph) + 1 + 2 * writes,
      );
  }
  return buckets;
}

/** What something took. */
export interface Taken {
  readonly calls: number;
  readonly cpuSeconds: number;
  /** whether it is within the limits */
  readonly kept: boolean;
}

/** Does something, and prints what it took. */
export async function told(
  simulation: Simulation,
  name: string,
  scale: Scale,
  wanted: DelegationDesired,
  work: () => Promise<void>,
): Promise<Taken> {
  const isFirst = simulation.calls.last === 0;
  const before = simulation.calls.last;
  const began = performance.now();
  const cpu = process.cpuUsage();
  let peak = process.memoryUsage().rss;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 200);
  await work();
  clearInterval(watch);
  const seconds = (performance.now() - began) / 1000;
  const calls = simulation.calls.after(before);
  const buckets = needed(scale, wanted, isFirst);
  const minimum = [...buckets.values()].reduce((sum, each) => sum + each, 0);
  const busiest = Math.max(...buckets.values());
  const bound = scale.callsPerSecond > 0 ? busiest / scale.callsPerSecond : 0;
  const used = process.cpuUsage(cpu);
  const cpuSeconds = (used.user + used.system) / 1e6;
  const throttled = calls.filter(({ status }) => status === 429 || status === 400).length;
  console.log(
    `${name}: ${seconds.toFixed(1)} s, ${calls.length} calls (${throttled} refused), ${Math.round(peak / 2 ** 20)} MB, ` +
      `${cpuSeconds.toFixed(1)} s of CPU, simulator included`,
  );
  console.log(
    `  needed: ${minimum} calls, the busiest bucket ${busiest}${bound > 0 ? `, ${bound.toFixed(1)} s at the limit` : ''}`,
  );
  for (const [operation, count] of counts(calls)) console.log(`  ${String(count).padStart(6)}  ${operation}`);
  const writes = calls.filter(({ operation }) => !/^(List|Get|Describe)/.test(operation)).length;
  const ratios = { calls: calls.length / minimum, ...(bound > 0 ? { time: seconds / bound } : {}) };
  const kept = ratios.calls <= CALLS && (ratios.time ?? 0) <= TIME && (isFirst || writes === 0);
  console.log(
    `  ratio ${ratios.calls.toFixed(2)} of the calls, at most ${CALLS}` +
      `${ratios.time === undefined ? '' : `; ${ratios.time.toFixed(2)} of the time, at most ${TIME}`}` +
      `${isFirst ? '' : `; ${writes} writes`}: ${kept ? 'kept' : 'missed'}`,
  );
  return { calls: calls.length, cpuSeconds, kept };
}

function counts(calls: readonly LoggedCall[]): [string, number][] {
  const by = new Map<string, number>();
  for (const { service, operation } of calls)
    by.set(`${service}:${operation}`, (by.get(`${service}:${operation}`) ?? 0) + 1);
  return [...by].sort(([, a], [, b]) => b - a);
}
