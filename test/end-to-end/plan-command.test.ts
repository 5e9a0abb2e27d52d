import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planFormat } from '../../commands/plan/format';
import { SimulatedOrganization } from '../../commands/rehearse/simulated-organization';
import { HOME, MANAGEMENT } from './stage';

const ROOT = join(__dirname, '..', '..');
const config = join(__dirname, 'rollout.yaml');
const folder = mkdtempSync(join(tmpdir(), 'muster-plan-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs `npm run plan` with the management account's credentials. */
const plan = (organization: SimulatedOrganization, ...options: string[]) =>
  run(organization, ['run', '-s', 'plan', '--', '--config', config, ...options]);

async function run(organization: SimulatedOrganization, args: readonly string[]) {
  const child = spawn('npm', args, {
    cwd: ROOT,
    env: { ...process.env, ...organization.environmentOf(MANAGEMENT, HOME), NO_COLOR: '1' },
  });
  const parts: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => parts.push(part.toString()));
  const code = await new Promise((resolve) => child.on('close', resolve));
  return { code, output: parts.join('') };
}

test('npm run plan shows what a deployment would do, ends with exit code 2, and writes nothing', async () => {
  const organization = await SimulatedOrganization.start(join(__dirname, 'organization.yaml'));
  try {
    const out = join(folder, 'plan.json');
    const { code, output } = await plan(organization, '--out', out);
    expect({ code, output }).toEqual({ code: 2, output: expect.stringMatching(/^Plan: \d+ changes in /m) });
    expect(output).toContain('unknown until delegation');
    const written = planFormat.parse(JSON.parse(readFileSync(out, 'utf8')));
    expect(written.changes.map(({ action }) => action)).toContain('EnableAdministrator');
    const calls = await organization.calls();
    expect(calls.length).toBeGreaterThan(10);
    expect(
      calls.map(({ operation }) => operation).filter((name) => !/^(Get|List|Describe|AssumeRole)/.test(name)),
    ).toEqual([]);
    expect((await plan(organization, '--region', 'mars-north-1')).code).toBe(1);
    const status = await run(organization, ['run', '-s', 'status', '--', '--config', config]);
    expect(status).toEqual({ code: 1, output: expect.stringMatching(/^eu-west-1 +0 of /m) });
  } finally {
    await organization.stop();
  }
});
