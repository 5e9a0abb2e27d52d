import { DescribeOrganizationCommand, type OrganizationsClient } from '@aws-sdk/client-organizations';
import { call } from '../call';

/** The organization itself. */
export interface OrganizationFacts {
  /** `o-…` */
  readonly id: string;
  /** 12-digit account id */
  readonly managementAccount: string;
  /** whether all features are enabled, not only consolidated billing */
  readonly allFeatures: boolean;
}

/** Reads the organization that the caller belongs to. Any of its accounts may. */
export async function organizationFacts(client: OrganizationsClient, region: string): Promise<OrganizationFacts> {
  const { Organization = {} } = await call('describing Organizations organization', region, () =>
    client.send(new DescribeOrganizationCommand({})),
  );
  const { Id: id = '', MasterAccountId: managementAccount = '', FeatureSet } = Organization;
  return { id, managementAccount, allFeatures: FeatureSet === 'ALL' };
}
