import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const ROUNDS = 3;
/** how many times the empty app's time a rollout over all regions may take */
const LIMIT = 1.5;

const CONFIGURATION = `organization: { managementAccount: '111111111111', delegatedAdministrator: '222222222222' }
homeRegion: eu-west-1
regions: all
`;

/** `cdk synth` of all regions, compared with an app of as many empty stacks; validation is on in both. */
export function synth(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  try {
    const config = join(folder, 'rollout.yaml');
    writeFileSync(config, CONFIGURATION);
    return compare(folder, ['-c', `config=${config}`]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compare(folder: string, rollout: readonly string[]): boolean {
  const full = join(folder, 'full');
  seconds(full, rollout); // fills the file cache
  const stacks = readdirSync(full).filter((file) => file.endsWith('.template.json')).length;
  const empty = ['--app', emptyApp(), '-c', `stacks=${stacks}`];
  const times = Array.from({ length: ROUNDS }, () => ({
    full: seconds(full, rollout),
    empty: seconds(join(folder, 'empty'), empty),
  }));
  const best = { full: Math.min(...times.map((t) => t.full)), empty: Math.min(...times.map((t) => t.empty)) };
  const ratio = best.full / best.empty;
  console.log(`${stacks} stacks: ${best.full.toFixed(2)} s, empty: ${best.empty.toFixed(2)} s (best of ${ROUNDS})`);
  console.log(`ratio ${ratio.toFixed(2)}, at most ${LIMIT}: ${ratio <= LIMIT ? 'kept' : 'missed'}`);
  return ratio <= LIMIT;
}

/** Both apps run the same way. */
function emptyApp(): string {
  const { app } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8'));
  return app.replace('bin/app.ts', 'test/bench/empty-app.ts');
}

function seconds(output: string, args: readonly string[]): number {
  const start = performance.now();
  const cdk = join(ROOT, 'node_modules', '.bin', 'cdk');
  const { status, stderr } = spawnSync(cdk, ['synth', '--strict', '-q', '-o', output, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`cdk synth ended with ${status}: ${stderr}`);
  return (performance.now() - start) / 1000;
}
