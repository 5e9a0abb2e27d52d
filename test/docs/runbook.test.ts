import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { appOf } from '../lib/stacks/synthesized';

const ROOT = join(__dirname, '..', '..');
const runbook = readFileSync(join(ROOT, 'docs', 'runbook.md'), 'utf8');
const entries = [...runbook.matchAll(/^### (\w+)$/gm)].map(([, name = '']) => name);

/** The sources except those about findings, whose reasons are for analysts and not for the on-call. */
const sources = sourcesIn('lambda').filter(({ folder }) => !folder.includes('findings'));

function sourcesIn(top: string): { folder: string; text: string }[] {
  return readdirSync(join(ROOT, top), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map(({ parentPath: folder, name }) => ({ folder, text: readFileSync(join(folder, name), 'utf8') }));
}

/** The codes of errors, and the reasons of exceptions, pending work and drift. */
function codes(): string[] {
  const union = /export type ErrorCode =([^;]+);/.exec(
    sources.find(({ text }) => text.includes('export type ErrorCode'))?.text ?? '',
  );
  const thrown = [...sources, ...sourcesIn('commands')].flatMap(({ text }) => [
    ...text.matchAll(/new RolloutError\(\s*'(\w+)'/g),
  ]);
  const reasons = sources.flatMap(({ text }) =>
    [...text.matchAll(/\breason: [^;{}\n]*/g)].flatMap(([line]) => named(line)),
  );
  return [...named(union?.[1] ?? ''), ...thrown.map(([, code = '']) => code), ...reasons];
}

function named(text: string): string[] {
  return [...text.matchAll(/'([A-Z][A-Za-z]+)'/g)].map(([, name = '']) => name);
}

function alarmDescriptions(): string[] {
  return appOf({ regions: ['eu-west-1', 'us-east-1'] })
    .node.findAll()
    .filter(Stack.isStack)
    .flatMap((stack) => Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm')))
    .map(({ Properties }) => String(Properties.AlarmDescription));
}

const alarms = alarmDescriptions().map((description) => /Runbook: (\w+)\.$/.exec(description)?.[1] ?? description);

test('the runbook has an entry for every alarm, error code and reason', () => {
  const missing = [...new Set([...codes(), ...alarms])].filter((name) => !entries.includes(name));
  expect(missing).toEqual([]);
});

test('every entry of the runbook is about an alarm, an error code or a reason', () => {
  const known = new Set([...codes(), ...alarms]);
  expect(entries.filter((name) => !known.has(name))).toEqual([]);
});

test('the runbook has no entry twice', () => {
  expect(entries.filter((name, at) => entries.indexOf(name) !== at)).toEqual([]);
});

test('the documents that the runbook links to exist', () => {
  const links = [...runbook.matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, file = '']) => file);
  for (const file of links) expect(readdirSync(join(ROOT, 'docs'))).toContain(file);
});
