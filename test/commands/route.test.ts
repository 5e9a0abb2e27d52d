import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textOf } from '../../commands/route/print';
import { routeReport } from '../../commands/route/report';
import { UsageError } from '../../commands/usage-error';
import { recorded } from '../findings/corpus';
import { NOW } from '../lambda/findings/enriched';
import { written } from '../lib/config/written';

const FINDINGS = `
  timeZone: Asia/Tokyo
  targets:
    analysts: { sns: { emails: [soc@example.com] } }
    channel: { chat: { slack: { workspaceId: T0123ABCD, channelId: C0123ABCD } } }
    archive: { sqs: { queueArn: 'arn:aws:sqs:eu-west-1:222222222222:findings' } }
  routes:
    - { name: prod, match: { severity: 7, tag: { env: prod } }, targets: [channel, analysts], onMatch: stop }
    - { name: all, match: { occurrence: [new, escalated, repeated] }, targets: [archive] }
`;

describe('the offline routes of a finding', () => {
  const folder = mkdtempSync(join(tmpdir(), 'route-'));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const config = file('rollout.yaml', written({ findings: FINDINGS }));
  const finding = file('finding.json', JSON.stringify(recorded('UnauthorizedAccess:S3/TorIPCaller')));
  const account = file('account.json', JSON.stringify({ name: 'payments', tags: { env: 'prod' } }));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are reported with the message of each target', () => {
    const answer = routeReport({ config, finding, account }, NOW);
    expect(answer.routes).toEqual(['prod']);
    expect(answer.deliveries.map(({ target }) => target).sort()).toEqual(['analysts', 'channel']);
    const text = textOf(answer);
    expect(text).toContain('Subject: [High] UnauthorizedAccess:S3/TorIPCaller in payments 333333333333 eu-west-1');
    expect(text).toContain('|Investigate in Detective>');
    expect(text).toContain('Investigation: Detective is investigating IAM user alice; the result follows');
  });

  it('follow the assumed account and occurrence', () => {
    expect(routeReport({ config, finding }, NOW).routes).toEqual(['all']);
    expect(routeReport({ config, finding, account, occurrence: 'repeated' }, NOW).routes).toEqual(['all']);
    expect(textOf(routeReport({ config, finding }, NOW))).toContain('"schemaVersion": "1.0"');
  });

  it('lead to a topic for severe findings if nothing is configured; for others the output says that no one is notified', () => {
    const empty = file('empty.yaml', written());
    expect(routeReport({ config: empty, finding }, NOW).deliveries).toMatchObject([
      { target: 'severe-findings', route: 'severe', message: { subject: expect.stringContaining('TorIPCaller') } },
    ]);
    const lowSeverity = file(
      'mild.json',
      JSON.stringify({ ...recorded('UnauthorizedAccess:S3/TorIPCaller'), severity: 6.9 }),
    );
    expect(textOf(routeReport({ config: empty, finding: lowSeverity }, NOW))).toBe(
      'No route takes this finding: no one is notified.',
    );
  });

  it.each([
    ['is not there', undefined, /^there is no file .*broken\.json$/],
    ['is empty', '', /broken\.json is not JSON: the file is empty$/],
    ['is not JSON', '{\n  "type": x }', /broken\.json is not JSON: Unexpected token 'x'$/],
    ['breaks off', '{\n  "type": "a" "b"', /broken\.json:2:15 is not JSON: Expected ',' or '}' after property value$/],
    ['is not UTF-8', Buffer.from([0x22, 0xff, 0x22]), /broken\.json is not text in UTF-8/],
    ['is a list', '[]', /broken\.json:1:1 got \[\], must be an object$/],
    ['is not a finding', '{ "severity": 5 }', /broken\.json:1:1 type: is missing: text$/],
    [
      'is an event without a finding',
      '{ "detail": { "type": "a" } }',
      /broken\.json:1:\d+ detail\.severity: is missing/,
    ],
  ])('are refused for a finding that %s, in one message with the position', (_, content, message) => {
    const broken = join(folder, 'broken.json');
    rmSync(broken, { force: true });
    if (content !== undefined) writeFileSync(broken, content);
    expect(() => routeReport({ config, finding: broken }, NOW)).toThrow(UsageError);
    expect(() => routeReport({ config, finding: broken }, NOW)).toThrow(message);
  });

  it('are found if the file begins with a byte order mark', () => {
    const marked = file('marked.json', `\ufeff${JSON.stringify(recorded('UnauthorizedAccess:S3/TorIPCaller'))}`);
    expect(routeReport({ config, finding: marked, account }, NOW).routes).toEqual(['prod']);
  });

  it('are refused for an account of a wrong shape, with every position, the allowed keys and a suggestion', () => {
    const wrong = file('wrong.json', '{ "nam": "a",\n  "tags": { "env": 7 },\n  "ous": ["Prod"] }');
    expect(() => routeReport({ config, finding, account: wrong }, NOW)).toThrow(
      /wrong\.json:3:11 ous\[0\]: got "Prod", must be an object\n.*wrong\.json:2:20 tags\.env: got 7, must be text\n.*wrong\.json:1:3 nam: unknown key, allowed: name, email, ous, tags \(did you mean name\?\)/,
    );
  });
});
