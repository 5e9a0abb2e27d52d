/** `npm run bench [name …]`: runs the named benchmarks, or all of them; exit code 1 if one misses its limit. */
import { deployment } from './deployment';
import { findings } from './findings';
import { outsideMembers } from './outside';
import { growth, rollout } from './rollout';
import { simulator } from './simulator';
import { synth } from './synth';

const benchmarks: Readonly<Record<string, () => boolean | Promise<boolean>>> = {
  synth,
  simulator,
  rollout: () => rollout({ accounts: 1000, regions: 17, optIn: false, latencyMs: 50, callsPerSecond: 10 }),
  deployment: () => deployment({ accounts: 200, regions: 4 }),
  outside: () => outsideMembers({ accounts: 1000, regions: 17 }),
  growth,
  findings: () => findings(10_000),
};

/** Benchmarks that take minutes or gigabytes and run only by name, without latency and call limits: with them they would take hours. */
const byName: typeof benchmarks = {
  'findings-small': () => findings(1000),
  'rollout-small': () => rollout({ accounts: 200, regions: 4, optIn: false, latencyMs: 50, callsPerSecond: 10 }),
  'rollout-large': () => rollout({ accounts: 10_000, regions: 34, optIn: true, latencyMs: 0, callsPerSecond: 0 }),
};

async function main(names: readonly string[]): Promise<void> {
  for (const name of names.length > 0 ? names : Object.keys(benchmarks)) {
    const run = benchmarks[name] ?? byName[name];
    const known = Object.keys({ ...benchmarks, ...byName });
    if (!run) throw new Error(`no benchmark ${name}; there are ${known.join(', ')}`);
    console.log(`── ${name}`);
    if (!(await run())) process.exitCode = 1;
  }
}

void main(process.argv.slice(2));
