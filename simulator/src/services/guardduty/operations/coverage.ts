import type {
  CoverageFilterCriteria,
  GetCoverageStatisticsCommandInput,
  GetCoverageStatisticsCommandOutput,
  ListCoverageCommandInput,
  ListCoverageCommandOutput,
} from '@aws-sdk/client-guardduty';
import type { Operation } from '../../../contract/service';
import { pageOf } from '../../../kernel/page';
import { outOfRange } from '../errors';
import { ownDetector, pageRequest } from '../ownership';

const FIELDS = new Set([
  ...['ACCOUNT_ID', 'CLUSTER_NAME', 'EKS_CLUSTER_NAME', 'ECS_CLUSTER_NAME', 'CLUSTER_ARN', 'INSTANCE_ID'],
  ...['RESOURCE_TYPE', 'COVERAGE_STATUS', 'ADDON_VERSION', 'MANAGEMENT_TYPE', 'AGENT_VERSION'],
]);
const ORDERS = new Set([
  ...['ACCOUNT_ID', 'CLUSTER_NAME', 'EKS_CLUSTER_NAME', 'ECS_CLUSTER_NAME', 'INSTANCE_ID'],
  ...['COVERAGE_STATUS', 'ISSUE', 'ADDON_VERSION', 'UPDATED_AT'],
]);
const STATISTICS: readonly string[] = ['COUNT_BY_RESOURCE_TYPE', 'COUNT_BY_COVERAGE_STATUS'];

/** The clusters and instances that Runtime Monitoring covers: there are none here. */
export const listCoverage: Operation<ListCoverageCommandInput, Partial<ListCoverageCommandOutput>> = (input, call) => {
  ownDetector(call, input.DetectorId);
  pageOf([], pageRequest(input));
  checkCriteria(input.FilterCriteria);
  const { AttributeName, OrderBy = 'ASC' } = input.SortCriteria ?? {};
  if ((AttributeName && !ORDERS.has(AttributeName)) || (OrderBy !== 'ASC' && OrderBy !== 'DESC')) throw outOfRange();
  return { Resources: [] };
};

/** The number of covered clusters and instances. */
export const getCoverageStatistics: Operation<
  GetCoverageStatisticsCommandInput,
  Partial<GetCoverageStatisticsCommandOutput>
> = (input, call) => {
  ownDetector(call, input.DetectorId);
  checkCriteria(input.FilterCriteria);
  const types = input.StatisticsType ?? [];
  if (types.length === 0 || !types.every((type) => STATISTICS.includes(type))) throw outOfRange();
  return {
    CoverageStatistics: {
      ...(types.includes('COUNT_BY_RESOURCE_TYPE') && { CountByResourceType: {} }),
      ...(types.includes('COUNT_BY_COVERAGE_STATUS') && { CountByCoverageStatus: {} }),
    },
  };
};

function checkCriteria({ FilterCriterion = [] }: CoverageFilterCriteria = {}): void {
  if (!FilterCriterion.every(({ CriterionKey = '' }) => FIELDS.has(CriterionKey))) throw outOfRange();
}
