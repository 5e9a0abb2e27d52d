import { destinationOf, type ParkedEvent } from '../../commands/redrive/destination';
import { textOf } from '../../commands/redrive/print';
import { queueReport } from '../../commands/redrive/report';
import { eventForRule } from '../../commands/redrive/rule-event';
import type { ParkedMessage } from '../../lambda/aws/sqs/dead-letters';

const RULE = 'arn:aws:events:eu-west-1:222222222222:rule/muster-findings/muster-all-hook';
const QUEUE = 'arn:aws:sqs:eu-west-1:222222222222:FindingsHub-IntakeQueue';
const PUBLICATION = {
  topicArn: 'arn:aws:sns:eu-west-1:222222222222:mail',
  message: { subject: 's', message: 'm', attributes: {} },
};

const parkedMessage = (content: unknown, more: Partial<ParkedMessage> = {}): ParkedMessage => ({
  id: '1',
  handle: 'h',
  body: typeof content === 'string' ? content : JSON.stringify(content),
  parkedAt: Date.parse('2026-11-24T08:00:00Z'),
  attributes: {},
  sourceQueueArn: undefined,
  ...more,
});
const event = (source: string, detail: object = {}): ParkedEvent => ({
  id: 'e',
  source,
  'detail-type': 'Some Event',
  resources: [],
  detail: { ...detail },
});

describe('a parked message is resent only to the destination that did not receive it:', () => {
  test.each([
    [
      'a message that a queue gave up: to that queue',
      parkedMessage(event('aws.guardduty'), { sourceQueueArn: QUEUE }),
      { to: 'queue', queueArn: QUEUE },
    ],
    [
      'a finding that arrived: to the enrichment',
      parkedMessage(event('aws.guardduty'), { attributes: { RULE_ARN: RULE } }),
      { to: 'enrichment' },
    ],
    [
      'a notification: to its rule',
      parkedMessage(event('muster.findings'), { attributes: { RULE_ARN: RULE } }),
      { to: 'rule', ruleArn: RULE },
    ],
    [
      'a message that a function could not publish: to its topic',
      parkedMessage(PUBLICATION),
      { to: 'topic', publication: PUBLICATION },
    ],
    ['an alarm: to the on-call topic', parkedMessage(event('aws.cloudwatch')), { to: 'operations' }],
    ['an event that wakes a controller: nowhere', parkedMessage(event('aws.organizations')), { to: 'schedule' }],
    ['a new opt-in: nowhere', parkedMessage(event('aws.account')), { to: 'schedule' }],
    ['a failed pass: nowhere', parkedMessage({ service: 'guardduty', region: 'eu-west-1' }), { to: 'schedule' }],
  ] as const)('%s', (_, parked, way) => expect(destinationOf(parked)).toMatchObject(way));

  test.each([
    ['text that is not JSON', parkedMessage('{'), 'muster does not send such messages'],
    ['JSON that muster does not send', parkedMessage({ a: 1 }), 'muster does not send such messages'],
    ['an event of another source', parkedMessage(event('aws.s3')), 'its event comes from aws.s3'],
    [
      'an event without its rule',
      parkedMessage(event('muster.findings')),
      'it does not name the rule that could not deliver it',
    ],
  ] as const)('%s stays parked', (_, parked, why) => expect(destinationOf(parked)).toEqual({ to: 'none', why }));
});

describe('an event for a single rule', () => {
  const parked = event('muster.findings', {
    deliver: { hook: 'all', mail: 'all', inbox: 'prod' },
    messages: { mail: { subject: 's' }, hook: { text: 't' } },
    severity: 8,
  });

  test('names only the deliveries of that rule, with their message', () => {
    const pattern = JSON.stringify({ source: ['muster.findings'], detail: { deliver: { hook: ['all'] } } });
    expect(eventForRule(parked, pattern)).toEqual({
      ...parked,
      detail: { deliver: { hook: 'all' }, messages: { hook: { text: 't' } }, severity: 8 },
    });
  });

  test('has no message if the target receives the finding itself', () => {
    const pattern = JSON.stringify({ detail: { deliver: { inbox: ['prod'] } } });
    expect(eventForRule(parked, pattern).detail).toEqual({ deliver: { inbox: 'prod' }, messages: {}, severity: 8 });
  });

  test('is the event itself if the rule takes all events of its type', () => {
    const wanted = event('muster.findings', { suspect: 'alice' });
    expect(eventForRule(wanted, JSON.stringify({ 'detail-type': ['Muster Investigation Wanted'] }))).toEqual(wanted);
  });
});

describe('the report of parked messages', () => {
  const place = { stack: 'FindingsHub', region: 'eu-west-1', name: 'Undelivered', url: 'https://sqs' };
  const refused = { RULE_ARN: RULE, ERROR_CODE: 'NO_PERMISSIONS', ERROR_MESSAGE: 'not authorized' };
  const messages = [
    parkedMessage(event('muster.findings'), { id: '1', attributes: refused }),
    parkedMessage(event('muster.findings'), {
      id: '2',
      attributes: refused,
      parkedAt: Date.parse('2026-11-23T07:30:00Z'),
    }),
    parkedMessage(event('aws.account'), { id: '3' }),
  ];

  test('sums them up by kind, with the oldest, the reason and the effect of a redrive', () => {
    const text = textOf([queueReport({ ...place, messages }, new Map())], [], false);
    expect(text).toContain('FindingsHub eu-west-1, Undelivered');
    expect(text).toContain('2 × Some Event that rule muster-all-hook could not deliver, since 2026-11-23 07:30');
    expect(text).toContain('NO_PERMISSIONS: not authorized');
    expect(text).toContain('→ goes onto the bus again, only for this rule');
    expect(text).toContain('→ is removed: the schedule repeats the work');
    expect(text).toContain('npm run redrive -- --config rollout.yaml --send');
  });

  test('says what was done with each, and why a message stays', () => {
    const dispatched = new Map([
      ['1', { outcome: 'sent' }],
      ['2', { outcome: 'stays', why: 'its rule is disabled' }],
      ['3', { outcome: 'superseded' }],
    ] as const);
    const account = queueReport({ ...place, messages }, dispatched);
    expect(account).toMatchObject({ parked: 3, sent: 1, superseded: 1, stays: 1 });
    const text = textOf([account], [], true);
    expect(text).toContain('3 parked, 1 resent, 1 removed, 1 stay');
    expect(text).toContain('→ stays: its rule is disabled');
    expect(text).not.toContain('--send');
  });

  test('names the account that has to check a queue which this account cannot read', () => {
    const elsewhere = [{ name: 'Delegation', account: '111111111111', region: 'eu-west-1' }];
    const text = textOf([queueReport({ ...place, messages: [] }, new Map())], elsewhere, false);
    expect(text).toContain('Nothing is parked in 1 dead-letter queues.');
    expect(text).toContain('Not checked: Delegation in account 111111111111: run this as that account.');
  });
});
