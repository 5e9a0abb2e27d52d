import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { target, targetOf } from '../../../lambda/findings/desired';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:222222222222:secret:s-AbCdEf';
const arn = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:222222222222:${rest}`;

/** A target of every kind as it is configured, with its kind and the file that declares it. */
const KINDS: readonly [kind: string, file: string, written: object][] = [
  ['sns', 'sns.ts', { sns: {} }],
  ['slack', 'slack.ts', { chat: { slack: { workspaceId: 'T0123ABCD', channelId: 'C0123ABCD' } } }],
  [
    'teams',
    'teams.ts',
    {
      chat: {
        teams: {
          tenantId: '11111111-1111-4111-8111-111111111111',
          teamId: '22222222-2222-4222-8222-222222222222',
          channelId: 'c',
        },
      },
    },
  ],
  ['sqs', 'sqs.ts', { sqs: {} }],
  ['eventBus', 'event-bus.ts', { eventBus: { eventBusArn: arn('events', 'event-bus/lake') } }],
  ['pagerDuty', 'pager-duty.ts', { apiDestination: { pagerDuty: { secretArn: SECRET } } }],
  [
    'jira',
    'jira.ts',
    { apiDestination: { jira: { secretArn: SECRET, endpoint: 'https://x.atlassian.net', project: 'SEC' } } },
  ],
  ['webhook', 'webhook.ts', { apiDestination: { webhook: { secretArn: SECRET, endpoint: 'https://x.example' } } }],
  ['opsItem', 'ops-item.ts', { opsItem: {} }],
  ['lambda', 'lambda.ts', { lambda: { functionArn: arn('lambda', 'function:f') } }],
];

describe('a target', () => {
  it.each(KINDS)('of kind %s is recognized by its key', (kind, _, written) => {
    expect(targetOf(target.parse(written))?.kind).toBe(kind);
  });

  it('has no kind without the key of a kind', () => {
    expect(targetOf(target.parse({}))).toBeUndefined();
    expect(targetOf(target.parse({ chat: {} }))).toBeUndefined();
  });

  it('has a reference to its secret, which CloudFormation resolves', () => {
    const [, , written] = KINDS.find(([kind]) => kind === 'jira') ?? [];
    expect(targetOf(target.parse(written))?.destination).toMatchObject({
      credentials: { in: 'basic', password: `{{resolve:secretsmanager:${SECRET}:SecretString:password}}` },
    });
  });
});

describe('the files of a kind of target', () => {
  const ROOT = join(__dirname, '../../..');
  const sources = ['lambda', 'lib', 'commands', 'bin'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => ({ path: join(folder, file), text: readFileSync(join(ROOT, folder, file), 'utf8') })),
  );
  const OWN = 'lambda/findings/targets/';
  const LIST = `${OWN}index.ts`;

  it.each(KINDS)('%s: only the list imports its own file', (_, file) => {
    const from = new RegExp(`from '[^']*/${file.replace(/\.ts$/, '')}'`);
    const importing = sources.filter(({ path, text }) => path.startsWith('lambda/findings/') && from.test(text));
    expect(importing.map(({ path }) => path)).toEqual([LIST]);
  });

  it.each(KINDS)('%s: no other file names it, with a few exceptions', (kind) => {
    const asks = new RegExp(`(kind|case) ([!=]== )?'${kind}'`);
    const asking = sources.filter(({ path, text }) => /^(lib|commands|bin)\//.test(path) && asks.test(text));
    expect(asking.map(({ path }) => path)).toEqual(EXCEPTIONS[kind] ?? []);
  });
});

/** The files that name a kind, and why. */
const EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  // CloudFormation has a resource for each chat client
  slack: ['lib/constructs/delivery/chat-channel.ts'],
  teams: ['lib/constructs/delivery/chat-channel.ts'],
  // the part of an event that a rule passes on
  eventBus: ['lib/rollout/routes.ts'],
  // the canary reads the subscriptions of a topic
  sns: ['commands/canary/sample-watch.ts', 'commands/canary/target-status.ts'],
};
