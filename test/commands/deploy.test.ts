import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AssemblyStack, stacksFor, stacksOf } from '../../commands/deploy/assembly';
import { type End, inOrder, type StackEnd } from '../../commands/deploy/in-order';
import { cdkOptions, chosenConcurrency, chosenRegions } from '../../commands/deploy/options';
import { endText, summaryText } from '../../commands/deploy/print';
import { runDeploy } from '../../commands/deploy/run';

const stack = (name: string, ...after: string[]): AssemblyStack => ({
  name,
  account: '222222222222',
  region: 'eu-west-1',
  after,
});
const REGIONS = ['Detection-a', 'Detection-b', 'Detection-c'];
const ROLLOUT = [
  stack('FindingsHub'),
  stack('Delegation'),
  stack('OrganizationEvents', 'FindingsHub'),
  ...REGIONS.map((name) => stack(name, 'Delegation', 'FindingsHub')),
];

const deployed: End = { is: 'deployed', seconds: 1, found: [] };
const failed: End = { is: 'failed', seconds: 1, lines: [] };
const never = new AbortController().signal;

/** Ends by stack. */
const byName = (ends: readonly StackEnd[]) => Object.fromEntries(ends.map(({ name, end }) => [name, end.is]));

describe('stacks are deployed in order', () => {
  test('each after the stacks that it needs, and at most as many at a time as allowed', async () => {
    const [begun, done]: [string[], string[]] = [[], []];
    let most = 0;
    const deploy = async ({ name, after }: AssemblyStack) => {
      expect(done).toEqual(expect.arrayContaining([...after]));
      begun.push(name);
      most = Math.max(most, begun.length - done.length);
      await new Promise((resolve) => setTimeout(resolve, 1));
      done.push(name);
      return deployed;
    };
    const ends = await inOrder(ROLLOUT, 2, deploy, () => undefined, never);
    expect(ends.map(({ name }) => name)).toEqual(ROLLOUT.map(({ name }) => name));
    expect([...done].sort()).toEqual(ROLLOUT.map(({ name }) => name).sort());
    expect(most).toBe(2);
  });

  test('N7: a region that fails does not delay the others', async () => {
    const printed: string[] = [];
    const ends = await inOrder(
      ROLLOUT,
      1,
      async ({ name }) => (name === 'Detection-a' ? failed : deployed),
      ({ name }) => printed.push(name),
      never,
    );
    expect(byName(ends)).toMatchObject({
      'Detection-a': 'failed',
      'Detection-b': 'deployed',
      'Detection-c': 'deployed',
    });
    expect(printed.sort()).toEqual(ROLLOUT.map(({ name }) => name).sort());
  });

  test('N7: if Delegation fails, the regions are not deployed, and the other stacks are', async () => {
    const deploy = async ({ name }: AssemblyStack) => (name === 'Delegation' ? failed : deployed);
    const ends = await inOrder(ROLLOUT, 4, deploy, () => undefined, never);
    expect(byName(ends)).toMatchObject({ OrganizationEvents: 'deployed', FindingsHub: 'deployed' });
    for (const { name, end } of ends.filter((each) => REGIONS.includes(each.name)))
      expect([name, end]).toEqual([name, { is: 'not begun', because: 'it needs Delegation' }]);
    expect(summaryText(ends, 7)).toContain('6 stacks: 2 deployed, 1 failed, 3 not begun, in 7 s');
    expect(summaryText(ends, 7)).toContain('Remove the cause in Delegation and run the same command again');
  });

  test('after an interruption no further deployment begins', async () => {
    const interruption = new AbortController();
    const deploy = async () => {
      interruption.abort();
      return deployed;
    };
    const ends = await inOrder(ROLLOUT, 1, deploy, () => undefined, interruption.signal);
    expect(ends.filter(({ end }) => end.is === 'deployed').map(({ name }) => name)).toEqual(['FindingsHub']);
  });
});

