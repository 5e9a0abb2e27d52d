import type {
  DeleteMetricFilterCommandInput,
  DeleteMetricFilterCommandOutput,
  DeleteResourcePolicyCommandInput,
  DeleteResourcePolicyCommandOutput,
  DescribeMetricFiltersCommandInput,
  DescribeMetricFiltersCommandOutput,
  DescribeResourcePoliciesCommandInput,
  DescribeResourcePoliciesCommandOutput,
  PutMetricFilterCommandInput,
  PutMetricFilterCommandOutput,
  PutResourcePolicyCommandInput,
  PutResourcePolicyCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../contract/service';
import { notFound } from '../errors';
import { findLogGroup } from '../find-log-group';
import { resourcePolicies } from '../state';

/** PutMetricFilter: recorded; it creates no metrics. */
export const putMetricFilter: Operation<PutMetricFilterCommandInput, Partial<PutMetricFilterCommandOutput>> = (
  input,
  call,
) => {
  findLogGroup(input, call).metricFilters.set(input.filterName ?? '', {
    ...input,
    creationTime: call.world.clock.now(),
  });
  return {};
};

/** DescribeMetricFilters of a group. */
export const describeMetricFilters: Operation<
  DescribeMetricFiltersCommandInput,
  Partial<DescribeMetricFiltersCommandOutput>
> = (input, call) => ({ metricFilters: [...findLogGroup(input, call).metricFilters.values()] });

/** DeleteMetricFilter. */
export const deleteMetricFilter: Operation<DeleteMetricFilterCommandInput, Partial<DeleteMetricFilterCommandOutput>> = (
  input,
  call,
) => {
  if (!findLogGroup(input, call).metricFilters.delete(input.filterName ?? '')) throw notFound('metric filter');
  return {};
};

/** PutResourcePolicy: decides which services may write to the account's log groups; enforced for EventBridge's deliveries. */
export const putResourcePolicy: Operation<PutResourcePolicyCommandInput, Partial<PutResourcePolicyCommandOutput>> = (
  { policyName = '', policyDocument = '' },
  call,
) => {
  const resourcePolicy = { policyName, policyDocument, lastUpdatedTime: call.world.clock.now() };
  call.world.state.at(resourcePolicies, call.accountId, call.region).set(policyName, resourcePolicy);
  return { resourcePolicy };
};

/** DescribeResourcePolicies. */
export const describeResourcePolicies: Operation<
  DescribeResourcePoliciesCommandInput,
  Partial<DescribeResourcePoliciesCommandOutput>
> = (_input, call) => ({
  resourcePolicies: [...(call.world.state.peek(resourcePolicies, call.accountId, call.region)?.values() ?? [])],
});

/** DeleteResourcePolicy. */
export const deleteResourcePolicy: Operation<
  DeleteResourcePolicyCommandInput,
  Partial<DeleteResourcePolicyCommandOutput>
> = (input, call) => {
  if (!call.world.state.at(resourcePolicies, call.accountId, call.region).delete(input.policyName ?? ''))
    throw notFound('resource policy');
  return {};
};
