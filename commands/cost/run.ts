import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadConfig } from '../../lib/config';
import { runCdk } from '../cdk-cli';
import { EXIT } from '../exit-codes';
import { UsageError } from '../usage-error';
import type { CostOptions } from './options';
import { ageOf, type Prices, readPrices } from './prices';
import { costText } from './print';
import { costsOf } from './report';

type Say = (text: string) => void;

/**
 * Prints what the stacks cost at rest.
 * @returns the exit code: `unmet` if the configuration cannot be synthesized
 * @throws UsageError for a price list or a folder that cannot be used
 */
export async function runCost(options: CostOptions, say: Say = console.log, now = Date.now()): Promise<number> {
  const prices = readPrices(options.prices);
  if (options.templates !== undefined) {
    if (!existsSync(options.templates)) throw new UsageError(`there is no folder ${options.templates}`);
    return printed(options.templates, prices, options, say, now);
  }
  loadConfig(options.config);
  const folder = await mkdtemp(join(tmpdir(), 'muster-cost-'));
  try {
    const lines: string[] = [];
    const args = ['synth', '--quiet', '--output', folder, '--context', `config=${resolve(options.config)}`];
    const code = await runCdk([...args, '--no-notices', '--ci', '--no-color'], {}, (line) => lines.push(line));
    if (code === 0) return printed(folder, prices, options, say, now);
    say(lines.join('\n'));
    return EXIT.unmet;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function printed(folder: string, prices: Prices, { json }: CostOptions, say: Say, now: number): number {
  const stacks = costsOf(folder, prices);
  if (stacks.length === 0) throw new UsageError(`${folder} holds no template: run cdk synth first`);
  const { asOf, region, currency, source } = prices;
  const document = { prices: { asOf, region, currency, source }, stacks };
  say(json ? JSON.stringify(document, undefined, 2) : costText(stacks, prices, ageOf(prices, now)));
  return EXIT.ok;
}