describe('a cloud assembly', () => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-assembly-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('lists its stacks with their account, their region and the stacks that they need', () => {
    const artifacts = {
      'FindingsHub.assets': { type: 'cdk:asset-manifest' },
      FindingsHub: {
        type: 'aws:cloudformation:stack',
        environment: 'aws://222222222222/eu-west-1',
        dependencies: ['FindingsHub.assets'],
      },
      'Detection-eu-west-1': {
        type: 'aws:cloudformation:stack',
        environment: 'aws://222222222222/eu-west-1',
        dependencies: ['FindingsHub', 'FindingsHub.assets'],
      },
    };
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ artifacts }));
    expect(stacksOf(folder)).toEqual([stack('FindingsHub'), stack('Detection-eu-west-1', 'FindingsHub')]);
  });

  test('has for a region its stack and all stacks that it needs', () => {
    const needed = stacksFor(ROLLOUT, ['b']).map(({ name }) => name);
    expect(needed).toEqual(['FindingsHub', 'Delegation', 'Detection-b']);
    expect(stacksFor(ROLLOUT)).toEqual(ROLLOUT);
  });
});

describe('options', () => {
  const HELP = '  --context, -c  Add\n  --rollback  Rollback\n  --role-arn, -r  ARN\n  --tags, -t  Tags';

  test('of cdk deploy are passed on, and context is passed to the synthesis', () => {
    const rest = ['--no-rollback', '-c', 'a=b', '--role-arn', 'arn:x', '--context=c=d', '-t', 'k=v'];
    expect(cdkOptions(rest, HELP)).toEqual({
      deploy: ['--no-rollback', '--role-arn', 'arn:x', '-t', 'k=v'],
      synth: ['-c', 'a=b', '--context=c=d'],
    });
  });

  test.each([
    [
      ['--regoin', 'eu-west-1'],
      '--regoin: neither an option of this command (did you mean --region?) nor of cdk deploy',
    ],
    [['--all'], '--all: the command sets this itself'],
    [['Detection-eu-west-1'], 'Detection-eu-west-1: name regions with --region'],
  ])('%s is a mistake', (rest, message) => {
    expect(() => cdkOptions(rest, HELP)).toThrow(message);
  });

  test('for regions and concurrency are checked', () => {
    expect(chosenRegions({}, ['eu-west-1'])).toBeUndefined();
    expect(() => chosenRegions({ region: ['eu-wset-1'] }, ['eu-west-1'])).toThrow('(did you mean eu-west-1?)');
    expect(chosenConcurrency({})).toBe(6);
    for (const concurrency of ['0', '41', '1.5', 'many'])
      expect(() => chosenConcurrency({ concurrency })).toThrow(`got ${concurrency}, allowed: 1 to 40`);
  });

  test('have no default configuration, because the command writes to AWS', async () => {
    await expect(runDeploy({}, [])).rejects.toThrow('name yours with --config');
  });
});

test('a failure shows the lines of the CDK CLI that say why', () => {
  const lines = [
    'x | CREATE_IN_PROGRESS | y',
    'x | CREATE_FAILED | y',
    'x | DELETE_COMPLETE | y',
    '❌ Detection failed',
  ];
  const text = endText({ ...stack('Detection-a'), end: { is: 'failed', seconds: 3, lines } });
  expect(text).toMatch(/Detection-a +222222222222 eu-west-1 +failed in 3 s/);
  expect(text).toContain('│ x | CREATE_FAILED | y\n    │ ❌ Detection failed');
  expect(text).not.toContain('IN_PROGRESS');
});

test('N1: deploying with an organization file whose management account has not enabled a region deploys nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-deploy-'));
  try {
    const config = join(folder, 'rollout.yaml');
    const accounts = "{ managementAccount: '111111111111', delegatedAdministrator: '222222222222' }";
    writeFileSync(config, `organization: ${accounts}\nhomeRegion: eu-west-1\nregions: all\n`);
    const printed: string[] = [];
    const organization = join(__dirname, '..', '..', 'examples', 'organization.yaml');
    expect(await runDeploy({ config, organization }, [], (text) => printed.push(text))).toBe(1);
    expect(printed.join('\n')).toContain(
      'the management account 111111111111 has not enabled the opt-in region af-south-1',
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
