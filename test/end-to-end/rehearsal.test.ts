import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { PATIENCE } from './stage';

const ROOT = join(__dirname, '..', '..');

test(
  'npm start covers every account it can, names every other with the reason, and shows findings to their readers',
  () => {
    const { status, stdout } = spawnSync('npm', ['start'], { cwd: ROOT, encoding: 'utf8', timeout: PATIENCE });
    const output = stripVTControlCharacters(stdout);
    expect(output).toMatch(/^ap-southeast-2 +62 of 62 accounts +62 of 62 accounts +–$/m);
    expect(output).toMatch(/^ap-northeast-3 +62 of 62 accounts +not offered +–$/m);
    expect(output).toMatch(/RegionDisabled · GuardDuty · af-south-1\n +.*audit/);
    expect(output).toMatch(/MemberOfAnotherAdministrator · GuardDuty · eu-central-1\n +610000000001 bakery-web/);
    expect(output).toMatch(/AccountSuspended · GuardDuty · 12 regions\n +.*old-website/);
    expect(output).toMatch(/^eu-west-1 +62 of 62 accounts +62 of 62 accounts +2 of 4 accounts$/m);
    expect(output).toMatch(/ForeignInvitation · GuardDuty · eu-west-1\n +999999999992 bakery-fleet/);
    expect(output).toMatch(/EmailVerificationFailed · GuardDuty · eu-west-1\n +999999999993 payment-terminals/);
    expect(output).toMatch(/RoleNotAssumable · GuardDuty · eu-west-1\n +999999999994 data-broker/);
    expect(output).toMatch(/eu-west-1 .*muster-findings-arrive.* delivered/);
    expect(output).toMatch(/analysts \(route severe\)\n +│ Subject: \[High\] UnauthorizedAccess:IAMUser.*bakery-shops/);
    expect(output).toMatch(/tickets \(route severe\)\n +│ oi-[0-9a-f]{12}, severity 2: \[High \(8\)\]/);
    expect(output).toMatch(/severity 5\n +channel \(route notable\)\n +│ \[Medium \(5\)\]/);
    expect(output).toMatch(/severity 2\n +inbox \(route archive\)\n +│ JSON of/);
    expect(output).not.toContain('has received nothing');
    expect(status).toBe(0);
  },
  PATIENCE,
);
