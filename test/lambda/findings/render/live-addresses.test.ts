import { render } from '../../../../lambda/findings/render';
import { defanged } from '../../../../lambda/findings/render/live-addresses';
import { recorded } from '../../../findings/corpus';
import { enriched, FORMS, PAYMENTS } from '../enriched';

const TOR = recorded('UnauthorizedAccess:IAMUser/TorIPCaller');

test.each([
  ['a bare domain', 'queried evil.example', 'queried evil[.]example'],
  ['a domain below others', 'a.b.evil.example', 'a[.]b[.]evil[.]example'],
  ['a domain in capitals', 'EVIL.EXAMPLE', 'EVIL[.]EXAMPLE'],
  ['a domain at the end of a sentence', 'It queried evil.example.', 'It queried evil[.]example.'],
  ['a domain with a path', 'evil.example/a.b?c', 'evil[.]example/a.b?c'],
  ['a domain in another script', 'зло.рф', 'зло[.]рф'],
  ['an encoded domain', 'xn--fsq.xn--p1ai', 'xn--fsq[.]xn--p1ai'],
  ['a web address', 'https://evil.example/x', 'https[:]//evil[.]example/x'],
  ['a mail address', 'mail me@evil.example now', 'mail me[@]evil[.]example now'],
  ['a bucket', 'evil.s3.amazonaws.com', 'evil[.]s3[.]amazonaws[.]com'],
  ['a file whose ending is a top-level domain too', 'run.sh', 'run[.]sh'],
  ['a page of a bucket', 's3.amazonaws.com/evil', 's3[.]amazonaws[.]com/evil'],
])('%s is no live address', (_, text, expected) => {
  expect(defanged(text)).toBe(expected);
});

test.each([
  'UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS',
  'Backdoor:EC2/C&CActivity.B!DNS',
  'Impact:EC2/AbusedDomainRequest.Reputation',
  'ListUsers (iam.amazonaws.com)',
  'sts.eu-west-1.amazonaws.com',
  'ip-10-0-0-1.ec2.internal',
  '/tmp/miner.exe',
  'version 1.2.3 from 198.51.100.7',
  'Affected: EC2 instance i-1 in account shop (333333333333), eu-west-1. Actor: 198.51.100.7.',
  'アクター: 198.51.100.7。次に',
])('what no program makes a link of stays as it is: %s', (text) => {
  expect(defanged(text)).toBe(text);
});

test('an endless address takes no more time than its length', () => {
  for (const text of ['a.'.repeat(500_000), 'a+'.repeat(500_000), `${'a'.repeat(1_000_000)}@`])
    expect(defanged(text)).toHaveLength(text.length);
});

const HOSTILE = { ...TOR, title: 'go to evil.example', description: 'write to me@evil.example or open evil.example/x' };

test.each(FORMS.filter(({ kind }) => kind !== 'envelope').map((form) => [form.kind, form] as const))(
  'F14: %s messages have no live address from the text of a finding',
  (_, form) => {
    const message = JSON.stringify(render(enriched(HOSTILE), form, 'en'));
    expect(message).toMatch(/evil(\\\\)?\[\.(\\\\)?\]example/);
    expect(message).not.toContain('evil.example');
  },
);

test('programs receive the text of a finding as it is', () => {
  const message = JSON.stringify(render(enriched(HOSTILE), { kind: 'envelope' }, 'en'));
  expect(message).toContain('write to me@evil.example or open evil.example/x');
  expect(message).not.toContain('[.]');
});

test('the address of an account and a query stay as they are, because people copy them', () => {
  const mail = JSON.stringify(render(enriched(TOR, { members: new Map() }), { kind: 'email' }, 'en'));
  expect(mail).toContain(`Account e-mail: ${PAYMENTS.email}`);
  const slack = JSON.stringify(render(enriched(TOR, { members: new Map() }), { kind: 'chat', client: 'slack' }, 'en'));
  expect(slack).toMatch(/Query for the actor \(Athena\):\* `SELECT[^`]*userIdentity\.principalId = /);
});
