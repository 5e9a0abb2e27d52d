import { setInterval } from 'node:timers';
import { type LoggedCall, regionFacts, type Simulation } from '@muster/simulator';
import type { DelegationDesired } from '../../lambda/controllers/delegation/desired';

export interface Scale {
  readonly accounts: number;
  readonly regions: number;
  /** whether regions that accounts have to enable are included */
  readonly optIn: boolean;
  readonly latencyMs: number;
  /** per account, region and service; 0 is no limit */
  readonly callsPerSecond: number;
}

/** how many times the time that AWS imposes on the needed calls a rollout may take */
const TIME = 1.3;
/** how many times the needed calls a rollout may make */
const CALLS = 1.2;

const pages = (items: number, size: number): number => Math.max(1, Math.ceil(items / size));

/** The fewest calls for each rate limit of AWS, and how many minutes of AWS's own work have to pass between them. */
interface Stage {
  readonly buckets: ReadonlyMap<string, number>;
  readonly minutes: number;
}

/**
 * The fewest calls that read everything that has to be known and write everything that has to be written. A stage begins when
 * the previous one is over: delegation, the listing of accounts, then each region on its own, GuardDuty before Detective.
 */
function needed(scale: Scale, { regions, ungoverned }: DelegationDesired, first: boolean) {
  const n = scale.accounts;
  const writes = first ? 1 : 0;
  const delegation = new Map([['organizations', 3 + 3 * writes]]);
  for (const { region, detective } of regions) {
    delegation.set(`guardduty ${region}`, 3 + 3 * writes);
    if (detective) delegation.set(`detective ${region}`, 1 + 2 * writes);
  }
  // whether an earlier configuration left a delegation behind there
  for (const region of ungoverned.filter(answers)) delegation.set(`guardduty ${region}`, 1);
  // ListAccounts, ListRoots; GetObject, PutObject, and a read of the result
  const listing = new Map([
    ['organizations', pages(n, 20) + 1],
    ['s3', 3],
  ]);
  const inRegions = regions.map(({ region, detective }): Stage[] => {
    // ListDetectors, GetDetector, GetAdministratorAccount, DescribeOrganizationConfiguration, ListMembers, GetMemberDetectors
    const read = 4 + pages(n - 1, 50) * 2;
    // suppression rules and each of the four kinds of lists, all empty: once in a pass
    const lists = 5;
    // before the first write: the same without members; then UpdateDetector, UpdateOrganizationConfiguration, CreateMembers
    const guardDuty = lists + read + writes * (4 + 2 + pages(n - 1, 50));
    const stage = (service: string, calls: number, passes: number): Stage => ({
      buckets: new Map([
        [`${service} ${region}`, calls],
        ['s3', passes],
      ]),
      minutes: passes - 1,
    });
    if (!detective) return [stage('guardduty', guardDuty, 1)];
    const members = Math.min(n - 1, 1200);
    // ListGraphs, DescribeOrganizationConfiguration, ListDatasourcePackages, ListMembers
    const readGraph = 3 + pages(members, 200);
    // a second pass sees what AWS took a minute to verify
    const inGraph = readGraph + writes * (4 + 2 + pages(members, 50) + readGraph);
    return [stage('guardduty', guardDuty, 1), stage('detective', inGraph, 1 + writes)];
  });
  const before: Stage[] = [
    { buckets: delegation, minutes: writes },
    { buckets: listing, minutes: 0 },
  ];
  return { before, inRegions };
}

/** An opt-in region that the management account has not enabled refuses its token: that is no call to the service. */
const optInRegions = new Set(
  regionFacts('aws')
    .filter(({ optIn }) => optIn)
    .map(({ region }) => region),
);
const answers = (region: string): boolean => !optInRegions.has(region);

