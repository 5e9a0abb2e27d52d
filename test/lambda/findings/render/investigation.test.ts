import type { Form, Locale } from '../../../../lambda/findings/desired';
import { readFinding } from '../../../../lambda/findings/finding';
import { render } from '../../../../lambda/findings/render';
import {
  type InvestigationNotification,
  investigationNotification,
} from '../../../../lambda/investigation/notification';
import type { Outcome } from '../../../../lambda/investigation/outcome';
import { requestFor } from '../../../../lambda/investigation/request';
import { type Found, foundIn } from '../../../../lambda/investigation/result';
import { recorded } from '../../../findings/corpus';
import { DESIRED, enriched, FORMS, NOW } from '../enriched';
import { breaches } from './limits';

const TOR = recorded('UnauthorizedAccess:IAMUser/TorIPCaller');
const ID = '123456789012345678901';
const ALICE = {
  kind: 'user',
  name: 'alice',
  accountId: '333333333333',
  arn: 'arn:aws:iam::333333333333:user/alice',
} as const;
const FOUND: Found = foundIn('CRITICAL', [
  {
    IndicatorType: 'TTP_OBSERVED',
    IndicatorDetail: {
      TTPsObservedDetail: {
        Tactic: 'Discovery',
        Technique: 'Account Discovery',
        APIName: 'ListUsers',
        APISuccessCount: 12,
        APIFailureCount: 3,
      },
    },
  },
  { IndicatorType: 'FLAGGED_IP_ADDRESS', IndicatorDetail: { FlaggedIpAddressDetail: { IpAddress: '198.51.100.7' } } },
  {
    IndicatorType: 'NEW_GEOLOCATION',
    IndicatorDetail: { NewGeolocationDetail: { Location: 'Tokyo', IsNewForEntireAccount: true } },
  },
]);
const OUTCOMES: readonly Outcome[] = [
  { state: 'finished', found: FOUND },
  ...['HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL', 'TOMORROW'].map(
    (severity): Outcome => ({ state: 'finished', found: foundIn(severity, []) }),
  ),
  { state: 'failed' },
  { state: 'overdue', minutes: 60 },
  { state: 'notStarted', words: 'too many' },
  { state: 'notRead', words: 'internal' },
];

function ended(outcome: Outcome, locale: Locale = 'en'): InvestigationNotification {
  const wanted = requestFor(ALICE, readFinding(TOR), enriched(TOR), { soc: 'all' }, NOW);
  const begun = outcome.state === 'notStarted' ? undefined : { id: ID, from: NOW - 86_400_000, to: NOW };
  return investigationNotification(wanted, begun, outcome, { ...DESIRED, locale });
}
const notified = (outcome: Outcome, form: Form, locale: Locale = 'en') => render(ended(outcome, locale), form, locale);
const table = OUTCOMES.flatMap((outcome) =>
  FORMS.map((form) => [JSON.stringify(outcome).slice(0, 60), form.kind, outcome, form] as const),
);

