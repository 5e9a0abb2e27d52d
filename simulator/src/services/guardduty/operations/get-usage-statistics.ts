import type {
  DataSource,
  GetUsageStatisticsCommandInput,
  GetUsageStatisticsCommandOutput,
  Total,
  UsageStatistics,
} from '@aws-sdk/client-guardduty';
import type { Operation } from '../../../contract/service';
import { offsetPage } from '../../../kernel/offset-page';
import { outOfRange } from '../errors';
import { ownDetector, pageRequest } from '../ownership';
import { billedBy } from '../usage/billed-detectors';
import { daysUsed, type Metered, meteredIn } from '../usage/metered-items';
import { priceOfDay } from '../usage/prices';

/** The names of features when they were data sources. */
const DATA_SOURCES: Readonly<Record<DataSource, Metered['name']>> = {
  FLOW_LOGS: 'FLOW_LOGS',
  CLOUD_TRAIL: 'CLOUD_TRAIL',
  DNS_LOGS: 'DNS_LOGS',
  S3_LOGS: 'S3_DATA_EVENTS',
  KUBERNETES_AUDIT_LOGS: 'EKS_AUDIT_LOGS',
  EC2_MALWARE_SCAN: 'EBS_MALWARE_PROTECTION',
};

/** "Lists the top 50 accounts by feature" */
const TOP = 50;

interface Cost {
  readonly account: string;
  readonly feature: Metered['name'];
  readonly amount: number;
}

/** The cost of GuardDuty in the last thirty days for the caller's account and its members, by account, feature or source. */
export const getUsageStatistics: Operation<GetUsageStatisticsCommandInput, Partial<GetUsageStatisticsCommandOutput>> = (
  input,
  call,
) => {
  const own = ownDetector(call, input.DetectorId);
  const { limit, token, invalid } = pageRequest(input);
  if (input.Unit !== undefined && input.Unit !== 'USD') throw outOfRange();
  const {
    AccountIds,
    DataSources,
    Features = DataSources?.map((each: DataSource) => DATA_SOURCES[each]),
  } = input.UsageCriteria ?? {};
  if (AccountIds && (AccountIds.length < 1 || AccountIds.length > 50)) throw outOfRange();
  const now = call.world.clock.now();
  const costs = [...billedBy(own, call)].flatMap(([account, detector]): Cost[] =>
    meteredIn(detector).map((each) => ({
      account,
      feature: each.name,
      amount: daysUsed(each, now) * priceOfDay(each.name),
    })),
  );
  const wanted = costs.filter(
    ({ account, feature }) => (AccountIds?.includes(account) ?? true) && (Features?.includes(feature) ?? true),
  );
  const { key, list } = statisticsOf(input.UsageStatisticType, wanted);
  const { items, next } = offsetPage(list, { size: limit, token, invalid });
  return { UsageStatistics: { [key]: items }, ...(next && { NextToken: next }) };
};

function statisticsOf(
  type: string | undefined,
  costs: readonly Cost[],
): { readonly key: keyof UsageStatistics; readonly list: readonly object[] } {
  switch (type) {
    case 'SUM_BY_ACCOUNT':
      return { key: 'SumByAccount', list: sums(costs, 'account', 'AccountId') };
    case 'SUM_BY_FEATURES':
      return { key: 'SumByFeature', list: sums(costs, 'feature', 'Feature') };
    case 'SUM_BY_DATA_SOURCE':
      return { key: 'SumByDataSource', list: byDataSource(costs) };
    case 'TOP_ACCOUNTS_BY_FEATURE':
      return { key: 'TopAccountsByFeature', list: topAccounts(costs) };
    // there are no resources here that could be counted
    case 'SUM_BY_RESOURCE':
      return { key: 'SumByResource', list: [] };
    case 'TOP_RESOURCES':
      return { key: 'TopResources', list: [] };
    default:
      throw outOfRange();
  }
}

function sums(costs: readonly Cost[], by: 'account' | 'feature', name: string): object[] {
  const amounts = new Map<string, number>();
  for (const cost of costs) amounts.set(cost[by], (amounts.get(cost[by]) ?? 0) + cost.amount);
  return [...amounts].map(([each, amount]) => ({ [name]: each, Total: total(amount) }));
}

function byDataSource(costs: readonly Cost[]): object[] {
  return Object.entries(DATA_SOURCES).flatMap(([source, feature]) =>
    sums(
      costs.filter((cost) => cost.feature === feature),
      'feature',
      'DataSource',
    ).map((sum) => ({ ...sum, DataSource: source })),
  );
}

/** The accounts with the highest costs first. "Currently, this doesn't support RDS_LOGIN_EVENTS." */
function topAccounts(costs: readonly Cost[]): object[] {
  const features = [...new Set(costs.map(({ feature }) => feature))].filter((name) => name !== 'RDS_LOGIN_EVENTS');
  return features.map((Feature) => ({
    Feature,
    Accounts: costs
      .filter(({ feature }) => feature === Feature)
      .sort((a, b) => b.amount - a.amount)
      .slice(0, TOP)
      .map(({ account, amount }) => ({ AccountId: account, Total: total(amount) })),
  }));
}

function total(amount: number): Total {
  return { Amount: amount.toFixed(4), Unit: 'USD' };
}
