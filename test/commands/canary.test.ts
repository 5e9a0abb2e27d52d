import { FINDING_TYPES, sampleFinding } from '@muster/simulator';
import { expectedTargets } from '../../commands/canary/expected-targets';
import { arrivalsIn, evidenceOf, type SampleEvent } from '../../commands/canary/log-evidence';
import { chosenMinutes, chosenRegions } from '../../commands/canary/options';
import { jsonOf, textOf } from '../../commands/canary/print';
import type { CanaryReport, RegionReport } from '../../commands/canary/report';
import { freshType, LEVELS, PREFERRED_TYPES } from '../../commands/canary/sample-types';
import { targetStatus } from '../../commands/canary/target-status';
import type { Target } from '../../lambda/findings/desired';
import { readFinding } from '../../lambda/findings/finding';
import { eventKey } from '../../lambda/findings/occurrence';
import { severityOf } from '../../lambda/findings/severity';
import { parseConfig, type RolloutFileInput } from '../../lib/config';
import { rollout } from '../../lib/rollout';
import { written } from '../lib/config/written';

const ACCOUNT = '222222222222';
const AT = Date.parse('2026-11-24T08:00:00Z');
const facts = { id: ACCOUNT, name: 'security', ous: [], tags: { environment: 'prod' } };

const sample = (type: string, id = 'a1', region = 'us-east-1', now = '2026-11-24T08:00:00.000Z') =>
  readFinding(sampleFinding(type, id, { account: ACCOUNT, region, partition: 'aws', detectorId: 'd', now }));
const desired = (findings?: RolloutFileInput['findings']) =>
  rollout(parseConfig(written(findings ? { findings: JSON.stringify(findings) } : {}), 'rollout.yaml'));

describe('the region of a canary', () => {
  const three = rollout(parseConfig(written({ regions: '[eu-west-1, us-east-1, eu-central-1]' }), 'r.yaml'));

  test.each([
    ['is not the home region, so that the sample crosses the hop between regions', {}, ['eu-central-1']],
    ['is the one that the option names', { region: ['us-east-1', 'us-east-1'] }, ['us-east-1']],
    ['is every governed region with all', { region: ['all'] }, ['eu-central-1', 'eu-west-1', 'us-east-1']],
  ])('%s', (_, asked, regions) => expect(chosenRegions(asked, three)).toEqual(regions));

  test('is the home region if no other is governed', () => {
    const alone = rollout(parseConfig(written({ regions: '[eu-west-1]' }), 'r.yaml'));
    expect(chosenRegions({}, alone)).toEqual(['eu-west-1']);
  });

  test('is refused if it is not governed, and the message lists the governed ones', () => {
    expect(() => chosenRegions({ region: ['eu-wset-1'] }, three)).toThrow(
      '--region: eu-wset-1 is not governed (did you mean eu-west-1?), allowed: eu-central-1, eu-west-1, us-east-1 or all',
    );
  });

  test.each(['0', '-1', 'ten', '1441'])('cannot be watched for %s minutes', (minutes) => {
    expect(() => chosenMinutes({ minutes })).toThrow(`--minutes: got ${minutes}, allowed: 1 to 1440`);
  });
});

describe('the type of a canary', () => {
  test.each([...PREFERRED_TYPES])(
    '%s is of severity High, and its event is never shared with another region',
    (type) => {
      expect(severityOf(FINDING_TYPES.get(type)?.severity).word).toBe('High');
      expect(eventKey(sample(type))).toMatch(/^finding-/);
    },
  );

  test('exists in GuardDuty for each level', () => {
    expect(LEVELS.map(({ type, severity }) => [FINDING_TYPES.get(type)?.severity, severity])).toEqual(
      LEVELS.map(({ severity }) => [severity, severity]),
    );
    expect(LEVELS.map(({ severity }) => severityOf(severity).word)).toEqual(['Low', 'Medium', 'High', 'Critical']);
  });

  test('is one without a sample in the detector, or else the one with the oldest sample', () => {
    expect(freshType([])).toBe(PREFERRED_TYPES[0]);
    expect(freshType([sample(PREFERRED_TYPES[0] ?? '')])).toBe(PREFERRED_TYPES[1]);
    const days = PREFERRED_TYPES.map((type, at) =>
      sample(type, 'a', 'us-east-1', `2026-11-${10 + ((at + 5) % 15)}T00:00:00.000Z`),
    );
    expect(freshType(days)).toBe(PREFERRED_TYPES[10]);
  });
});

