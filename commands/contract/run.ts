import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import {
  allCases,
  type Caller,
  readingCases,
  readOnly,
  reportOf,
  runSuite,
  type Send,
  type Surroundings,
  sdk,
  surroundings,
} from '@muster/simulator/contract';
import { RolloutError } from '../../lambda/reconcile/errors';
import { EXIT } from '../exit-codes';
import { Interruption } from '../interruption';
import { UsageError } from '../usage-error';
import { type Ask, askAtTerminal, confirm } from './confirm';
import type { ContractOptions } from './options';
import { caseText, summaryText } from './print';
import { accountLimit, announcement, objections } from './sandbox';

/** The command's connections to AWS, the terminal and the clock. */
export interface ContractWorld {
  readonly say: (text: string) => void;
  readonly ask: Ask;
  readonly connect: (caller: Caller) => Send;
}
const WORLD: ContractWorld = { say: console.log, ask: askAtTerminal, connect: sdk };

/**
 * Runs the contract suite against AWS. Without `sandbox` its client refuses everything but reads.
 * @returns the exit code: 1 if an answer differs or something that was made remains
 * @throws UsageError if a sandbox run is refused, RolloutError if AWS cannot be reached, both before any change
 */
export async function runContract(options: ContractOptions, world: ContractWorld = WORLD): Promise<number> {
  const limit = accountLimit(options);
  if (options.yes && options.sandbox === undefined)
    throw new UsageError('--yes confirms changes, which need --sandbox');
  const { region, profile } = options;
  const send = world.connect({ region, ...(profile === undefined ? {} : { profile }) });
  const interruption = new Interruption();
  try {
    const work = answered(options, limit, send, world, interruption.signal);
    return await Promise.race([interruption.cleanly(work), interruption.code]);
  } finally {
    await interruption.end();
  }
}

async function answered(
  options: ContractOptions,
  limit: number,
  send: Send,
  { say, ask }: ContractWorld,
  signal: AbortSignal,
): Promise<number> {
  const begunAt = new Date();
  const found = await surroundingsOf(readOnly(send), options, limit);
  if (options.sandbox !== undefined) await permitted(options, found, say, ask, signal);
  else
    say(
      `reading organization ${found.organization} as account ${found.account}, region ${found.region}; nothing is changed`,
    );
  const [cases, client] = options.sandbox === undefined ? [readingCases, readOnly(send)] : [allCases, send];
  const result = await runSuite(cases, found, client, { signal, onResult: (each) => say(caseText(each)) });
  const mode = options.sandbox === undefined ? 'read-only' : 'sandbox';
  const report = reportOf(result, { mode, region: found.region, begunAt });
  writeFileSync(options.out, `${JSON.stringify(report, undefined, 2)}\n`);
  say(summaryText(report, options.out));
  return report.differences.length + report.leftovers.length > 0 ? EXIT.unmet : EXIT.ok;
}

async function surroundingsOf(send: Send, { region }: ContractOptions, limit: number): Promise<Surroundings> {
  const label = `muster-contract-${randomBytes(4).toString('hex')}`;
  try {
    return await surroundings(send, region, limit, label);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RolloutError('Unreachable', `reading the organization in ${region}: ${why}`, { cause: error });
  }
}

/** Refuses, or announces the changes and has them confirmed. */
async function permitted(
  { yes, ...options }: ContractOptions,
  found: Surroundings,
  say: (text: string) => void,
  ask: Ask,
  signal: AbortSignal,
): Promise<void> {
  const reasons = objections(found, options);
  if (reasons.length > 0) throw new UsageError(`nothing was changed: ${reasons.join('; ')}`);
  say(announcement(allCases, found));
  if (!yes) await confirm(found.organization, ask, signal);
}
