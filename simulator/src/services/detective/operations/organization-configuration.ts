import type {
  DescribeOrganizationConfigurationCommandInput,
  DescribeOrganizationConfigurationCommandOutput,
  UpdateOrganizationConfigurationCommandInput,
  UpdateOrganizationConfigurationCommandOutput,
} from '@aws-sdk/client-detective';
import type { Call, Operation } from '../../../contract/service';
import { AwsError } from '../../../kernel/aws-error';
import { accessDenied, invalidGraphArn } from '../errors';
import { administratorIn, ownGraph } from '../graph';
import type { Graph } from '../state';

/** Whether accounts that join the organization are enabled in its behavior graph. */
export const describeOrganizationConfiguration: Operation<
  DescribeOrganizationConfigurationCommandInput,
  Partial<DescribeOrganizationConfigurationCommandOutput>
> = (input, call) => ({ AutoEnable: organizationGraph(call, input.GraphArn).autoEnable });

/**
 * Sets auto-enable, which does not affect accounts already in the organization. An absent value is false, because Go's SDK
 * leaves false out.
 */
export const updateOrganizationConfiguration: Operation<
  UpdateOrganizationConfigurationCommandInput,
  Partial<UpdateOrganizationConfigurationCommandOutput>
> = (input, call) => {
  const graph = organizationGraph(call, input.GraphArn);
  graph.autoEnable = input.AutoEnable ?? false;
  return {};
};

/** The organization behavior graph if the caller administers it; these operations have no ResourceNotFoundException. */
function organizationGraph(call: Call, arn: string | undefined): Graph {
  const graph = found(call, arn);
  if (administratorIn(call.world, call.region) !== call.accountId || !graph.organization) throw accessDenied();
  return graph;
}

function found(call: Call, arn: string | undefined): Graph {
  try {
    return ownGraph(call, arn);
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ResourceNotFoundException') throw invalidGraphArn();
    throw error;
  }
}
