import type { DescribeOrganizationCommandOutput } from '@aws-sdk/client-organizations';
import type { Operation } from '../../../contract/service';
import { anyAccount } from '../callers';
import { organizationShape } from '../shapes';

/** The organization, for any of its accounts. */
export const describeOrganization: Operation<unknown, Partial<DescribeOrganizationCommandOutput>> = (_, call) => {
  anyAccount(call);
  return { Organization: organizationShape(call) };
};
