import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SimulatedOrganization } from '../../commands/rehearse/simulated-organization';
import { HOME, MANAGEMENT, PATIENCE } from './stage';

const ROOT = join(__dirname, '..', '..');
const WORDS = 'The request is rejected because the service is closed for the day.';
const folder = mkdtempSync(join(tmpdir(), 'muster-deploy-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** An example of this folder with some of its text replaced. */
function changed(name: string, change: (text: string) => string): string {
  const file = join(folder, name);
  writeFileSync(file, change(readFileSync(join(__dirname, name), 'utf8')));
  return file;
}

/**
 * The accounts that a detection stack needs have enabled af-south-1; no other account has. Each stack has a process of its own, so
 * that a busy machine needs more of the organization's time.
 */
const organizationFile = changed('organization.yaml', (text) =>
  text
    .replace('clockRate: 20', 'clockRate: 8')
    .replaceAll(/(id: '(?:111111111111|222222222222)', name: \w+)/g, '$1, optedInRegions: [af-south-1]'),
);
const config = changed('rollout.yaml', (text) =>
  text.replace(/^regions: .*$/m, `regions: [${HOME}, ap-northeast-3, af-south-1]`),
);

/** Runs `npm run deploy` with the management account's credentials. */
async function deploy(organization: SimulatedOrganization, ...options: string[]) {
  const args = ['run', '-s', 'deploy', '--', '--config', config, ...options];
  const child = spawn('npm', args, {
    cwd: ROOT,
    env: { ...process.env, ...organization.environmentOf(MANAGEMENT, HOME), NO_COLOR: '1', CDK_VALIDATION: 'false' },
  });
  const parts: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => parts.push(part.toString()));
  const code = await new Promise((resolve) => child.on('close', resolve));
  return { code, output: parts.join('') };
}

test(
  'N7: npm run deploy continues if a region fails, reports each stack as it ends, and deploys the remaining ones when it is run again',
  async () => {
    const organization = await SimulatedOrganization.start(organizationFile);
    try {
      const error = { code: 'BadRequestException', status: 400, message: WORDS };
      const fault = { service: 'guardduty', operation: 'ListMembers', region: 'ap-northeast-3', times: 1000, error };
      await organization.plan(fault);
      const first = await deploy(organization, '--organization', organizationFile, '--concurrency', '4');
      expect(first.output).toContain(`deploying with credentials of account ${MANAGEMENT}`);
      expect(first.output).toMatch(/^ {2}Detection-ap-northeast-3 +222222222222 ap-northeast-3 +failed in \d+ s$/m);
      expect(first.output).toMatch(new RegExp(`^ {4}│ .*${WORDS}`, 'm'));
      expect(first.output).toMatch(/^ {2}Detection-eu-west-1 +222222222222 eu-west-1 +deployed in \d+ s$/m);
      expect(first.output).toMatch(/^ {2}Detection-af-south-1 +222222222222 af-south-1 +deployed in \d+ s$/m);
      expect(first.output).toMatch(/^8 stacks: 7 deployed, 1 failed, in \d+ s$/m);
      expect(first.code).toBe(1);

      await organization.mend();
      const second = await deploy(organization, '--organization', organizationFile, '--concurrency', '4');
      expect(second.output).toMatch(/^ {2}Detection-ap-northeast-3 +222222222222 ap-northeast-3 +deployed in \d+ s$/m);
      expect(second.output).toMatch(/^8 stacks: 1 deployed, 7 unchanged, in \d+ s$/m);
      expect(second.code).toBe(0);
      // an opt-in region that only some accounts have enabled
      expect(second.output).toMatch(
        /^ {2}Detection-af-south-1 .* unchanged\n( {4}│ .*\n)* {4}│ GuardDutySummary = 2 of 4 covered; .*RegionDisabled 2/m,
      );

      const third = await deploy(organization, '--region', HOME, '--no-rollback');
      expect(third.output).toMatch(/^5 stacks: 5 unchanged, in \d+ s$/m);
      expect(third.output).not.toContain('af-south-1');
      expect(third.code).toBe(0);
    } finally {
      await organization.stop();
    }
  },
  2 * PATIENCE,
);
