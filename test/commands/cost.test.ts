import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { Template } from 'aws-cdk-lib/assertions';
import { runCost } from '../../commands/cost/run';
import { appOf, stackOf } from '../lib/stacks/synthesized';

const EXAMPLE = join(__dirname, '..', '..', 'examples', 'prices.json');
const folder = mkdtempSync(join(tmpdir(), 'cost-'));
const templates = join(folder, 'templates');
const app = appOf();
mkdirSync(templates);
for (const name of ['FindingsHub', 'Detection-eu-west-1'])
  writeFileSync(
    join(templates, `${name}.template.json`),
    JSON.stringify(Template.fromStack(stackOf(app, name)).toJSON()),
  );
afterAll(() => rmSync(folder, { recursive: true }));

const TODAY = Date.parse('2026-11-25T00:00:00Z');

async function said(options: { prices?: string; templates?: string; json?: boolean }, now = TODAY): Promise<string> {
  const lines: string[] = [];
  const given = { config: 'none.yaml', prices: EXAMPLE, templates, ...options };
  expect(await runCost(given, (line) => lines.push(line), now)).toBe(0);
  return stripVTControlCharacters(lines.join('\n'));
}

/** The example's prices with changes. */
function priceList(change: (prices: Record<string, unknown>) => object): string {
  const file = join(folder, 'prices.json');
  const example = JSON.parse(readFileSync(EXAMPLE, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...example, prices: change(example.prices) }));
  return file;
}

test('each stack has a row, and the last line says where the prices come from', async () => {
  const text = await said({});
  expect(text).toMatch(
    /^STACK +ALARMS +KEYS +PASSES +STATE TRANSITIONS +POLLING +OTHER +TOTAL\nDetection-eu-west-1 +0\.\d\d/,
  );
  expect(text).toMatch(/\nFindingsHub +0\.\d\d +1\.00 .*\n/);
  expect(text).toMatch(/\n2 stacks at rest cost \d+\.\d\d USD a month/);
  expect(text).toMatch(/Prices of 2026-11-24 for us-east-1\. List prices without free tiers/);
  expect(text).not.toMatch(/renew|No price/);
});

test('a charge without a price is unpriced, never zero', async () => {
  const prices = priceList(({ keyMonth: _, ...others }) => others);
  const text = await said({ prices });
  expect(text).toMatch(/\nFindingsHub +0\.\d\d +unpriced .*\+ unpriced\n/);
  expect(text).toMatch(/\nDetection-eu-west-1 +|^STACK/);
  expect(text).toContain('No price for: keys. They are in no total.');
  const { stacks } = JSON.parse(await said({ prices, json: true }));
  expect(stacks.map(({ stack, unpriced }: { stack: string; unpriced: string[] }) => [stack, unpriced])).toEqual([
    ['Detection-eu-west-1', []],
    ['FindingsHub', ['keys']],
  ]);
});

test('twice the price is twice the amount', async () => {
  const doubled = priceList((prices) =>
    Object.fromEntries(Object.entries(prices).map(([name, price]) => [name, 2 * Number(price)])),
  );
  const of = async (prices: string) => JSON.parse(await said({ prices, json: true })).stacks[1].charges;
  const [once, twice] = [await of(EXAMPLE), await of(doubled)];
  expect(once.alarms).toBeGreaterThan(0);
  for (const [name, amount] of Object.entries(once)) expect(twice[name]).toBeCloseTo(2 * Number(amount), 10);
});

test('old prices are said to be old', async () => {
  expect(await said({}, TODAY + 100 * 24 * 3_600_000)).toContain('The prices are 101 days old');
});

test.each([
  ['a price list with an unknown key', { prices: priceListWith('keyMonht') }, /keyMonht.*keyMonth/],
  ['a folder that is not there', { templates: join(folder, 'none') }, /there is no folder .*none/],
  ['a folder without templates', { templates: folder }, /holds no template: run cdk synth first/],
])('%s is a mistake in words', async (_, options, words) => {
  await expect(said(options)).rejects.toThrow(words);
});

function priceListWith(key: string): string {
  const file = join(folder, `${key}.json`);
  const example = JSON.parse(readFileSync(EXAMPLE, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...example, prices: { ...example.prices, [key]: 1 } }));
  return file;
}
