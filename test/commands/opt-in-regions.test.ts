import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { notEnabled, undeployable } from '../../commands/opt-in-regions';
import { runRehearsal } from '../../commands/rehearse/run';
import { loadConfig } from '../../lib/config';
import { rollout } from '../../lib/rollout';
import { rolloutOf } from '../lib/stacks/synthesized';

const [MANAGEMENT, SECURITY] = ['111111111111', '222222222222'];
const ROOT = join(__dirname, '..', '..');
const ORGANIZATION = join(ROOT, 'examples', 'organization.yaml');
const desired = rolloutOf({ regions: ['eu-west-1', 'af-south-1'] });

/** The example configuration, for all regions. */
async function withAllRegions<T>(use: (config: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-opt-in-'));
  try {
    const config = join(folder, 'rollout.yaml');
    const example = readFileSync(join(ROOT, 'examples', 'rollout.yaml'), 'utf8');
    const all = example.replace(/^regions:\n( {2}- .*\n)+/m, 'regions: all\n');
    expect(all).not.toBe(example);
    writeFileSync(config, all);
    return await use(config);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const enable = (account: string, region: string) =>
  `the ${account} has not enabled the opt-in region ${region}: as that account, run aws account enable-region --region-name ${region}, or remove the region from regions`;

test('N1: an opt-in region that the management account or the administrator has not enabled is named with the command', () => {
  const enabled = { id: SECURITY, optedInRegions: ['af-south-1'] };
  expect(notEnabled(desired, [{ id: MANAGEMENT }, enabled])).toEqual([
    enable(`management account ${MANAGEMENT}`, 'af-south-1'),
  ]);
  expect(notEnabled(desired, [{ ...enabled, id: MANAGEMENT }, { id: SECURITY }])).toEqual([
    enable(`delegated administrator ${SECURITY}`, 'af-south-1'),
  ]);
  expect(notEnabled(desired, [{ ...enabled, id: MANAGEMENT }, enabled])).toEqual([]);
});

test('N1: the example governs no region that its management account has not enabled', () => {
  expect(undeployable(rollout(loadConfig(join(ROOT, 'examples', 'rollout.yaml'))), ORGANIZATION)).toBeUndefined();
});

test('N1: a rehearsal of all regions names each of the 17 opt-in regions before anything is deployed', () =>
  withAllRegions(async (config) => {
    const printed: string[] = [];
    expect(await runRehearsal({ config, organization: ORGANIZATION }, (text) => printed.push(text))).toBe(1);
    const [title, ...lines] = stripVTControlCharacters(printed.join('\n')).split('\n');
    expect(title).toBe('This cannot be deployed:');
    expect(lines.filter((line) => line.includes(`management account ${MANAGEMENT}`))).toHaveLength(17);
    // the administrator has enabled af-south-1
    expect(lines.filter((line) => line.includes(`delegated administrator ${SECURITY}`))).toHaveLength(16);
    expect(lines).toContain(enable(`management account ${MANAGEMENT}`, 'af-south-1'));
  }));

test('N1: a synthesis that knows the organization names them too, and writes no template', () =>
  withAllRegions((config) => {
    const context = JSON.stringify({ config, organization: ORGANIZATION });
    const { status, stderr } = spawnSync('node', ['--require', 'tsx/cjs', 'bin/app.ts'], {
      cwd: ROOT,
      env: { ...process.env, CDK_CONTEXT_JSON: context, CDK_OUTDIR: join(config, '..', 'out') },
      encoding: 'utf8',
    });
    expect(stderr).toContain(enable(`management account ${MANAGEMENT}`, 'ap-east-1'));
    expect(stderr).not.toContain('    at ');
    expect(status).toBe(1);
  }));
