import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const ROOT = join(__dirname, '..', '..');
const PATIENCE = 180_000;

/** The command lines of the processes whose temporary files are in a folder. */
function processesOf(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const environment = readFileSync(join('/proc', pid, 'environ'), 'utf8').split('\0');
        const command = readFileSync(join('/proc', pid, 'cmdline'), 'utf8')
          .replaceAll('\0', ' ')
          .trim();
        return command !== '' && environment.includes(`TMPDIR=${folder}`) ? [command] : [];
      } catch {
        return [];
      }
    });
}

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + PATIENCE; !holds() && Date.now() < end; ) await setTimeout(100);
}

/** Starts an npm script, waits until it is working, and sends a signal. */
async function interrupted(
  args: readonly string[],
  atWork: (output: string, folder: string) => boolean,
  signal: NodeJS.Signals,
  all: boolean,
) {
  const base = mkdtempSync(join(tmpdir(), 'interrupted-'));
  const folder = join(base, 'tmp');
  mkdirSync(folder);
  // in a process group of its own, as a terminal starts it
  const child = spawn('npm', args, { cwd: ROOT, env: { ...process.env, TMPDIR: folder }, detached: true });
  let output = '';
  child.stdout.on('data', (part: Buffer) => {
    output += part.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  try {
    await until(() => atWork(output, folder));
    const before = processesOf(folder);
    process.kill(all ? -(child.pid ?? 0) : (child.pid ?? 0), signal);
    await ended;
    await until(() => processesOf(folder).length === 0);
    // tsx keeps compiled files in a folder that it reuses
    const left = readdirSync(folder).filter((name) => !name.startsWith('tsx-') && name !== 'node-compile-cache');
    return { before, processes: processesOf(folder), left };
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

const SIGNALS = [
  ['Ctrl-C', 'SIGINT', true],
  ['kill', 'SIGTERM', false],
] as const;

test.each(SIGNALS)(
  '%s during the deployment of npm start leaves no process and no temporary folder',
  async (_, signal, all) => {
    const deploying = (output: string, folder: string) =>
      output.includes('deploying...') && readdirSync(folder).some((name) => name.startsWith('muster-cdk-'));
    const { before, processes, left } = await interrupted(['start'], deploying, signal, all);
    expect(before).toContainEqual(expect.stringContaining('/cdk deploy'));
    expect(before).toContainEqual(expect.stringMatching(/simulator\/src\/main\.ts/));
    expect({ processes, left }).toEqual({ processes: [], left: [] });
  },
  PATIENCE,
);

test.each(SIGNALS)(
  '%s ends npm run simulator, which leaves no process and no temporary folder',
  async (_, signal, all) => {
    const args = ['run', 'simulator', '--', '--organization', 'examples/organization.yaml'];
    const { before, processes, left } = await interrupted(args, (output) => output.includes('endpoint'), signal, all);
    expect(before).toContainEqual(expect.stringMatching(/simulator\/src\/main\.ts/));
    expect({ processes, left }).toEqual({ processes: [], left: [] });
  },
  PATIENCE,
);
