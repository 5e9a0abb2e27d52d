import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Listener } from '@muster/simulator/fixtures';
import type { CanaryOptions } from '../../commands/canary/options';
import type { CanaryReport } from '../../commands/canary/report';
import { runCanary } from '../../commands/canary/run';
import { connectOperator } from '../../lambda/aws/operator-clients';
import type { RolloutFileInput } from '../../lib/config';
import { MANAGEMENT, SECURITY } from '../accounts';
import { connectionOf } from '../lambda/organization-under-test';
import { written } from '../lib/config/written';
import { DeployedHub } from './deployed-hub';
import { HOME, PATIENCE } from './stage';

const AWAY = 'ap-northeast-3';
const HOST = 'hooks.example.com';
const ROUTED = ['mail', 'channel', 'tickets', 'inbox', 'hook'];
const SCAN = 'Recon:EC2/Portscan';

let endpoint: Listener;
let hub: DeployedHub;
let status = 200;
let findings: RolloutFileInput['findings'];

beforeAll(async () => {
  endpoint = await Listener.start();
  endpoint.respond = () => ({ status });
  const prepared = async (deployed: DeployedHub) => {
    const SecretString = JSON.stringify({ header: 'X-Hook-Key', value: 'hook-4711' });
    const { ARN } = await deployed.call<{ ARN: string }>('secretsmanager', 'CreateSecret', {
      Name: 'hook',
      SecretString,
    });
    findings = {
      targets: {
        mail: { sns: { emails: ['soc@example.com'] } },
        channel: { chat: { slack: { workspaceId: 'T0123ABCD', channelId: 'C0123ABCD' } } },
        tickets: { opsItem: {} },
        inbox: { sqs: {} },
        hook: { apiDestination: { webhook: { secretArn: ARN, endpoint: `https://${HOST}/in` } } },
        pager: { sqs: {} },
      },
      routes: [
        { name: 'critical', match: { severity: 9 }, targets: ['pager'] },
        { name: 'all', targets: ROUTED },
      ],
    };
    return findings;
  };
  hub = await DeployedHub.start(prepared, { settings: { endpoints: { [HOST]: endpoint.port } } }, [AWAY]);
}, PATIENCE);

afterAll(async () => {
  await hub?.simulation.stop();
  await endpoint?.stop();
});

