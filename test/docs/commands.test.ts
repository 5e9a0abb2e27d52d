import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programOf } from '../../commands/program';
import { parseConfig } from '../../lib/config';
import { rollout } from '../../lib/rollout';
import { stackPlaces } from '../../lib/stack-places';
import { awsMistakes } from './aws-model';
import { type DocumentedCommand, documentedCommands } from './documented-commands';
import { ROOT } from './documents';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const scripts: Readonly<Record<string, string>> = JSON.parse(read('package.json')).scripts;
const commands = documentedCommands();
const titled = (chosen: readonly DocumentedCommand[]) =>
  chosen.map((command) => [command.document, command.text, command] as const);

/** Commands that take minutes or change the world, each with the file that runs it and the text to find there. */
const ELSEWHERE: readonly (readonly [RegExp, string, string])[] = [
  [/^npm ci$/, '.ci/run', 'npm ci'],
  // each half of the tests, by its project
  [/^npm test$/, '.ci/run', 'npm test -- --selectProjects long'],
  [/^npm run (test:unit|coverage)$/, '.ci/run', 'npm test -- --selectProjects unit --coverage'],
  [/^npm run typecheck$/, '.ci/run', 'npm run typecheck'],
  [/^npm run lint$/, '.ci/run', 'npm run lint'],
  [/^npm start/, 'test/end-to-end/rehearsal.test.ts', "'npm', ['start']"],
  [/^npm run plan/, 'test/end-to-end/plan-command.test.ts', "['run', '-s', 'plan', '--', '--config', config"],
  [/^npm run status/, 'test/end-to-end/plan-command.test.ts', "['run', '-s', 'status', '--', '--config', config"],
  [/^npm run deploy/, 'test/end-to-end/deploy-command.test.ts', "['run', '-s', 'deploy', '--', '--config', config"],
  [/^npm run generate$/, 'test/commands/generate.test.ts', 'generated('],
  [/^npm run simulator/, 'simulator/test/main.test.ts', "describe('npm run simulator'"],
  [/^curl /, 'simulator/test/readme.test.ts', 'the control interface answers every request that is shown'],
  [/^npm run (-s )?guardduty-policies .*--check$/, 'test/commands/guardduty-policies.test.ts', 'run({ check: true'],
  [/^npm run (-s )?canary/, 'test/end-to-end/canary.test.ts', 'await runCanary({'],
  [/^npm run init/, 'test/commands/init/init.test.ts', 'return runInit('],
  [/^npm run (-s )?contract -- --profile/, 'test/commands/contract.test.ts', 'await contract({})'],
  [/^npm run (-s )?contract -- --sandbox/, 'test/commands/contract.test.ts', 'await contract({ sandbox: ORGANIZATION'],
  [/^npm run (-s )?redrive/, 'test/end-to-end/redrive.test.ts', '.redrive(true)'],
  [/^npx cdk deploy .*memberAccess=/, 'test/lib/stacks/member-access.test.ts', 'MemberAccessStackSet-1'],
  [/^(npx )?cdk deploy/, 'test/end-to-end/deployment.test.ts', 'stage.deploy(configuration)'],
  [/^(npx )?cdk diff/, 'test/end-to-end/deployment.test.ts', "stage.cdk(['diff'"],
  [/^(npx )?cdk destroy/, 'test/end-to-end/deployment.test.ts', "stage.cdk(['destroy', '--all'"],
];

/** Harmless commands. They run here, with files of the examples in place of the reader's own. */
const HERE =
  /^npm run (-s )?(bootstrap|explain|route|export-policies|member-access|guardduty-policies|guardrails|cost) -- (?!.*--check)/;

/** Commands that no test runs, because they photograph, measure or need a person: only their names and options are checked. */
const KNOWN =
  /^(npm run (format|check|pictures|bench|muster|mutate)|npx jest|(npx )?cdk (bootstrap|import|synth|notices|gc|drift)|npx cdk$)/;

const folder = mkdtempSync(join(tmpdir(), 'documented-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The reader's configuration: the example with an export into an existing bucket. */
const EXPORT = `existing: { bucketArn: 'arn:aws:s3:::log', account: '333333333333', region: eu-west-1, keyArn: 'arn:aws:kms:eu-west-1:333333333333:key/1' }`;
const configuration = join(folder, 'rollout.yaml');
writeFileSync(
  configuration,
  read('examples/rollout.yaml').replace(/^findings:$/m, `findings:\n  export: { ${EXPORT} }`),
);

interface Answer {
  readonly code: number | null;
  readonly output: string;
}

const answers = new Map<string, Promise<Answer>>();

/** The output of a command line. Each line runs only once. */
function run(line: string): Promise<Answer> {
  const answer = answers.get(line) ?? spawned(line);
  answers.set(line, answer);
  return answer;
}

function spawned(line: string): Promise<Answer> {
  const child = spawn('sh', ['-c', line], {
    cwd: ROOT,
    env: { ...process.env, PATH: `${join(ROOT, 'node_modules', '.bin')}:${process.env.PATH}` },
  });
  const parts: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => parts.push(part.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output: parts.join('') })));
}

/** The help text of a program. */
const help = async (program: string) => (await run(`${program} --help`)).output;

const muster = programOf(async () => undefined);

/** The help text of a script; our own commands need no process for it. */
function helpOf(script: string): Promise<string> {
  const [, name] = / bin\/muster\.js (\S+)$/.exec(script) ?? [];
  const command = muster.commands.find((each) => each.name() === name);
  return command ? Promise.resolve(command.helpInformation()) : help(script);
}

