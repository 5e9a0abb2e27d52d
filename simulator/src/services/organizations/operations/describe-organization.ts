import type { DescribeOrganizationCommandOutput } from '@aws-sdk/client-organizations';
import type { Operation } from '../../../contract/service';
import { anyAccount } from '../callers';
import { organizationShape } from '../shapes';

/** Any account of the organization may ask which organization it is in. */
export const describeOrganization: Operation<unknown, Partial<DescribeOrganizationCommandOutput>> = (_, call) => {
  anyAccount(call);
  return { Organization: organizationShape(call) };
};
