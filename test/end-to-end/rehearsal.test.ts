import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { PATIENCE } from './stage';

const ROOT = join(__dirname, '..', '..');

test(
  'npm start covers every account it can, names every other with the reason, and shows the notifications that recipients get',
  () => {
    const { status, stdout } = spawnSync('npm', ['start'], { cwd: ROOT, encoding: 'utf8', timeout: PATIENCE });
    const output = stripVTControlCharacters(stdout);
    expect(output).toMatch(/^ap-southeast-2 +62 of 62 accounts +62 of 62 accounts +–$/m);
    expect(output).toMatch(/^ap-northeast-3 +62 of 62 accounts +not offered +–$/m);
    expect(output).toMatch(/MemberOfAnotherAdministrator · GuardDuty · eu-central-1\n +610000000001 bakery-web/);
    expect(output).toMatch(/AccountSuspended · GuardDuty · 11 regions\n +.*old-website/);
    expect(output).toMatch(/^eu-west-1 +62 of 62 accounts +62 of 62 accounts +2 of 4 accounts$/m);
    expect(output).toMatch(/ForeignInvitation · GuardDuty · eu-west-1\n +999999999992 bakery-fleet/);
    expect(output).toMatch(/EmailVerificationFailed · GuardDuty · eu-west-1\n +999999999993 payment-terminals/);
    expect(output).toMatch(/RoleNotAssumable · GuardDuty · eu-west-1\n +999999999994 data-broker/);
    expect(output).toMatch(/eu-west-1 .*muster-findings-arrive.* delivered/);
    expect(output).toMatch(
      /SEVERITY +analysts +tickets +channel +inbox\n +Critical \(9\)( +notified){4}\n +High \(8\)( +notified){4}\n/,
    );
    expect(output).toMatch(/Medium \(5\) +· +· +notified +notified\n +Low \(2\) +· +· +· +notified\n/);
    expect(output).toMatch(
      /analysts, of Critical \(9\), by route severe\n +│ Subject: \[Critical\] AttackSequence:IAM\/CompromisedCredentials in bakery-shops/,
    );
    expect(output).toMatch(/tickets, of High \(8\), by route severe\n +│ oi-[0-9a-f]{12}, severity 2: \[High \(8\)\]/);
    // one notification for the same call in two regions
    expect(output).toMatch(/channel, of Medium \(5\), by route notable\n +│ .*\n +│ .*ap-northeast-1, ap-\S+\. Actor/);
    expect(output).toMatch(/inbox, of Low \(2\), by route archive\n +│ JSON of/);
    for (const line of shownInReadme()) expect(onOneLine(output)).toContain(line);
    expect(status).toBe(0);
  },
  PATIENCE,
);

const onOneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/** The lines of the output that the README shows, without those that it shortens. */
function shownInReadme(): string[] {
  const [, block = ''] = /```\n(3\. the result[\s\S]*?)```/.exec(readFileSync(join(ROOT, 'README.md'), 'utf8')) ?? [];
  const lines = block.split('\n').filter((line) => line !== '' && !line.includes('…'));
  expect(lines.length).toBeGreaterThan(15);
  return lines.map(onOneLine);
}
