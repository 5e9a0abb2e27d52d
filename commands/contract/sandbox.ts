import type { ContractCase, Surroundings } from '@muster/simulator/contract';
import { UsageError } from '../usage-error';
import type { ContractOptions } from './options';

/** The largest permitted number of accounts. @throws UsageError */
export function accountLimit({ accountsAtMost }: Pick<ContractOptions, 'accountsAtMost'>): number {
  const limit = Number(accountsAtMost);
  if (!Number.isInteger(limit) || limit < 1)
    throw new UsageError(`--accounts-at-most ${accountsAtMost}: a whole number of accounts, at least 1`);
  return limit;
}

/**
 * The reasons why nothing may be changed here; empty if changes are permitted. In production, a sandbox run would switch GuardDuty on
 * and off and make and remove policies, while people rely on both.
 */
export function objections(
  found: Surroundings,
  options: Pick<ContractOptions, 'sandbox' | 'accountsAtMost' | 'althoughDelegated'>,
): string[] {
  const { organization, account, managementAccount, accounts, delegated } = found;
  const limit = accountLimit(options);
  const all = [
    organization !== options.sandbox &&
      `these credentials belong to ${organization}, not to ${options.sandbox}, the sandbox`,
    account !== managementAccount &&
      `these credentials belong to ${account}; a sandbox run needs those of the management account, ${managementAccount}`,
    accounts > limit &&
      `the organization has more than ${limit} accounts, which looks like production (--accounts-at-most permits more)`,
    delegated.length > 0 &&
      !options.althoughDelegated &&
      `${delegated.join(' and ')} has a delegated administrator, which looks like production (--although-delegated permits that)`,
  ];
  return all.filter((each) => each !== false);
}

/** The text that announces the changes: the resources that cases make, each kind once with the number of cases. */
export function announcement(
  cases: readonly ContractCase[],
  { organization, account, region, label }: Surroundings,
): string {
  const counts = new Map<string, number>();
  for (const { writes } of cases) if (writes !== undefined) counts.set(writes, (counts.get(writes) ?? 0) + 1);
  return [
    `This changes organization ${organization}, in account ${account} and region ${region}. Each case makes the resources that it needs,`,
    `named ${label}, and removes them before the next case:`,
    ...[...counts].map(([writes, count]) => `  ${String(count).padStart(3)} × ${writes}`),
    'Existing detectors, graphs, accounts, units and policies are left alone. What remains: the service-linked roles of GuardDuty and',
    'Detective, the free trials of both, which begin here, and entries in CloudTrail.',
  ].join('\n');
}
