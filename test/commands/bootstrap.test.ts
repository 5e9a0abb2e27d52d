import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBootstrap } from '../../commands/bootstrap/run';
import { loadConfig } from '../../lib/config';
import { rollout } from '../../lib/rollout';
import { stackPlaces } from '../../lib/stack-places';
import { MANAGEMENT, SECURITY } from '../accounts';
import { written } from '../lib/config/written';

const folder = mkdtempSync(join(tmpdir(), 'bootstrap-'));
const config = join(folder, 'rollout.yaml');
afterAll(() => rmSync(folder, { recursive: true }));

/** The lines that the command prints for a small configuration with some keys replaced. */
function printed(changes: Parameters<typeof written>[0]): string[] {
  writeFileSync(config, written(changes));
  const lines: string[] = [];
  expect(runBootstrap({ config }, (text) => lines.push(text))).toBe(0);
  return lines.join('\n').split('\n');
}

test('the commands are whole: each names its regions, its policy and, for the administrator, the trusted account', () => {
  expect(printed({ regions: '[eu-west-1, eu-west-2]' })).toEqual([
    `# with credentials of the management account ${MANAGEMENT}`,
    `npx cdk bootstrap aws://${MANAGEMENT}/eu-west-1 aws://${MANAGEMENT}/us-east-1 --cloudformation-execution-policies arn:aws:iam::aws:policy/AdministratorAccess`,
    `# with credentials of the administrator account ${SECURITY}`,
    `npx cdk bootstrap aws://${SECURITY}/eu-west-1 aws://${SECURITY}/eu-west-2 --trust ${MANAGEMENT} --cloudformation-execution-policies arn:aws:iam::aws:policy/AdministratorAccess`,
  ]);
});

test.each([{ regions: 'all' }, { regions: '[us-east-1]', homeRegion: 'us-east-1' }])(
  'every account and region that a stack of %o is deployed to is bootstrapped once, and no other',
  (changes) => {
    const named = printed(changes)
      .join('\n')
      .match(/aws:\/\/\S+/g);
    const needed = stackPlaces(rollout(loadConfig(config))).map(({ account, region }) => `aws://${account}/${region}`);
    expect([...(named ?? [])].sort()).toEqual([...new Set(needed)].sort());
  },
);

test('opt-in regions are named, because both accounts must enable them first', () => {
  const [first] = printed({ regions: '[eu-west-1, af-south-1]' });
  expect(first).toBe('# Both accounts must have enabled the opt-in regions first: af-south-1');
});

test('another partition has its own policies', () => {
  const lines = printed({ partition: 'aws-us-gov', homeRegion: 'us-gov-west-1', regions: '[us-gov-west-1]' });
  expect(lines.filter((line) => line.endsWith(' arn:aws-us-gov:iam::aws:policy/AdministratorAccess'))).toHaveLength(2);
});
