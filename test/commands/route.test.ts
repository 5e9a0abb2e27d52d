import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { textOf } from '../../commands/route/print';
import { routeReport } from '../../commands/route/report';
import { runRoute } from '../../commands/route/run';
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
    ['is an empty list', '[]', /broken\.json is an empty list: it holds no finding$/],
    ['is null', 'null', /broken\.json is no finding: it is neither an object nor a list$/],
    ['is a text', '"Recon:EC2/Portscan"', /broken\.json is no finding: it is neither an object nor a list$/],
    ['is an export without findings', '{ "Findings": [] }', /broken\.json: Findings is an empty list/],
    ['is a list of nothing', '[{}, null]', /broken\.json: \[0\] is no finding.*\n.*: \[1\] is no finding/],
    [
      'is not a finding',
      '{ "severity": 5 }',
      /broken\.json is no finding: it has neither a type nor an id of GuardDuty$/,
    ],
    [
      'is a package',
      '{ "name": "a", "type": "commonjs" }',
      /broken\.json is no finding: it has neither a type nor an id/,
    ],
    [
      'is of another product',
      '{ "ProductArn": "arn:aws:securityhub:eu-west-1::product/aws/inspector", "ProductName": "Inspector", "Id": "a" }',
      /broken\.json is a finding of Inspector, not of GuardDuty$/,
    ],
    ['is compressed and damaged', Buffer.from([0x1f, 0x8b, 0x08, 0x00]), /broken\.json cannot be decompressed/],
    [
      'is an event without a finding',
      '{ "source": "aws.guardduty", "detail": { "severity": 5 } }',
      /broken\.json: detail is no finding: it has neither a type nor an id of GuardDuty$/,
    ],
  ])('are refused for a finding that %s, in one message with the position', (_, content, message) => {
    const broken = join(folder, 'broken.json');
    rmSync(broken, { force: true });
    if (content !== undefined) writeFileSync(broken, content);
    expect(() => routeReport({ config, finding: broken }, NOW)).toThrow(UsageError);
    expect(() => routeReport({ config, finding: broken }, NOW)).toThrow(message);
  });

  const TEXT = JSON.stringify(recorded('UnauthorizedAccess:S3/TorIPCaller'));

  it.each([
    ['begins with a byte order mark', `\ufeff${TEXT}`],
    ['is in UTF-16, as older shells write it', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['is compressed, with a line for each finding, as GuardDuty exports it', gzipSync(`${TEXT}\n`)],
  ])('are found if the file %s', (_, content) => {
    const written = file('encoded.json', '');
    writeFileSync(written, content);
    expect(routeReport({ config, finding: written, account }, NOW).routes).toEqual(['prod']);
  });

  it('are reported for each of several findings; a part that is none is an error, and the exit code says so', () => {
    const several = file('several.jsonl', `${TEXT}\n${TEXT}\n`);
    const printed: string[] = [];
    const errors: string[] = [];
    const run = (finding: string, json: boolean) =>
      runRoute(
        { config, finding, account, json },
        (text) => printed.push(text),
        (text) => errors.push(text),
      );
    expect(run(several, false)).toBe(0);
    expect(printed.join()).toContain('Finding 2 of 2: UnauthorizedAccess:S3/TorIPCaller');
    const mixed = file('mixed.json', `{ "Findings": [${TEXT}, { "a": 1 }, ${TEXT}] }`);
    expect(run(mixed, true)).toBe(1);
    expect(JSON.parse(printed.at(-1) ?? '')).toMatchObject([{ routes: ['prod'] }, { routes: ['prod'] }]);
    expect(errors.join()).toMatch(/mixed\.json: Findings\[1\] is no finding/);
  });

  it('are refused for an id in place of a file of facts about the account', () => {
    expect(() => routeReport({ config, finding, account: '333333333333' }, NOW)).toThrow(
      /--account takes a file with facts about the account, not its id 333333333333/,
    );
  });

  it('are refused for an account of a wrong shape, with every position, the allowed keys and a suggestion', () => {
    const wrong = file('wrong.json', '{ "nam": "a",\n  "tags": { "env": 7 },\n  "ous": ["Prod"] }');
    expect(() => routeReport({ config, finding, account: wrong }, NOW)).toThrow(
      /wrong\.json:3:11 ous\[0\]: got "Prod", must be an object\n.*wrong\.json:2:20 tags\.env: got 7, must be text\n.*wrong\.json:1:3 nam: unknown key, allowed: name, email, ous, tags \(did you mean name\?\)/,
    );
  });
});
