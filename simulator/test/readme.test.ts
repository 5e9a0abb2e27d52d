import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { allServices, control, parseOrganization, type Served, Simulation, serve } from '../src';
import { present } from './clients/cli';

const SIMULATOR = join(__dirname, '..');
const TEXT = readFileSync(join(SIMULATOR, 'README.md'), 'utf8');
const run = promisify(execFile);

/** The fenced blocks of a language, in order. */
const blocks = (language: string) =>
  [...TEXT.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, block = '']) => block);
const [ORGANIZATION = ''] = blocks('yaml');
const SHELL = blocks('sh').flatMap((block) => block.trim().split('\n'));

let simulation: Simulation;
let served: Served;
beforeEach(async () => {
  simulation = await Simulation.start(parseOrganization(ORGANIZATION, 'README.md'), allServices);
  served = await serve(simulation, { control: control(simulation) });
});
afterEach(async () => {
  await served.close();
  await simulation.stop();
});

/** Runs a block in a shell, with the endpoint and the token of this simulation. */
async function shell(...lines: readonly string[]): Promise<string> {
  const script = lines.join('\n').replaceAll('http://127.0.0.1:4566', served.endpoint);
  return (await run('sh', ['-ec', script.replace('TOKEN', served.token)])).stdout;
}

/** Runs a block as a file of Node. */
async function script(block: string): Promise<string> {
  const lines = block.replaceAll('http://127.0.0.1:4566', served.endpoint).split('\n');
  const imports = lines.filter((line) => line.startsWith('import '));
  const rest = lines.filter((line) => !line.startsWith('import '));
  const text = [...imports, 'void (async () => {', ...rest, '})();'].join('\n');
  return (await run(process.execPath, [require.resolve('tsx/cli'), '-e', text], { cwd: SIMULATOR })).stdout;
}

const linesOf = (pattern: RegExp) => SHELL.filter((line) => pattern.test(line));

test('the organization file is complete', () => {
  const { accounts } = parseOrganization(ORGANIZATION, 'README.md');
  expect(accounts.map(({ name }) => name)).toEqual(['management', 'security', 'shop']);
});

test('its start command is run by main.test.ts, the CDK’s by .ci/without-dev', () => {
  const others = SHELL.filter((line) => !/^(export|aws|curl) /.test(line));
  expect(others).toEqual([
    'npm run simulator -- --organization examples/organization.yaml --port 4566',
    'npx cdk deploy --all',
  ]);
});

describe.each(present('aws', '--version') ? ['aws'] : [])('the AWS CLI', () => {
  test('finds the detector that it created', async () => {
    const output = await shell(...linesOf(/^export AWS/), ...linesOf(/^aws /));
    const [made, listed] = output
      .trim()
      .split(/\n(?=\{)/)
      .map((json) => JSON.parse(json));
    expect(listed.DetectorIds).toEqual([made.DetectorId]);
  });
});

test.each(present('python3', '-c', 'import boto3') ? blocks('python') : [])('boto3 is answered: %#', async (block) => {
  const { stdout } = await run('python3', ['-c', block.replaceAll('http://127.0.0.1:4566', served.endpoint)]);
  expect(stdout).toMatch(/^\[.*\]\n$/);
});

test('the SDK for JavaScript is answered, and a test needs no port', async () => {
  const [overHttp = '', inProcess = ''] = blocks('ts');
  expect(await script(overHttp)).toMatch(/^\[.*\]\n$/);
  const output = await script(inProcess);
  expect(output).toMatch(/^ECONNRESET\n1\n/);
  expect(output).toContain("[ 'CreateDetector', 'ECONNRESET' ]");
});

test('the control interface answers every request that is shown', async () => {
  const security = { principal: simulation.principals.administrator('222222222222'), region: 'eu-west-1' };
  await simulation.invoke('guardduty', 'CreateDetector', { Enable: true }, security);
  const requests = linesOf(/^curl /);
  expect(requests).toHaveLength(8);
  for (const request of requests) {
    const answer = JSON.parse(await shell(request));
    expect(answer).not.toHaveProperty('message');
  }
  expect(simulation.organization.has('444444444444')).toBe(true);
});