/** The script that `npm …` runs, and its arguments. */
function scriptOf({ words }: DocumentedCommand): { name: string; args: readonly string[] } {
  const [, verb = '', ...rest] = words.filter((word) => word !== '-s');
  const [name = '', ...args] = verb === 'run' ? rest : [verb, ...rest];
  return { name, args: args.filter((arg) => arg !== '--') };
}

const optionsOf = (args: readonly string[]) =>
  args.filter((arg) => /^--?[a-z]/.test(arg)).map((arg) => arg.replace(/=.*/, ''));
const has = (text: string, option: string) => new RegExp(`(^|[\\s,])${option}(?![\\w-])`, 'm').test(text);

const npm = commands.filter(({ words: [program, verb] }) => program === 'npm' && verb !== 'ci');
const cdk = commands.filter(({ text }) => /^(npx )?cdk /.test(text));
const aws = commands.filter(({ words: [program] }) => program === 'aws');

test('every command in a document is run by a test, here or in the file that is named for it', () => {
  const accounted = ({ text }: DocumentedCommand) =>
    ELSEWHERE.some(([pattern]) => pattern.test(text)) || HERE.test(text) || KNOWN.test(text);
  const bare = ({ text, fenced }: DocumentedCommand) => !fenced && /^(npm run (-s )?[\w-]+|muster \w+)$/.test(text);
  const others = commands.filter(({ words: [program = ''] }) => !['aws', 'export'].includes(program));
  expect(others.filter((command) => !accounted(command) && !bare(command)).map(({ text }) => text)).toEqual([]);
});

test.each(ELSEWHERE)('%s is run by %s', (pattern, file, text) => {
  expect(read(file)).toContain(text);
  expect(commands.filter((command) => pattern.test(command.text))).not.toEqual([]);
});

test.concurrent.each(titled(npm.filter(({ text }) => !HERE.test(text))))(
  '%s: %s is a script of the package, and its options exist',
  async (_, __, command) => {
    const { name, args } = scriptOf(command);
    expect(Object.keys(scripts)).toContain(name);
    const options = optionsOf(args);
    const text = options.length > 0 ? await helpOf(scripts[name] ?? '') : '';
    expect(options.filter((option) => !has(text, option))).toEqual([]);
  },
);

test.concurrent.each(titled(commands.filter(({ text }) => HERE.test(text))))('%s: %s works', async (_, __, command) => {
  const { name, args } = scriptOf(command);
  const given = args.map((arg) =>
    arg
      .replace(/^(<id>|ID)$/, '999999999991')
      .replace(/^FILE$/, 'examples/finding.json')
      .replace(/^rollout\.yaml$/, configuration)
      .replace(/^(handover|policies)$/, folder),
  );
  if (name === 'explain' && !args.includes('--organization'))
    given.push('--organization', 'examples/organization.yaml');
  if (name === 'member-access' && !args.includes('--out')) given.push('--out', folder);
  const answer = await run(`${scripts[name]} ${given.map((arg) => `'${arg}'`).join(' ')}`);
  expect(answer).toEqual({ code: 0, output: expect.stringMatching(/\S/) });
  for (const line of command.output) expect(answer.output.split('\n')).toContain(line);
});

test.concurrent.each(titled(cdk))(
  '%s: %s is a command of the CDK CLI, and its options exist',
  async (_, __, { words }) => {
    const [subcommand = '', ...args] = words.slice(words.indexOf('cdk') + 1);
    expect(await help('cdk')).toMatch(new RegExp(`^ +cdk ${subcommand} `, 'm'));
    const options = optionsOf(args);
    const text = options.length > 0 ? await help(`cdk ${subcommand}`) : '';
    expect(options.filter((option) => !has(text, option))).toEqual([]);
  },
);

test.each(titled(cdk.filter(({ text }) => text.includes("'"))))('%s: %s names existing stacks', (_, __, { words }) => {
  const { rolloutStacks, ofOutsideAccounts } = stackNames();
  const patterns = words.filter((word) => /^[A-Z]/.test(word));
  const names = words.some((word) => word.startsWith('memberAccess=')) ? ofOutsideAccounts : rolloutStacks;
  for (const pattern of patterns)
    expect(names).toContainEqual(expect.stringMatching(new RegExp(`^${pattern.replaceAll('*', '.*')}$`)));
});

function stackNames() {
  const example = rollout(parseConfig(read('examples/rollout.yaml'), 'rollout.yaml'));
  return {
    rolloutStacks: stackPlaces(example).map(({ name }) => name),
    ofOutsideAccounts: ['MemberAccess-999999999991', 'MemberAccessStackSet-1'],
  };
}

test.each(titled(aws))('%s: %s is an operation of AWS, and its parameters exist', async (_, __, { words }) => {
  expect(await awsMistakes(words)).toEqual([]);
});

test.each(titled(commands.filter(({ text }) => /^(npx jest|npm run bench)/.test(text))))(
  '%s: %s names existing resources',
  (_, __, { words }) => {
    const names = words.slice(words[0] === 'npx' ? 2 : 3);
    const known = (name: string) =>
      words[0] === 'npx'
        ? existsSync(join(ROOT, name))
        : new RegExp(`^ +'?${name}\\b`, 'm').test(read('test/bench/main.ts'));
    expect(names.filter((name) => !known(name))).toEqual([]);
  },
);

test('the documented variables that point a client at the simulated organization are those that the rehearsal sets', () => {
  const source = read('commands/rehearse/simulated-organization.ts');
  const names = commands.filter(({ words: [program] }) => program === 'export').flatMap(({ words }) => words.slice(1));
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => !source.includes(`${name.split('=')[0]}:`))).toEqual([]);
});