/** The fewest calls to some services for a first rollout. */
export function leastCalls(scale: Scale, wanted: DelegationDesired, services: ReadonlySet<string>): number {
  const { before, inRegions } = needed(scale, wanted, true);
  const buckets = [...before, ...inRegions.flat()].flatMap((stage) => [...stage.buckets]);
  return buckets
    .filter(([bucket]) => services.has(bucket.split(' ')[0] ?? ''))
    .reduce((sum, [, calls]) => sum + calls, 0);
}

const callsIn = ({ buckets }: Stage): number => [...buckets.values()].reduce((sum, each) => sum + each, 0);

/**
 * The least time a stage takes, in seconds: AWS lets one second's worth through at once and the rest at its limit, a controller
 * makes its calls to a service one after the other, and AWS's own work takes time.
 */
function boundOf({ buckets, minutes }: Stage, { callsPerSecond, latencyMs }: Scale, clockRate: number): number {
  const busiest = Math.max(...buckets.values());
  const limited = (busiest - callsPerSecond) / callsPerSecond;
  return Math.max(limited, (busiest * latencyMs) / 1000) + (minutes * 60) / clockRate;
}

/** How much a measured step took. */
export interface Taken {
  readonly calls: number;
  readonly cpuSeconds: number;
  /** whether it is within the limits */
  readonly kept: boolean;
}

/** Does `work`, and prints how much it took. */
export async function measured(
  simulation: Simulation,
  name: string,
  scale: Scale,
  wanted: DelegationDesired,
  { isFirst, clockRate }: { readonly isFirst: boolean; readonly clockRate: number },
  work: () => Promise<void>,
): Promise<Taken> {
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
  const { before: stages, inRegions } = needed(scale, wanted, isFirst);
  const minimum = [...stages, ...inRegions.flat()].reduce((sum, stage) => sum + callsIn(stage), 0);
  const sumOf = (all: readonly Stage[]) => all.reduce((sum, stage) => sum + boundOf(stage, scale, clockRate), 0);
  const bound = scale.callsPerSecond > 0 ? sumOf(stages) + Math.max(...inRegions.map(sumOf)) : 0;
  const used = process.cpuUsage(cpu);
  const cpuSeconds = (used.user + used.system) / 1e6;
  const throttled = calls.filter(({ status }) => status === 429 || status === 400).length;
  console.log(
    `${name}: ${seconds.toFixed(1)} s, ${calls.length} calls (${throttled} refused), ${Math.round(peak / 2 ** 20)} MB, ` +
      `${cpuSeconds.toFixed(1)} s of CPU, simulator included`,
  );
  console.log(`  needed: ${minimum} calls${bound > 0 ? `, ${bound.toFixed(1)} s at least, stage after stage` : ''}`);
  for (const [operation, count] of counts(calls)) console.log(`  ${String(count).padStart(6)}  ${operation}`);
  // every pass writes the listing of the accounts, which changes nothing in them
  const writes = calls.filter(
    ({ service, operation }) => service !== 's3' && !/^(List|Get|Describe)/.test(operation),
  ).length;
  const ratios = { calls: calls.length / minimum, ...(bound > 0 ? { time: seconds / bound } : {}) };
  const kept = ratios.calls <= CALLS && (ratios.time ?? 0) <= TIME && (isFirst || writes === 0);
  console.log(
    `  ratio ${ratios.calls.toFixed(2)} of the calls, at most ${CALLS}` +
      `${ratios.time === undefined ? '' : `; ${ratios.time.toFixed(2)} of the time, at most ${TIME}`}` +
      `${isFirst ? '' : `; ${writes} writes`}: ${kept ? 'kept' : 'missed'}`,
  );
  return { calls: calls.length, cpuSeconds, kept };
}

export function counts(calls: readonly LoggedCall[]): [string, number][] {
  const by = new Map<string, number>();
  for (const { service, operation } of calls)
    by.set(`${service}:${operation}`, (by.get(`${service}:${operation}`) ?? 0) + 1);
  return [...by].sort(([, a], [, b]) => b - a);
}
