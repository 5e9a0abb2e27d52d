import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { notEnabled } from '../../commands/rehearse/opt-in-regions';
import { runRehearsal } from '../../commands/rehearse/run';
import { rolloutOf } from '../lib/stacks/synthesized';

const [MANAGEMENT, SECURITY] = ['111111111111', '222222222222'];
const EXAMPLES = join(__dirname, '..', '..', 'examples');
const desired = rolloutOf({ regions: ['eu-west-1', 'af-south-1'] });

test('N1: an opt-in region that the management account or the administrator has not enabled is named with the command', () => {
  const enabled = { id: SECURITY, optedInRegions: ['af-south-1'] };
  expect(notEnabled(desired, [{ id: MANAGEMENT }, enabled])).toEqual([
    `the management account ${MANAGEMENT} has not enabled the opt-in region af-south-1: as that account, run aws account enable-region --region-name af-south-1, or remove the region from regions`,
  ]);
  expect(notEnabled(desired, [{ ...enabled, id: MANAGEMENT }, { id: SECURITY }])).toEqual([
    expect.stringContaining(`the delegated administrator ${SECURITY} has not enabled`),
  ]);
  expect(notEnabled(desired, [{ ...enabled, id: MANAGEMENT }, enabled])).toEqual([]);
});

test('N1: a rehearsal reports this before anything is deployed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-opt-in-'));
  try {
    const example = readFileSync(join(EXAMPLES, 'organization.yaml'), 'utf8');
    const organization = join(folder, 'organization.yaml');
    const without = example.replace(/(id: '111111111111'.*), optedInRegions: \[af-south-1\]/, '$1');
    expect(without).not.toBe(example);
    writeFileSync(organization, without);
    const said: string[] = [];
    const options = { config: join(EXAMPLES, 'rollout.yaml'), organization };
    expect(await runRehearsal(options, (text) => said.push(text))).toBe(1);
    expect(said).toEqual([
      expect.stringContaining(`the management account ${MANAGEMENT} has not enabled the opt-in region af-south-1`),
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
