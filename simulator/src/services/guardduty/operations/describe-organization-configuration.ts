import type {
  DescribeOrganizationConfigurationCommandInput,
  DescribeOrganizationConfigurationCommandOutput,
  OrganizationFeatureConfigurationResult,
} from '@aws-sdk/client-guardduty';
import type { Operation } from '../../../contract/service';
import { pageOf } from '../../../kernel/page';
import { organizationDataSourcesOf } from '../data-sources';
import { ORGANIZATION_MEMBER_LIMIT } from '../enrolment';
import { initialConfiguration, type OrganizationFeature } from '../organization-configuration';
import { administratorsDetector, pageRequest } from '../ownership';

/** The delegated administrator's settings for the organization in this region, with every additional configuration. */
export const describeOrganizationConfiguration: Operation<
  DescribeOrganizationConfigurationCommandInput,
  Partial<DescribeOrganizationConfigurationCommandOutput>
> = (input, call) => {
  const detector = administratorsDetector(call, input.DetectorId);
  const { autoEnable, features } = detector.organization ?? initialConfiguration(call);
  const positioned = features.map((feature, at) => ({ position: at + 1, feature }));
  const { items, nextToken } = pageOf(positioned, pageRequest(input));
  return {
    AutoEnable: autoEnable !== 'NONE',
    AutoEnableOrganizationMembers: autoEnable,
    MemberAccountLimitReached: (detector.members?.size ?? 0) >= ORGANIZATION_MEMBER_LIMIT,
    DataSources: organizationDataSourcesOf(features),
    Features: items.map(({ feature }) => shown(feature)),
    ...(nextToken && { NextToken: nextToken }),
  };
};

function shown({ name, value, additional }: OrganizationFeature): OrganizationFeatureConfigurationResult {
  type Result = OrganizationFeatureConfigurationResult;
  type Additional = NonNullable<Result['AdditionalConfiguration']>[number];
  return {
    Name: name as NonNullable<Result['Name']>,
    AutoEnable: value,
    AdditionalConfiguration: additional.map((each) => ({
      Name: each.name as NonNullable<Additional['Name']>,
      AutoEnable: each.value,
    })),
  };
}
