import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'muster-app-'));

afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the app as the CDK CLI does, with its context and output folder in the environment. */
function run(name: string, configuration: string) {
  const config = join(folder, `${name}.yaml`);
  const output = join(folder, name);
  writeFileSync(config, configuration);
  const context = { ...JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')).context, config };
  const { status, stderr, stdout } = spawnSync(process.execPath, ['--import', 'tsx', 'bin/app.ts'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, CDK_OUTDIR: output, CDK_CONTEXT_JSON: JSON.stringify(context), CDK_VALIDATION: 'false' },
  });
  return { status, stderr, stdout, config, output };
}

describe('the CDK app', () => {
  it('fails when the configuration has mistakes: it reports all of them, writes no template and shows no stack trace', () => {
    const { status, stderr, output, config } = run(
      'bad',
      `organization: { managementAccount: '111111111111', delegatedAdministrator: '111111111111' }
homeRegion: eu-west-1
regions: [eu-west-1]
guardDuty: { autoEnable: EVERY }
`,
    );
    expect(status).toBe(1);
    expect(stderr).toContain(`${config}:1:`);
    expect(stderr).toContain(`${config}:4:`);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(readdirSync(output)).toEqual([]);
  });

  it('fails without a stack trace when the configuration is empty', () => {
    const { status, stderr } = run('empty', '');
    expect(status).toBe(1);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('synthesizes a correct configuration, bundles the handlers, and warns of regions that it does not know', () => {
    const { status, stderr, output } = run(
      'good',
      `organization: { managementAccount: '111111111111', delegatedAdministrator: '222222222222' }
homeRegion: eu-west-1
regions: [eu-west-1, eu-west-4]
`,
    );
    expect(stderr).toMatch(/^warning: .*eu-west-4/m);
    expect(status).toBe(0);
    const template = JSON.parse(readFileSync(join(output, 'Detection-eu-west-1.template.json'), 'utf8'));
    const [asset] =
      JSON.stringify(template.Resources.GuardDutyPass9C45D6AC.Properties.Code).match(/[0-9a-f]{64}/) ?? [];
    expect(existsSync(join(output, `asset.${asset}`, 'guardduty.mjs'))).toBe(true);
  });
});
