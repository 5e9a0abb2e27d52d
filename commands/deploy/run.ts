import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pc from 'picocolors';
import { connectOperator } from '../../lambda/aws/operator-clients';
import { loadConfig } from '../../lib/config';
import { rollout } from '../../lib/rollout';
import { runCdk } from '../cdk-cli';
import { requiredConfig } from '../command';
import { EXIT } from '../exit-codes';
import { Interruption } from '../interruption';
import { undeployable } from '../opt-in-regions';
import { type AssemblyStack, stacksFor, stacksOf } from './assembly';
import { type End, inOrder, isThere } from './in-order';
import { type CdkOptions, cdkOptions, chosenConcurrency, chosenRegions, type DeployOptions } from './options';
import { beginText, endText, summaryText } from './print';

type Say = (text: string) => void;

/** Options for every run of the CDK CLI. */
const QUIET = ['--no-notices', '--ci', '--no-color'];

/** The stacks to deploy, and how. */
interface Order {
  readonly context: readonly string[];
  readonly regions: readonly string[] | undefined;
  readonly concurrency: number;
  readonly cdk: CdkOptions;
  readonly profile: readonly string[];
}

/**
 * Deploys a configuration with the CDK CLI, stack by stack, and continues if a region fails. Unchanged stacks take little time, so a
 * second run deploys the remaining ones.
 * @param rest options of `cdk deploy`
 * @returns the exit code: 0 only if every stack is deployed
 * @throws UsageError, or RolloutError if AWS cannot be reached, before anything is deployed
 */
export async function runDeploy(
  options: DeployOptions,
  rest: readonly string[],
  say: Say = console.log,
): Promise<number> {
  const file = requiredConfig(options.config, 'deploy');
  const desired = rollout(loadConfig(file));
  const mistakes = options.organization && undeployable(desired, options.organization);
  if (mistakes) {
    say(pc.red(mistakes));
    return EXIT.unmet;
  }
  const governed = desired.detections.map(({ region }) => region);
  const order: Order = {
    context: ['--context', `config=${resolve(file)}`],
    regions: chosenRegions(options, governed),
    concurrency: chosenConcurrency(options),
    cdk: cdkOptions(rest, rest.length > 0 ? await helpOfCdk() : ''),
    profile: options.profile === undefined ? [] : ['--profile', options.profile],
  };
  if (options.profile !== undefined) process.env.AWS_PROFILE = options.profile;
  say(`deploying with credentials of account ${await connectOperator().account(desired.homeRegion)}`);
  return interruptible((interruption) => deployed(order, interruption, say));
}

async function interruptible(work: (interruption: Interruption) => Promise<number>): Promise<number> {
  const interruption = new Interruption();
  try {
    return await Promise.race([interruption.cleanly(work(interruption)), interruption.code]);
  } finally {
    await interruption.end();
  }
}

async function deployed(order: Order, { signal }: Interruption, say: Say): Promise<number> {
  const assembly = await mkdtemp(join(tmpdir(), 'muster-assembly-'));
  const start = performance.now();
  try {
    if (!(await synthesized(order, assembly, signal, say))) return EXIT.unmet;
    const stacks = stacksFor(stacksOf(assembly), order.regions);
    say(`synthesized; ${stacks.length} stacks, ${order.concurrency} at a time`);
    const deploy = (stack: AssemblyStack) => {
      say(beginText(stack));
      return deployStack(stack, assembly, order, signal);
    };
    const ends = await inOrder(stacks, order.concurrency, deploy, (end) => say(endText(end)), signal);
    say(summaryText(ends, secondsSince(start)));
    return ends.every(({ end }) => isThere(end)) ? EXIT.ok : EXIT.unmet;
  } finally {
    await rm(assembly, { recursive: true, force: true });
  }
}

/** Writes the cloud assembly that every stack is deployed from. */
async function synthesized(order: Order, assembly: string, signal: AbortSignal, say: Say): Promise<boolean> {
  const lines: string[] = [];
  const args = ['synth', '--quiet', '--output', assembly, ...order.context, ...order.cdk.synth, ...order.profile];
  const code = await runCdk([...args, ...QUIET], {}, (line) => lines.push(line), signal);
  const shown = code === 0 ? lines.filter((line) => line.startsWith('warning: ')) : lines;
  if (shown.length > 0) say(shown.join('\n'));
  return code === 0;
}

async function deployStack({ name }: AssemblyStack, assembly: string, order: Order, signal: AbortSignal): Promise<End> {
  const lines: string[] = [];
  const start = performance.now();
  const alone = ['deploy', name, '--app', assembly, '--exclusively', '--require-approval', 'never'];
  const args = [...alone, '--progress', 'events', ...order.cdk.deploy, ...order.profile, ...QUIET];
  const code = await runCdk(args, {}, (line) => lines.push(line), signal);
  const seconds = secondsSince(start);
  if (code !== 0) return { is: 'failed', seconds, lines };
  // Detection-eu-west-1.GuardDutySummary = 61 of 62 covered; …
  const found = lines.flatMap((line) => /^[\w-]+\.(\w+Summary = .*)$/.exec(line)?.[1] ?? []);
  return { is: lines.some((line) => line.includes('(no changes)')) ? 'unchanged' : 'deployed', seconds, found };
}

async function helpOfCdk(): Promise<string> {
  const lines: string[] = [];
  await runCdk(['deploy', '--help'], {}, (line) => lines.push(line));
  return lines.join('\n');
}

function secondsSince(start: number): number {
  return Math.round((performance.now() - start) / 1000);
}
