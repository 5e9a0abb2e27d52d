import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { runGuardrails } from '../../commands/guardrails/run';
import { written } from '../lib/config/written';

const folder = mkdtempSync(join(tmpdir(), 'guardrails-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ORGANIZATION = "{ id: o-abcdefghij, managementAccount: '111111111111', delegatedAdministrator: '222222222222' }";

function configuration(guardrails: string): string {
  const file = join(folder, 'rollout.yaml');
  writeFileSync(file, written({ organization: ORGANIZATION, guardrails }));
  return file;
}

function said(options: { out?: string; json?: boolean }, guardrails = '{ attachTo: [Workloads, Sandbox] }'): string {
  const lines: string[] = [];
  expect(runGuardrails({ config: configuration(guardrails), ...options }, (line) => lines.push(line))).toBe(0);
  return stripVTControlCharacters(lines.join('\n'));
}

test('each policy is printed with its targets, its length and its text', () => {
  const text = said({});
  expect(text).toMatch(
    /^muster-guardrail-members {2}service control policy, \d+ characters\n.*\n {2}attach to Workloads\n {2}attach to Sandbox\n\{"Version"/,
  );
  expect(text).toMatch(/muster-guardrail-administrator .*\n.*\n {2}attach to 222222222222\n/);
  expect(text).toMatch(/muster-guardrail-resources {2}resource control policy/);
  expect(text).toContain('bind neither the management account nor service-linked roles');
});

test('programs get the policies as JSON, and a folder gets a file for each, which AWS takes as it is', () => {
  const out = join(folder, 'policies');
  const { policies } = JSON.parse(said({ json: true, out })) as { policies: { name: string; content: object }[] };
  expect(readdirSync(out).sort()).toEqual(policies.map(({ name }) => `${name}.json`).sort());
  for (const { name, content } of policies)
    expect(JSON.parse(readFileSync(join(out, `${name}.json`), 'utf8'))).toEqual(content);
});

test('more exempt principals than a policy holds are a mistake with the place in the configuration', () => {
  const roles = Array.from({ length: 60 }, (_, at) => `'arn:aws:iam::333333333333:role/emergency-access-${at}'`);
  expect(() => said({}, `{ breakGlass: [${roles}] }`)).toThrow(
    /rollout\.yaml: guardrails\.breakGlass: muster-guardrail-\w+ has \d+ characters, and AWS accepts 5120: name fewer/,
  );
});
