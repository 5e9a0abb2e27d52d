import type { Form } from '../../../../lambda/findings/desired';
import { render } from '../../../../lambda/findings/render';
import { fitted, line, within } from '../../../../lambda/findings/render/text';
import { recorded } from '../../../findings/corpus';
import { enriched } from '../enriched';

const TOR = recorded('UnauthorizedAccess:IAMUser/TorIPCaller');
const SEQUENCE = recorded('AttackSequence:IAM/CompromisedCredentials');
const hostile = (text: string) => ({ ...TOR, title: text, description: text });

const told = (finding: unknown, form: Form) => render(enriched(finding), form, 'en');

describe('an e-mail', () => {
  it('has a subject of ASCII, also for a Japanese reader and an account with a name in kanji', () => {
    const account = { id: '333333333333', name: '決済', ous: [], tags: {} };
    const mail = render(enriched(TOR, { account }), { kind: 'email' }, 'ja');
    expect(mail).toMatchObject({
      subject: '[Medium] UnauthorizedAccess:IAMUser/TorIPCaller in ?? 333333333333 eu-west-1',
    });
  });

  it('has account and region in its subject, however long the type: the id goes first, then the end of the type', () => {
    const subject = (type: string, name = 'payments-api') => {
      const mail = render(
        enriched({ ...TOR, type }, { account: { id: '333333333333', name, ous: [], tags: {} } }),
        { kind: 'email' },
        'en',
      );
      return 'subject' in mail ? mail.subject : '';
    };
    const LONG = 'UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS';
    expect(subject('Recon:EC2/Portscan')).toBe('[Medium] Recon:EC2/Portscan in payments-api 333333333333 eu-west-1');
    expect(subject(LONG, 'pay')).toBe(`[Medium] ${LONG} in pay eu-west-1`);
    expect(subject(LONG)).toMatch(/^\[Medium\] UnauthorizedAccess:IAMUser\/Inst.*\.\.\. in payments-api eu-west-1$/);
    expect(subject(LONG)).toHaveLength(100);
    expect(subject(LONG, 'x'.repeat(200))).toHaveLength(100);
  });

  it('carries attributes that subscriptions can filter by', () => {
    expect(told(SEQUENCE, { kind: 'email' })).toMatchObject({
      attributes: { severity: 9, account: '333333333333', region: 'eu-west-1', occurrence: 'new' },
    });
  });

  it('says why Detective shows nothing, and hands over the query instead', () => {
    const mail = render(enriched(TOR, { members: new Map() }), { kind: 'email' }, 'en');
    expect(mail).toMatchObject({
      message: expect.stringMatching(
        /Not in Detective: the account is not a member of the graph\n[\s\S]*Query for the actor \(Athena\):\nSELECT[\s\S]*\n\nCloudWatch Logs Insights:\n#/,
      ),
    });
  });
});

describe('a chat message', () => {
  it('follows the schema without which Amazon Q drops it, and keeps a finding in one thread', () => {
    for (const client of ['slack', 'teams'] as const)
      expect(told(TOR, { kind: 'chat', client })).toMatchObject({
        version: '1.0',
        source: 'custom',
        content: { textType: 'client-markdown' },
        metadata: { threadId: TOR.id },
      });
  });

  it('F14: mentions nobody and links nowhere on behalf of a finding', () => {
    const text = '<!channel> <https://evil.example|click> `x` *b*';
    const slack = JSON.stringify(told(hostile(text), { kind: 'chat', client: 'slack' }));
    expect(slack).not.toContain('<!channel>');
    expect(slack).toContain('&lt;!channel&gt; &lt;https[:]//evil.example|click&gt; `\u200bx`\u200b *\u200bb*\u200b');
    const teams = JSON.stringify(told(hostile('[a](https://evil.example)'), { kind: 'chat', client: 'teams' }));
    expect(teams).toContain(JSON.stringify('\\[a\\]\\(https\\[:\\]//evil.example\\)').slice(1, -1));
  });

  it('hands over the query where Detective shows nothing', () => {
    const slack = render(enriched(TOR, { members: new Map() }), { kind: 'chat', client: 'slack' }, 'en');
    expect(JSON.stringify(slack)).toContain('*Query for the actor (Athena):* `SELECT');
  });

  it('is cut with a word about where the whole is, its links kept', () => {
    const many = { ...recorded('Execution:Runtime/ReverseShell'), description: '&'.repeat(9000) };
    const slack = JSON.stringify(told(many, { kind: 'chat', client: 'slack' }));
    expect(slack).toContain('|Open in GuardDuty>');
    expect(slack).toContain('… cut here; follow the GuardDuty link above for the full text');
  });
});

describe('tickets and alerts', () => {
  it.each([
    [9.5, 'critical', '1'],
    [8, 'error', '2'],
    [5, 'warning', '3'],
    [2, 'info', '4'],
    [undefined, 'warning', '3'],
  ])('severity %s is %s for PagerDuty and %s for an OpsItem', (severity, alert, item) => {
    expect(told({ ...TOR, severity }, { kind: 'pagerDuty' })).toMatchObject({ payload: { severity: alert } });
    expect(told({ ...TOR, severity }, { kind: 'opsItem', category: 'Security' })).toMatchObject({ severity: item });
  });

  it('are one for a finding, however often it is told', () => {
    const again = { ...TOR, updatedAt: '2026-11-21T00:00:00Z', severity: 8 };
    const keys = [TOR, again].map((one) => {
      const alert = told(one, { kind: 'pagerDuty' });
      const item = told(one, { kind: 'opsItem', category: 'Security' });
      return ['dedup_key' in alert && alert.dedup_key, 'operationalData' in item && item.operationalData['/aws/dedup']];
    });
    expect(keys[0]).toEqual(keys[1]);
    expect(keys[0]).toEqual([
      `333333333333/eu-west-1/${TOR.id}`,
      expect.objectContaining({ type: 'SearchableString' }),
    ]);
  });

  it('are issues of the project, with finding text as text', () => {
    const issue = told(hostile('{code} [x|https://evil.example]'), { kind: 'jira', project: 'SEC', issueType: 'Bug' });
    expect(issue).toMatchObject({
      fields: {
        project: { key: 'SEC' },
        issuetype: { name: 'Bug' },
        labels: ['guardduty', 'medium', '333333333333', 'eu-west-1'],
      },
    });
    expect(JSON.stringify(issue)).toContain('"text":"{code} [x|https[:]//evil.example]"');
  });
});

describe('text', () => {
  it('is one line without what cannot be seen', () => {
    expect(line('a\r\n\tb\u2028c \u202egnp.exe\u0000 ')).toBe('a b c gnp.exe');
  });

  it('is cut between characters, never within an escape', () => {
    const escaped = (character: string) => (character === '&' ? '&amp;' : character);
    expect(within('&&&', 15, escaped)).toBe('&amp;&amp;&amp;');
    expect(within('&&&', 14, escaped)).toBe('&amp;&amp;…');
    expect(within('😀😀', 3)).toBe('😀…');
    expect(within('', 3)).toBe('');
  });

  it('keeps whole lines and says when some are missing', () => {
    expect(fitted(['one', 'two'], 7, 'cut')).toBe('one\ntwo');
    expect(fitted(['one', 'two', 'three'], 8, 'cut')).toBe('one\ncut');
  });
});