describe('the expected targets of a sample', () => {
  const { findings } = desired({
    targets: {
      pager: { sqs: {} },
      team: { sqs: {} },
      lab: { sqs: {} },
      worse: { sqs: {} },
      rest: { sqs: {} },
      idle: { sqs: {} },
    },
    routes: [
      { name: 'critical', match: { severity: 9, tag: { environment: ['prod', 'stage'] } }, targets: ['pager'] },
      { name: 'worse', match: { occurrence: ['escalated'] }, targets: ['worse'] },
      { name: 'team', match: { type: '*:EC2/*', region: 'us-*' }, targets: ['team'], onMatch: 'stop' },
      { name: 'late', match: {}, targets: ['rest'] },
      { name: 'lab', match: { account: '333333333333', ou: 'Lab' }, targets: ['lab'] },
    ],
  });

  test('follow from the created finding, its account and the routes; the report says what other targets would need', () => {
    const { rules, others } = expectedTargets([sample('Recon:EC2/Portscan')], facts, findings);
    expect(rules.map(({ name }) => name)).toEqual(['muster-team-team']);
    expect(others).toEqual([
      {
        target: 'pager',
        because: ['critical requires severity ≥ 9'],
        type: 'AttackSequence:EC2/CompromisedInstanceGroup',
      },
      { target: 'lab', because: ['lab requires account 333333333333 and ou Lab'], type: undefined },
      { target: 'worse', because: ['worse requires occurrence escalated'], type: undefined },
      { target: 'rest', because: ['late comes after a route that stopped the list'], type: undefined },
      { target: 'idle', because: [], type: undefined },
    ]);
  });

  test('are the topic for severe findings if nothing is configured', () => {
    const { rules } = expectedTargets([sample(PREFERRED_TYPES[0] ?? '')], facts, desired().findings);
    expect(rules.map(({ target }) => target)).toEqual(['severe-findings']);
  });
});

const RULE = 'arn:aws:events:eu-west-1:222222222222:rule/muster-findings/muster-all-hook';
const about: SampleEvent = { ids: ['a1'], arns: ['arn:a1'], since: AT };
let lines = 0;
const line = (value: unknown, at = AT + 1000) => {
  lines += 1;
  return { id: String(lines), at, text: typeof value === 'string' ? value : JSON.stringify(value) };
};
const accepted = (id: string, arn: string, at = AT + 1000, type = 'Muster Finding') =>
  line({ message_type: 'EVENT_INGEST_SUCCESS', event_id: id, details: { detail_type: type, resources: [arn] } }, at);
const invoked = (type: string, id = 'e1', more: object = {}, at = AT + 1000) =>
  line({ message_type: type, event_id: id, details: { rule_arn: RULE, ...more } }, at);

describe('the evidence in the logs', () => {
  test('is only about the sample, from its creation on', () => {
    const bus = [
      accepted('old', 'arn:a1', AT - 1000),
      accepted('other', 'arn:b2'),
      accepted('e1', 'arn:a1', AT + 9000),
      accepted('asked', 'arn:a1', AT + 9000, 'Muster Investigation Wanted'),
      invoked('INVOCATION_SUCCESS', 'other'),
    ];
    const found = evidenceOf(about, bus, [line('START RequestId: 1'), line({ message: 'notified', findings: ['b2'] })]);
    expect([...found.events]).toEqual([['e1', AT + 9000]]);
    expect(found).toMatchObject({ notified: undefined, lastLine: undefined });
    expect([found.deliveries.size, found.published.size]).toEqual([0, 0]);
  });

  test.each([
    ['taken by a rule', ['RULE_MATCH'], 'matched'],
    ['tried again', ['RULE_MATCH', 'INVOCATION_ATTEMPT_RETRYABLE_FAILURE'], 'retried'],
    ['delivered in the end', ['INVOCATION_SUCCESS', 'INVOCATION_ATTEMPT_RETRYABLE_FAILURE', 'RULE_MATCH'], 'delivered'],
    ['parked', ['RULE_MATCH', 'INVOCATION_DLQ', 'INVOCATION_FAILURE'], 'parked'],
  ])('of a delivery is its latest state: %s', (_, types, state) => {
    const { deliveries } = evidenceOf(about, [accepted('e1', 'arn:a1'), ...types.map((type) => invoked(type))], []);
    expect(deliveries.get('muster-all-hook')?.state).toBe(state);
  });

  test('from several regions says new if one of them was new, in any order', () => {
    const notified = (kind: string, at: number) =>
      line({ message: 'notified', findings: ['a1'], kind, targets: ['x'] }, at);
    expect(evidenceOf(about, [], [notified('repeated', AT + 1), notified('new', AT + 2)]).notified).toEqual({
      at: AT + 2,
      kind: 'new',
      targets: ['x'],
    });
  });

  test('of arrivals counts findings of GuardDuty, not notifications about them', () => {
    const bus = [accepted('g', 'arn:a1', AT, 'GuardDuty Finding'), accepted('e1', 'arn:a1')];
    expect([arrivalsIn(bus, AT), arrivalsIn(bus, AT + 1)]).toEqual([1, 0]);
  });
});

