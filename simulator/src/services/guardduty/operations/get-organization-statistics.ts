import type {
  GetOrganizationStatisticsCommandInput,
  GetOrganizationStatisticsCommandOutput,
  OrganizationFeatureStatistics,
} from '@aws-sdk/client-guardduty';
import type { Call, Operation } from '../../../contract/service';
import { outOfRange } from '../errors';
import { type FeatureSet, offered } from '../features';
import { administratorsDetector, detectorOf, isAssociated } from '../ownership';

/** The number of the organization's accounts that are members, and that have each feature on, in this region. */
export const getOrganizationStatistics: Operation<
  GetOrganizationStatisticsCommandInput,
  Partial<GetOrganizationStatisticsCommandOutput>
> = (_, call) => {
  const { world, accountId, region } = call;
  const own = detectorOf(world, accountId, region);
  if (!own) throw outOfRange();
  const administrator = administratorsDetector(call, own.id);
  const members = [...(administrator.members?.values() ?? [])].filter(
    (membership) => isAssociated(membership) && membership.viaOrganization,
  );
  const detectors = members.flatMap((membership) => detectorOf(world, membership.accountId, region) ?? []);
  const accounts = world.organization.members();
  const enabled = accounts.filter(({ id }) => detectorOf(world, id, region)?.status === 'ENABLED');
  return {
    OrganizationDetails: {
      UpdatedAt: new Date(world.clock.now()),
      OrganizationStatistics: {
        TotalAccountsCount: accounts.length,
        MemberAccountsCount: members.length,
        ActiveAccountsCount: members.filter(({ status }) => status === 'Enabled').length,
        EnabledAccountsCount: enabled.length,
        CountByFeature: countByFeature(
          detectors.map(({ features }) => features),
          call,
        ),
      },
    },
  };
};

type Name = NonNullable<OrganizationFeatureStatistics['Name']>;
type Additional = NonNullable<OrganizationFeatureStatistics['AdditionalConfiguration']>[number];

function countByFeature(sets: readonly FeatureSet[], call: Call): OrganizationFeatureStatistics[] {
  const count = (name: string, additional?: string) =>
    sets.filter((set) => {
      const feature = set.find((each) => each.name === name);
      const setting = additional === undefined ? feature : feature?.additional.find((each) => each.name === additional);
      return setting?.status === 'ENABLED';
    }).length;
  return offered(call, true).map(({ name, additional }) => ({
    Name: name as Name,
    EnabledAccountsCount: count(name),
    AdditionalConfiguration: additional.map((each) => ({
      Name: each as NonNullable<Additional['Name']>,
      EnabledAccountsCount: count(name, each),
    })),
  }));
}
