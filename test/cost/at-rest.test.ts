import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { atRest, type Cost, total } from '../../commands/cost/at-rest';
import { readPrices } from '../../commands/cost/prices';
import type { RolloutFileInput } from '../../lib/config';
import { appOf, rolloutOf } from '../lib/stacks/synthesized';

const prices = readPrices(join(__dirname, '..', '..', 'examples', 'prices.json'));
const MAX_IN_A_REGION = 1;
const doc = readFileSync(join(__dirname, '..', '..', 'docs', 'cost.md'), 'utf8');

const outsideMembers = {
  externalId: 'agreed-4711',
  accounts: [{ account: '900000000001', email: 'root@partner.example', regions: ['eu-west-1'] }],
};

/** The cost of each stack at rest, by its name. */
function costs(input: Partial<RolloutFileInput>): Map<string, Cost> {
  const stacks = appOf(input).node.findAll().filter(Stack.isStack);
  return new Map(stacks.map((stack) => [stack.stackName, atRest(Template.fromStack(stack).toJSON(), prices.prices)]));
}

function costOf(stack: string, all = everywhere): Cost {
  const cost = all.get(stack);
  if (!cost) throw new Error(`there is no stack ${stack}`);
  return cost;
}

const everywhere = costs({ regions: 'all' });
const regional = [...everywhere].filter(([name]) => name.startsWith('Detection-'));

test('N9: a region at rest costs a dollar a month at most, in all 34 regions', () => {
  expect(regional).toHaveLength(34);
  for (const [name, cost] of regional) expect([name, total(cost) <= MAX_IN_A_REGION]).toEqual([name, true]);
});

test('N9: accounts outside the organization add what docs/cost.md says to each of their regions', () => {
  const more = total(costOf('Detection-eu-west-1', costs({ outsideMembers })));
  const without = total(costOf('Detection-eu-west-1'));
  expect(doc).toContain(`their regions (${(more - without).toFixed(2)} USD)`);
});

test('N9: a pass that finds nothing sends no custom metric', () => {
  for (const [, { customMetrics }] of everywhere) expect(customMetrics).toBe(0);
});

test('N9: docs/cost.md shows the cost of the templates, and the date of the prices', () => {
  const stacks = ['FindingsHub', 'OrganizationDirectory', 'Delegation', 'OrganizationEvents'];
  const rows = [
    ...stacks.map((name) => rowOf(name, costOf(name))),
    rowOf('Detection, with Detective', costOf('Detection-eu-west-1')),
    rowOf('Detection, without Detective', costOf('Detection-ap-northeast-3')),
  ];
  const all = [...everywhere.values()].reduce((sum, cost) => sum + total(cost), 0);
  const sentences = [`together cost ${all.toFixed(2)} USD a month`, `List prices of ${prices.asOf}`];
  expect([...rows, ...sentences].filter((each) => !doc.includes(each))).toEqual([]);
});

test('N9: docs/cost.md says for every protection plan whether it is on by default', () => {
  const plans = rolloutOf().detections.flatMap(({ guardDuty }) => Object.entries(guardDuty.plans));
  const rows = plans.filter(([name]) => name !== 'AI_ANALYST');
  const documented = new Map(
    [...doc.matchAll(/^\| (`[^|]+) \| (yes|no) \|/gm)].map(([, names = '', on]) => [names, on]),
  );
  const onByName = rows.map(([name, { autoEnable }]) => {
    const [, on] = [...documented].find(([names]) => names.split(', ').includes(`\`${name}\``)) ?? [];
    return [name, on === (autoEnable === 'NONE' ? 'no' : 'yes')];
  });
  expect(onByName.filter(([, right]) => !right)).toEqual([]);
});

function rowOf(name: string, cost: Cost): string {
  const { alarms = 0, keys = 0, passes = 0, transitions = 0, polling = 0 } = cost;
  const rest = total(cost) - [alarms, keys, passes, transitions, polling].reduce((sum, each) => sum + each, 0);
  const cells = [alarms, keys, passes, transitions, polling, Math.max(rest, 0), total(cost)];
  return `| ${[name, ...cells.map((each) => each.toFixed(2))].join(' | ')} |`;
}
