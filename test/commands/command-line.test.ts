import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands } from '../../commands/all';
import { EXIT, MEANINGS } from '../../commands/exit-codes';
import { programOf, runCommandLine } from '../../commands/program';

const ROOT = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'command-line-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The environment of a person who has no AWS credentials. */
const env = { PATH: process.env.PATH, HOME: folder, AWS_EC2_METADATA_DISABLED: 'true', NO_COLOR: '1' };

function run(command: string, args: readonly string[], cwd: string) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const muster = (...args: string[]) => run('node', [join(ROOT, 'bin', 'muster.js'), ...args], folder);

describe('muster', () => {
  it('runs as npx muster from another folder', () => {
    const modules = join(folder, 'elsewhere', 'node_modules');
    mkdirSync(join(modules, '.bin'), { recursive: true });
    symlinkSync(ROOT, join(modules, 'muster'));
    const { bin } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { bin: { muster: string } };
    symlinkSync(join('..', 'muster', bin.muster), join(modules, '.bin', 'muster'));
    const { status, stdout } = run('npx', ['muster', '--help'], join(folder, 'elsewhere'));
    expect(stdout).toMatch(/^Usage: muster /);
    expect(status).toBe(EXIT.ok);
  });

  it('refuses an older Node.js in one sentence, before it loads any module', () => {
    const old = join(folder, 'old.js');
    writeFileSync(
      old,
      `Object.defineProperty(process, 'versions', { value: { node: '18.20.0' } });
       Object.defineProperty(process, 'version', { value: 'v18.20.0' });
       process.on('exit', () => console.log(Object.keys(require.cache).filter((file) => !file.endsWith('old.js')).length));`,
    );
    const answer = run('node', ['-r', old, join(ROOT, 'bin', 'muster.js'), 'route'], folder);
    expect(answer).toEqual({
      status: EXIT.unavailable,
      // only the launcher
      stdout: '1\n',
      stderr: 'muster needs Node.js 20 or newer; this is v18.20.0.\n',
    });
  });

  it('resolves paths against the working directory of the person, also under npm', () => {
    const { status, stdout } = run(
      'npm',
      ['run', '-s', 'route', '--', '--finding', '../examples/finding.json'],
      join(ROOT, 'docs'),
    );
    expect(stdout).toMatch(/^Routes: /);
    expect(status).toBe(EXIT.ok);
  });
});

describe('a mistake is a message without a stack trace, with its documented exit code:', () => {
  test.each([
    ['an unknown command', ['rout'], EXIT.usage, "error: unknown command 'rout'\n(Did you mean route?)"],
    [
      'a missing option',
      ['explain', '--region', 'x'],
      EXIT.usage,
      /^error: required option '--account <id>' not specified/,
    ],
    ['a missing finding', ['route', '--finding', 'nope.json'], EXIT.usage, 'there is no file nope.json'],
    [
      'a value that is not allowed',
      ['route', '--finding', 'x', '--occurrence', 'often'],
      EXIT.usage,
      /Allowed choices are new, /,
    ],
    [
      'a missing configuration',
      ['export-policies', '--config', 'no.yaml'],
      EXIT.usage,
      /^1 mistake in no\.yaml:\n.*there is no file no\.yaml$/,
    ],
    [
      'an account that is not listed',
      ['member-access', '--account', '999999999981'],
      EXIT.usage,
      /is not listed in outsideMembers of .* \(did you mean 999999999991\?\)$/,
    ],
    ['a missing organization', ['rehearse', '--organization', 'no.yaml'], EXIT.usage, 'there is no file no.yaml'],
    [
      'a canary without a configuration',
      ['canary'],
      EXIT.usage,
      /^muster canary writes to AWS .* --config rollout\.yaml$/,
    ],
    ['a redrive without a configuration', ['redrive', '--send'], EXIT.usage, /^muster redrive --send writes to AWS /],
    [
      'no credentials',
      ['redrive'],
      EXIT.unavailable,
      /^No AWS credentials were found: muster redrive needs those of the delegated/,
    ],
  ] as const)('%s', (_, args, status, message) => {
    const answer = muster(...args);
    expect(answer).toMatchObject({ status, stdout: '' });
    expect(answer.stderr).not.toMatch(/^ +at /m);
    if (typeof message === 'string') expect(answer.stderr.trim()).toBe(message);
    else expect(answer.stderr.trim()).toMatch(message);
  });
});

describe('help', () => {
  test.each(commands.map(({ name }) => [name]))('of %s has an example, and shows no path of this machine', (name) => {
    const lines: string[] = [];
    const program = programOf(async () => undefined);
    const command = program.commands.find((each) => each.name() === name);
    command?.configureOutput({ writeOut: (text) => lines.push(text) }).outputHelp();
    expect(lines.join('')).toMatch(/^Example:\n {2}npm (run|start)/m);
    expect(lines.join('')).not.toMatch(/(^|[\s"(])\/\w/);
  });

  it('and version end with exit code 0', async () => {
    expect(muster('--version')).toEqual({ status: EXIT.ok, stdout: '0.1.0\n', stderr: '' });
    expect(await runCommandLine(['route', '--finding', join(folder, 'no.json')], () => undefined)).toBe(EXIT.usage);
  });
});

test('the exit codes are distinct, and the documented table lists each of them', () => {
  expect(new Set(Object.values(EXIT)).size).toBe(Object.keys(EXIT).length);
  const page = readFileSync(join(ROOT, 'docs', 'commands.md'), 'utf8');
  const rows = [...page.matchAll(/^\| (\d+) \| (.*) \|$/gm)].map(([, code, meaning]) => [Number(code), meaning]);
  expect(rows).toEqual(Object.entries(EXIT).map(([name, code]) => [code, MEANINGS[name as keyof typeof EXIT]]));
});