describe('a target', () => {
  const { findings } = desired({
    targets: { hook: { sqs: {} } },
    routes: [{ name: 'all', targets: ['hook'] }],
  });
  const [rule] = findings.rules;
  const notified = (targets: string[], kind = 'new') => line({ message: 'notified', findings: ['a1'], kind, targets });
  const status = (bus: Parameters<typeof evidenceOf>[1], functions: Parameters<typeof evidenceOf>[2]) =>
    rule &&
    targetStatus({
      rule,
      target: findings.targets.hook as Target,
      topic: undefined,
      facts: evidenceOf(about, bus, functions),
      parked: [],
    });
  const refused = { final_invocation_status: 'NO_PERMISSIONS' };

  test('is waiting before anything has happened', () => {
    expect(status([], [])).toMatchObject({ state: 'waiting', known: 'nothing is known yet' });
  });

  test('is reached when EventBridge logs the success', () => {
    expect(status([accepted('e1', 'arn:a1'), invoked('INVOCATION_SUCCESS')], [notified(['hook'])])).toMatchObject({
      state: 'observed',
      known: 'the queue has it',
      at: AT + 1000,
    });
  });

  test('that refuses is reported with the words of AWS', () => {
    const words = line({
      message_type: 'INVOCATION_DLQ',
      event_id: 'e1',
      details: { rule_arn: RULE, ...refused },
      error: { error_message: 'not authorized' },
    });
    expect(status([accepted('e1', 'arn:a1'), words], [notified(['hook'])])).toMatchObject({
      state: 'failed',
      known: 'the target refused it, the message is parked',
      words: 'NO_PERMISSIONS: not authorized',
      runbook: 'NotDelivered',
    });
  });

  test.each([
    ['whose deployed routes differ from the configuration', 'new', 'the deployed routes differ'],
    ['that already knew the sample', 'repeated', 'for the hub the sample was repeated'],
  ])('is not reached by a hub %s', (_, kind, words) => {
    expect(status([], [notified(['other'], kind)])).toMatchObject({
      state: 'failed',
      known: expect.stringContaining(words),
    });
  });
});

describe('a report', () => {
  const region = (name: string, more: Partial<RegionReport> = {}): RegionReport => ({
    region: name,
    type: 'Recon:EC2/Portscan',
    steps: [],
    notOnTheWay: [],
    besides: [],
    ok: true,
    targets: [
      {
        target: 'inbox',
        route: 'all',
        kind: 'sqs',
        state: 'observed',
        at: AT,
        known: 'the queue has it',
        by: 'log',
        look: undefined,
        runbook: undefined,
      },
    ],
    ...more,
  });
  const report = (...regions: RegionReport[]): CanaryReport => ({
    home: 'eu-west-1',
    regions,
    ok: regions.every(({ ok }) => ok),
  });
  const end = { hop: 'GuardDuty', why: 'it is archived', runbook: 'Waiting' };

  test('shows the first region and all regions with failures in full, the others in one line each', () => {
    const ended = region('us-east-1', { ok: false, targets: [], end });
    const text = textOf(report(region('ap-south-1'), region('eu-west-1'), ended));
    expect(text).toContain('ap-south-1 → eu-west-1, Recon:EC2/Portscan\n  inbox ');
    expect(text).toContain('eu-west-1, Recon:EC2/Portscan: reached inbox');
    expect(text).toContain('ended at GuardDuty\n    it is archived\n    Runbook: Waiting');
    expect(text).toContain('In 1 of 3 regions it did not reach every target.');
  });

  test('does not claim delivery to every target if no route takes the finding', () => {
    expect(textOf(report(region('eu-west-1', { targets: [] })))).toContain('no route takes it: no one is notified');
  });

  test('names the targets that a hub with another configuration notified', () => {
    expect(textOf(report(region('eu-west-1', { besides: ['siem'] })))).toContain('The hub also notified siem');
  });

  test('has machine-readable times in JSON', () => {
    expect(JSON.parse(jsonOf(report(region('eu-west-1')))).regions[0].targets[0].at).toBe('2026-11-24T08:00:00.000Z');
  });
});
