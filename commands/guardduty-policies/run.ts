import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pc from 'picocolors';
import { connectOperator } from '../../lambda/aws/operator-clients';
import { MAX_POLICIES } from '../../lambda/controllers/guardduty/plan/policies/documents';
import { loadConfig } from '../../lib/config';
import { rollout } from '../../lib/rollout';
import { EXIT } from '../exit-codes';
import { knownOrganization, mistakesOf } from '../known-organization';
import { UsageError } from '../usage-error';
import type { GuardDutyPoliciesOptions } from './options';
import { differencesText, NOTES, policiesText } from './print';
import { effectiveDifferences, type PoliciesReport, policiesReport } from './report';

type Say = (text: string) => void;

/**
 * Prints the GuardDuty policies that express a configuration, or the accounts whose effective policies are not as desired.
 * @returns the exit code: `unmet` if an effective policy differs, or the configuration names something unknown
 * @throws UsageError if more policies are needed than an organization can have
 */
export async function runGuardDutyPolicies(options: GuardDutyPoliciesOptions, say: Say = console.log): Promise<number> {
  const config = loadConfig(options.config);
  const desired = rollout(config);
  const organization = await knownOrganization(desired, options.organization);
  const mistakes = mistakesOf(config, desired, organization);
  // a policy that is compiled from wrong names would switch plans off in the wrong accounts
  if (mistakes.length > 0) {
    say(options.json ? json({ mistakes }) : mistakes.map((mistake) => pc.red(mistake)).join('\n'));
    return EXIT.unmet;
  }
  if (options.check) {
    const port = connectOperator().effectivePolicies(desired.homeRegion);
    const found = await effectiveDifferences(desired, organization, (account) => port.ofGuardDuty(account));
    const { length } = organization.accounts.filter(({ state }) => state === 'ACTIVE');
    say(options.json ? json({ accounts: length, differences: found }) : differencesText(found, length));
    return found.length > 0 ? EXIT.unmet : EXIT.ok;
  }
  const report = policiesReport(desired, organization);
  const { length } = report.policies;
  if (length > MAX_POLICIES)
    throw new UsageError(
      `${config.file}: overrides: ${length} GuardDuty policies are needed, and an organization can have ${MAX_POLICIES}: name units instead of accounts`,
    );
  if (options.out !== undefined) write(report, options.out);
  say(options.json ? json({ ...report, policies: report.policies.map(parsed), notes: NOTES }) : policiesText(report));
  return EXIT.ok;
}

function write({ policies }: PoliciesReport, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const { name, content } of policies) writeFileSync(join(folder, `${name}.json`), content);
}

function parsed(policy: PoliciesReport['policies'][number]) {
  return { ...policy, content: JSON.parse(policy.content) as object };
}

function json(value: object): string {
  return JSON.stringify(value, undefined, 2);
}