describe('the end of an investigation', () => {
  it.each(table)('%s is rendered for %s within its limits, with every link', (_, __, outcome, form) => {
    for (const locale of ['en', 'ja'] as const) {
      const message = notified(outcome, form, locale);
      expect(breaches(message, form)).toEqual([]);
      const text = JSON.stringify(message).replaceAll('\\\\', '');
      for (const part of [String(TOR.id), '333333333333', 'eu-west-1', 'guardduty/home', 'alice'])
        expect(text).toContain(part);
      expect(text).toContain(outcome.state === 'notStarted' ? '#investigations' : `#investigationReport/${ID}`);
    }
  });

  it.each([
    ['CRITICAL', 'Detective sees signs that IAM user alice is compromised.', 'Critical'],
    ['HIGH', 'Detective sees signs that IAM user alice is compromised.', 'High'],
    ['MEDIUM', 'Detective sees unusual behavior of IAM user alice that may mean a compromise.', 'Medium'],
    ['LOW', 'Detective sees no unusual behavior of IAM user alice.', 'Low'],
    ['INFORMATIONAL', 'Detective sees no unusual behavior of IAM user alice.', 'Informational'],
    ['TOMORROW', 'Detective has investigated IAM user alice.', 'TOMORROW'],
  ])('of severity %s says: %s', (severity, summary, word) => {
    const outcome = { state: 'finished', found: foundIn(severity, []) } as const;
    expect(ended(outcome).summary).toBe(summary);
    expect(notified(outcome, { kind: 'email' })).toMatchObject({
      subject: `[${word}] Detective investigation of IAM user alice in payments 333333333333 eu-west-1`,
    });
  });

  it('has severity, tactics and techniques, and the indicators with their counts', () => {
    const outcome = OUTCOMES[0] as Outcome;
    const mail = notified(outcome, { kind: 'email' });
    for (const line of [
      'Result: Critical',
      'Tactics and techniques: Discovery (Account Discovery)',
      'API calls in them: ListUsers (12 succeeded, 3 failed)',
      'IP addresses flagged by threat intelligence: 1: 198.51.100.7',
      'New locations: 1: Tokyo (new for the account)',
      'Severity of the finding: Medium (5)',
    ])
      expect('message' in mail && mail.message.split('\n')).toContain(line);
    const slack = notified(outcome, { kind: 'chat', client: 'slack' }, 'ja');
    expect(JSON.stringify(slack)).toContain('*結果:* `重大`');
    expect(JSON.stringify(slack)).toContain('Tokyo (アカウントで初めて)');
  });

  it('says how many more indicators there are than it names', () => {
    const many = Array.from({ length: 7 }, (_, at) => ({
      IndicatorType: 'NEW_ASO' as const,
      IndicatorDetail: { NewAsoDetail: { Aso: `Net ${at}` } },
    }));
    const outcome = { state: 'finished', found: foundIn('LOW', many) } as const;
    expect(JSON.stringify(notified(outcome, { kind: 'email' }))).toContain(
      'New networks: 7: Net 0; Net 1; Net 2; Net 3; Net 4; …',
    );
  });

  it("is in the finding's thread and alert, and has a ticket of its own", () => {
    const [outcome] = OUTCOMES as [Outcome];
    const notification = enriched(TOR);
    const pair = (form: Form) => [render(notification, form, 'en'), notified(outcome, form)] as const;
    const [first, then] = pair({ kind: 'chat', client: 'slack' });
    expect('metadata' in first && 'metadata' in then && [then.metadata.threadId, then.id]).toEqual([TOR.id, ID]);
    const [alert, later] = pair({ kind: 'pagerDuty' });
    expect('dedup_key' in alert && alert.dedup_key).toBe('dedup_key' in later && later.dedup_key);
    const [item, another] = pair({ kind: 'opsItem', category: 'Security' });
    expect('operationalData' in item && item.operationalData['/aws/dedup']).not.toEqual(
      'operationalData' in another && another.operationalData['/aws/dedup'],
    );
  });

  it('passes the filters that its finding passed', () => {
    const [outcome] = OUTCOMES as [Outcome];
    const { attributes } = { attributes: {}, ...notified(outcome, { kind: 'email' }) };
    const finding = { attributes: {}, ...render(enriched(TOR), { kind: 'email' }, 'en') };
    expect(attributes).toEqual({ ...finding.attributes, kind: 'investigation' });
  });

  it('F14: contains no mention and no link from a name that an attacker chose', () => {
    const agent = '<!channel> <https://evil.example|click> `x` [a](https://evil.example)\n\nResult: Low';
    const indicator = {
      IndicatorType: 'NEW_USER_AGENT',
      IndicatorDetail: { NewUserAgentDetail: { UserAgent: agent } },
    } as const;
    const outcome = { state: 'finished', found: foundIn('HIGH', [indicator]) } as const;
    const slack = JSON.stringify(notified(outcome, { kind: 'chat', client: 'slack' }));
    expect(slack).not.toContain('<!channel>');
    expect(slack).toContain('`1: &lt;!channel&gt; &lt;https[:]//evil[.]example|click&gt; ˋxˋ');
    const teams = JSON.stringify(notified(outcome, { kind: 'chat', client: 'teams' }));
    expect(teams).toContain('\\\\[a\\\\]\\\\(https\\\\[:\\\\]//evil\\\\[.\\\\]example\\\\)');
    const mail = notified(outcome, { kind: 'email' });
    expect('message' in mail && mail.message.split('\n').filter((line) => line.startsWith('Result:'))).toEqual([
      'Result: High',
    ]);
  });
});

describe('a finding that leads to an investigation', () => {
  const investigations = [
    { suspect: ALICE, state: 'follows' as const },
    { suspect: { ...ALICE, kind: 'role' as const, name: 'ci' }, state: 'known' as const, at: NOW, id: ID },
  ];

  it.each(FORMS.map((form) => [form.kind, form] as const))(
    'says so in the message for %s, within its limits',
    (_, form) => {
      const notification = enriched(TOR, { inquiries: investigations });
      for (const locale of ['en', 'ja'] as const) {
        const message = render(notification, form, locale);
        expect(breaches(message, form)).toEqual([]);
        expect(JSON.stringify(message).replaceAll('\\\\', '')).toContain(`#investigationReport/${ID}`);
      }
    },
  );

  it('names the identity whose result follows, and the time of each investigation', () => {
    const mail = render(enriched(TOR, { inquiries: investigations }), { kind: 'email' }, 'en');
    expect('message' in mail && mail.message).toContain(
      'Investigation: Detective is investigating IAM user alice; the result follows\n' +
        'Detective investigated role ci on 2026-11-20 10:00 UTC (19:00 Asia/Tokyo):\nhttps://',
    );
  });
});
