import type { Form } from '../../../../lambda/findings/desired';
import { render } from '../../../../lambda/findings/render';
import { fitted, line, within } from '../../../../lambda/findings/render/text';
import { recorded } from '../../../findings/corpus';
import { enriched } from '../enriched';

const TOR = recorded('UnauthorizedAccess:IAMUser/TorIPCaller');
const SEQUENCE = recorded('AttackSequence:IAM/CompromisedCredentials');
const EXFILTRATION = 'UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS';
const hostile = (text: string) => ({ ...TOR, title: text, description: text });

const notification = (finding: unknown, form: Form) => render(enriched(finding), form, 'en');

describe('an e-mail', () => {
  it('has an ASCII subject, even in Japanese and for an account with a name in kanji', () => {
    const account = { id: '333333333333', name: '決済', ous: [], tags: {} };
    const mail = render(enriched(TOR, { account }), { kind: 'email' }, 'ja');
    expect(mail).toMatchObject({
      subject: '[Medium] UnauthorizedAccess:IAMUser/TorIPCaller in ?? 333333333333 eu-west-1',
    });
  });

  it.each([
    ['Recon:EC2/Portscan', 'payments-api', 'Recon:EC2/Portscan in payments-api 333333333333 eu-west-1'],
    [EXFILTRATION, 'pay', 'UnauthorizedAccess:IAMUser/...Exfiltration.OutsideAWS in pay 333333333333 eu-west-1'],
    ['Recon:EC2/Portscan', 'shop.example', 'Recon:EC2/Portscan in shop[.]example 333333333333 eu-west-1'],
    [EXFILTRATION, 'payments-api', 'UnauthorizedAccess:IAMUser/...OutsideAWS in payments-api 333333333333 eu-west-1'],
    [
      EXFILTRATION,
      'x'.repeat(200),
      'UnauthorizedAccess:IAMUser/...CredentialExfiltration.OutsideAWS in 333333333333 eu-west-1',
    ],
    ['A'.repeat(200), 'payments-api', `...${'A'.repeat(62)} in 333333333333 eu-west-1`],
  ])('has the account’s id, the region and the end of the type %s in its subject', (type, name, expected) => {
    const account = { id: '333333333333', name, ous: [], tags: {} };
    const mail = render(enriched({ ...TOR, type }, { account }), { kind: 'email' }, 'en');
    const subject = 'subject' in mail ? mail.subject : '';
    expect(subject).toBe(`[Medium] ${expected}`);
    expect(subject.length).toBeLessThanOrEqual(100);
  });

  it('has attributes that subscriptions can filter by', () => {
    expect(notification(SEQUENCE, { kind: 'email' })).toMatchObject({
      attributes: { severity: 9, account: '333333333333', region: 'eu-west-1', occurrence: 'new' },
    });
  });

  it('says why Detective shows nothing, and has the query instead', () => {
    const mail = render(enriched(TOR, { members: new Map() }), { kind: 'email' }, 'en');
    expect(mail).toMatchObject({
      message: expect.stringMatching(
        /Not in Detective: the account is not a member of the graph\n[\s\S]*Query for the actor \(Athena\):\nSELECT[\s\S]*\n\nCloudWatch Logs Insights:\n#/,
      ),
    });
  });
});

describe('a chat message', () => {
  it('follows the schema that Amazon Q requires, and keeps a finding in one thread', () => {
    for (const client of ['slack', 'teams'] as const)
      expect(notification(TOR, { kind: 'chat', client })).toMatchObject({
        version: '1.0',
        source: 'custom',
        content: { textType: 'client-markdown' },
        metadata: { threadId: TOR.id },
      });
  });

  it('F14: contains no mention and no link from the text of a finding', () => {
    const text = '<!channel> <https://evil.example|click> `x` *b*';
    const slack = JSON.stringify(notification(hostile(text), { kind: 'chat', client: 'slack' }));
    expect(slack).not.toContain('<!channel>');
    expect(slack).toContain('&lt;!channel&gt; &lt;https[:]//evil[.]example|click&gt; `\u200bx`\u200b *\u200bb*\u200b');
    const teams = JSON.stringify(notification(hostile('[a](https://evil.example)'), { kind: 'chat', client: 'teams' }));
    expect(teams).toContain(JSON.stringify('\\[a\\]\\(https\\[:\\]//evil\\[.\\]example\\)').slice(1, -1));
  });

  it('has the query if Detective shows nothing', () => {
    const slack = render(enriched(TOR, { members: new Map() }), { kind: 'chat', client: 'slack' }, 'en');
    expect(JSON.stringify(slack)).toContain('*Query for the actor (Athena):* `SELECT');
  });

  it('keeps its links when it is cut, and links to the whole text', () => {
    const many = { ...recorded('Execution:Runtime/ReverseShell'), description: '&'.repeat(9000) };
    const slack = JSON.stringify(notification(many, { kind: 'chat', client: 'slack' }));
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
    expect(notification({ ...TOR, severity }, { kind: 'pagerDuty' })).toMatchObject({ payload: { severity: alert } });
    expect(notification({ ...TOR, severity }, { kind: 'opsItem', category: 'Security' })).toMatchObject({
      severity: item,
    });
  });

  it('are one for each finding, however often it is notified', () => {
    const again = { ...TOR, updatedAt: '2026-11-21T00:00:00Z', severity: 8 };
    const keys = [TOR, again].map((one) => {
      const alert = notification(one, { kind: 'pagerDuty' });
      const item = notification(one, { kind: 'opsItem', category: 'Security' });
      return ['dedup_key' in alert && alert.dedup_key, 'operationalData' in item && item.operationalData['/aws/dedup']];
    });
    expect(keys[0]).toEqual(keys[1]);
    expect(keys[0]).toEqual([
      `333333333333/eu-west-1/${TOR.id}`,
      expect.objectContaining({ type: 'SearchableString' }),
    ]);
  });

  it('are issues of the project, with the text of the finding as plain text', () => {
    const issue = notification(hostile('{code} [x|https://evil.example]'), {
      kind: 'jira',
      project: 'SEC',
      issueType: 'Bug',
    });
    expect(issue).toMatchObject({
      fields: {
        project: { key: 'SEC' },
        issuetype: { name: 'Bug' },
        labels: ['guardduty', 'medium', '333333333333', 'eu-west-1'],
      },
    });
    expect(JSON.stringify(issue)).toContain('"text":"{code} [x|https[:]//evil[.]example]"');
  });
});

describe('text', () => {
  it('is one line without invisible characters', () => {
    expect(line('a\r\n\tb\u2028c \u202egnp.exe\u0000 ')).toBe('a b c gnp.exe');
  });

  it('is cut between characters, never inside an escape', () => {
    const escaped = (character: string) => (character === '&' ? '&amp;' : character);
    expect(within('&&&', 15, escaped)).toBe('&amp;&amp;&amp;');
    expect(within('&&&', 14, escaped)).toBe('&amp;&amp;…');
    expect(within('😀😀', 3)).toBe('😀…');
    expect(within('', 3)).toBe('');
  });

  it('is cut at the end of a line, and says if lines are missing', () => {
    expect(fitted(['one', 'two'], 7, 'cut')).toBe('one\ntwo');
    expect(fitted(['one', 'two', 'three'], 8, 'cut')).toBe('one\ncut');
  });
});