/** Runs the command with an account's credentials; simulated time passes while it waits. */
async function run(options: Partial<CanaryOptions> = {}, account = SECURITY): Promise<{ code: number; text: string }> {
  const { simulation } = hub;
  const folder = mkdtempSync(join(tmpdir(), 'canary-'));
  const config = join(folder, 'rollout.yaml');
  writeFileSync(config, written({ regions: `[${HOME}, ${AWAY}]`, findings: JSON.stringify(findings) }));
  const lines: string[] = [];
  const world = {
    aws: connectOperator(connectionOf(simulation, account)),
    say: (text: string) => lines.push(text),
    now: () => simulation.clock.now(),
    wait: (seconds: number) => simulation.clock.advance(seconds),
  };
  try {
    const code = await runCanary({ config, ...options }, world);
    return { code, text: lines.join('\n') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs the command with `--json` and reads its report. */
async function report(options: Partial<CanaryOptions> = {}) {
  const { code, text } = await run({ ...options, json: true });
  const { regions } = JSON.parse(text) as CanaryReport;
  const [region] = regions;
  if (!region) throw new Error('no region is reported');
  const states = Object.fromEntries(region.targets.map(({ target, state }) => [target, state]));
  return { code, region, states, targets: new Map(region.targets.map((each) => [each.target, each])) };
}

const all = (state: string) => Object.fromEntries(ROUTED.map((target) => [target, state]));

/** Calls in the region away from home. */
const away = <O>(service: string, operation: string, input: object) => hub.call<O>(service, operation, input, AWAY);

async function eachKey(operation: 'DisableKey' | 'EnableKey'): Promise<void> {
  const { Keys } = await hub.call<{ Keys: { KeyId: string }[] }>('kms', 'ListKeys', {});
  for (const { KeyId } of Keys) await hub.call('kms', operation, { KeyId });
}

/** The rule that sends findings home. */
async function forwarder(): Promise<{ readonly Name: string; readonly RoleName: string }> {
  const { Rules } = await away<{ Rules: { Name: string; EventPattern?: string }[] }>('events', 'ListRules', {});
  const Name = Rules.find(({ EventPattern = '' }) => EventPattern.includes('aws.guardduty'))?.Name ?? '';
  const { Targets } = await away<{ Targets: { RoleArn: string }[] }>('events', 'ListTargetsByRule', { Rule: Name });
  return { Name, RoleName: Targets[0]?.RoleArn.split('/').at(-1) ?? '' };
}

describe('a canary', () => {
  afterEach(() => {
    status = 200;
  });

  it(
    'of another region is observed at every target of its routes; the report says which finding would reach the others',
    async () => {
      const { code, text } = await run();
      expect(code).toBe(0);
      for (const part of ['GuardDuty created it', 'the enrichment notified about it as new', `${AWAY} → ${HOME}`])
        expect(text).toContain(part);
      for (const target of ROUTED) expect(text).toMatch(new RegExp(`${target} +reached +\\+\\d+ s  `));
      expect(text).toMatch(/the topic accepted it, message [0-9a-f-]{36}/);
      expect(text).toContain('no one reads it: the topic has no confirmed subscription, 1 unconfirmed');
      expect(text).toContain("not on the way: critical requires severity ≥ 9 → --type 'AttackSequence:EC2/");
      expect(hub.queued('inbox').at(-1)).toContain('"sample":true');
      expect(hub.published('mail').at(-1)?.subject).toContain('SAMPLE');
    },
    PATIENCE,
  );

  it(
    'is notified as new each time, with another type or with the same, which GuardDuty counts up and sends later',
    async () => {
      const [one, other] = [await report(), await report()];
      expect([one.code, other.code]).toEqual([0, 0]);
      expect(one.region.type).not.toBe(other.region.type);
      const again = await report({ type: one.region.type });
      expect(again).toMatchObject({ code: 0, states: all('observed') });
      expect(again.region.finding?.id).toBe(one.region.finding?.id);
      expect(again.region.steps.map(({ what }) => what)).toEqual([
        'GuardDuty increased its count to 2',
        'it reached the home region, and the enrichment notified about it as new',
        'the bus accepted the notification',
      ]);
    },
    PATIENCE,
  );

  it(
    'is observed at every target except an endpoint that answers 500',
    async () => {
      status = 500;
      const { code, states, targets } = await report({ minutes: '3' });
      expect([code, states]).toEqual([1, { ...all('observed'), hook: 'waiting' }]);
      expect(targets.get('hook')).toMatchObject({ words: expect.stringContaining('500'), runbook: 'NotDelivered' });
    },
    PATIENCE,
  );

  it(
    'F5: does not reach topics whose key is disabled, says so in the words of AWS, and reaches the others',
    async () => {
      await eachKey('DisableKey');
      const { code, states, targets } = await report();
      await eachKey('EnableKey');
      expect([code, states]).toEqual([1, { ...all('observed'), mail: 'failed', channel: 'failed' }]);
      expect(targets.get('channel')?.words).toMatch(/^NO_PERMISSIONS: .*disabled/);
      expect(targets.get('mail')).toMatchObject({
        words: expect.stringContaining('is disabled'),
        by: 'dead-letter queue',
      });
      // the canary reads parked messages and leaves them for a redrive
      const left = hub.messagesIn('Undelivered');
      expect(left.length).toBeGreaterThanOrEqual(2);
      expect(left.every(({ visibleAt }) => visibleAt <= hub.simulation.clock.now())).toBe(true);
      expect((await report()).code).toBe(0);
    },
    PATIENCE,
  );

  it(
    'is still followed if AWS throttles the reading of logs for a while',
    async () => {
      const error = { code: 'ThrottlingException', status: 400, message: 'Rate exceeded' };
      hub.simulation.faults.add({ service: 'logs', operation: 'FilterLogEvents', times: 6, error });
      const { code, states } = await report();
      expect([code, states]).toEqual([0, all('observed')]);
    },
    PATIENCE,
  );

  it(
    'is reported as archived, with the name of the suppression rule that archived it',
    async () => {
      const { DetectorIds } = await away<{ DetectorIds: string[] }>('guardduty', 'ListDetectors', {});
      const FindingCriteria = { Criterion: { type: { Equals: [SCAN] } } };
      const filter = { DetectorId: DetectorIds[0], Name: 'lab-scans', Action: 'ARCHIVE', FindingCriteria };
      await away('guardduty', 'CreateFilter', filter);
      const { code, text } = await run({ type: SCAN });
      expect(code).toBe(1);
      expect(text).toContain(`suppression rule lab-scans archives ${SCAN} as it arises`);
    },
    PATIENCE,
  );

  it(
    'is reported as lost on its hop home if the rule of its region may not use the bus, or is disabled',
    async () => {
      const { Name, RoleName } = await forwarder();
      const { PolicyNames } = await hub.call<{ PolicyNames: string[] }>('iam', 'ListRolePolicies', { RoleName });
      const policy = { RoleName, PolicyName: PolicyNames[0] };
      const { PolicyDocument } = await hub.call<{ PolicyDocument: string }>('iam', 'GetRolePolicy', policy);
      await hub.call('iam', 'DeleteRolePolicy', policy);
      const parked = await report();
      await hub.call('iam', 'PutRolePolicy', { ...policy, PolicyDocument: decodeURIComponent(PolicyDocument) });
      const hop = `default bus in ${AWAY} → findings bus`;
      expect(parked).toMatchObject({ code: 1, region: { end: { hop, runbook: 'NotForwarded' } } });
      expect(parked.region.end?.why).toMatch(new RegExp(`^it is parked in Detection-${AWAY}, .+: NO_PERMISSIONS`));

      await away('events', 'DisableRule', { Name });
      const unsent = await report();
      await away('events', 'EnableRule', { Name });
      expect(unsent).toMatchObject({ code: 1, region: { end: { hop, why: expect.stringContaining('is disabled') } } });
    },
    PATIENCE,
  );

  it(
    'is reported as lost at the enrichment, with the logged error, if the enrichment cannot send it',
    async () => {
      const error = { code: 'InternalFailure', status: 500, message: 'We encountered an internal error' };
      hub.simulation.faults.add({ service: 'events', operation: 'PutEvents', times: 100_000, error });
      const { code, region } = await report();
      hub.simulation.faults.clear();
      expect(code).toBe(1);
      expect(region.end).toMatchObject({ hop: 'enrichment → findings bus', runbook: 'Waiting' });
      expect(region.end?.why).toContain('We encountered an internal error');
    },
    PATIENCE,
  );
});

describe('no sample is created', () => {
  const NOT_SENT = { code: 'CanaryNotSent' };
  const MISTAKE = { name: 'UsageError' };

  it.each([
    [
      'with credentials of another account',
      {},
      MANAGEMENT,
      NOT_SENT,
      /credentials of account 111111111111;.*222222222222/,
    ],
    [
      'if the region is not governed',
      { region: ['us-east-1'] },
      SECURITY,
      MISTAKE,
      /us-east-1 is not governed.*eu-west-1.*; nothing was sent/,
    ],
    ['if the region is not deployed', { region: ['all'] }, SECURITY, NOT_SENT, /Detection-eu-west-1 is not deployed/],
    [
      'if it would be watched for no time at all',
      { minutes: '0' },
      SECURITY,
      MISTAKE,
      /got 0, allowed: 1 to 1440; nothing was sent/,
    ],
  ])('%s', async (_, options, account, kind, words) => {
    const before = hub.simulation.calls.after(0).length;
    await expect(run(options, account)).rejects.toMatchObject({ ...kind, message: expect.stringMatching(words) });
    const made = hub.simulation.calls.after(before).map(({ operation }) => operation);
    expect(made.filter((operation) => /^(Create|Delete|Put|Update|Send)/.test(operation))).toEqual([]);
  });

  it('if GuardDuty does not know the type', async () => {
    await expect(run({ type: 'Recon:EC2/Nothing' })).rejects.toMatchObject({
      code: 'CanaryNotSent',
      message: expect.stringMatching(/invalid finding type is specified\.; nothing was sent;.*Recon:EC2\/Nothing/),
    });
  });
});
