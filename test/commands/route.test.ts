import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textOf } from '../../commands/route/print';
import { routeReport } from '../../commands/route/report';
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

describe('the routes of a finding, asked for offline', () => {
  const folder = mkdtempSync(join(tmpdir(), 'route-'));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const config = file('rollout.yaml', written({ findings: FINDINGS }));
  const finding = file('finding.json', JSON.stringify(recorded('UnauthorizedAccess:S3/TorIPCaller')));
  const account = file('account.json', JSON.stringify({ name: 'payments', tags: { env: 'prod' } }));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are told with what each target receives', () => {
    const answer = routeReport({ config, finding, account }, NOW);
    expect(answer.routes).toEqual(['prod']);
    expect(answer.deliveries.map(({ target }) => target).sort()).toEqual(['analysts', 'channel']);
    const text = textOf(answer);
    expect(text).toContain('Subject: [High] UnauthorizedAccess:S3/TorIPCaller in payments 333333333333 eu-west-1');
    expect(text).toContain('|Investigate in Detective>');
    expect(text).toContain('Investigation: Detective looks into IAM user alice, the result follows');
  });

  it('go by what is supposed of the account and the occurrence', () => {
    expect(routeReport({ config, finding }, NOW).routes).toEqual(['all']);
    expect(routeReport({ config, finding, account, occurrence: 'repeated' }, NOW).routes).toEqual(['all']);
    expect(textOf(routeReport({ config, finding }, NOW))).toContain('"schemaVersion": "1.0"');
  });

  it('lead to a topic for severe findings where nothing is configured, and others to nobody, which is said', () => {
    const empty = file('empty.yaml', written());
    expect(routeReport({ config: empty, finding }, NOW).deliveries).toMatchObject([
      { target: 'severe-findings', route: 'severe', message: { subject: expect.stringContaining('TorIPCaller') } },
    ]);
    const mild = file('mild.json', JSON.stringify({ ...recorded('UnauthorizedAccess:S3/TorIPCaller'), severity: 6.9 }));
    expect(textOf(routeReport({ config: empty, finding: mild }, NOW))).toBe(
      'No route takes this finding: no one is notified.',
    );
  });

  it('fails when the file is no JSON, or the occurrence is none', () => {
    const broken = file('broken.json', '{');
    expect(() => routeReport({ config, finding: broken }, NOW)).toThrow(/^reading .*broken\.json: /);
    expect(() => routeReport({ config, finding, occurrence: 'often' }, NOW)).toThrow(
      'reading --occurrence: got often, allowed: new, escalated, repeated',
    );
  });
});
