import type {
  DetectorFeatureConfigurationResult,
  Member,
  MemberFeaturesConfigurationResult,
  UnprocessedAccount,
} from '@aws-sdk/client-guardduty';
import type { World } from '../../contract/world';
import { ALWAYS_ON, type FeatureSet, type FeatureState, offered, type Place, type Setting } from './features';
import type { Managed } from './organization-policies';
import { detectorOf, isAssociated } from './ownership';
import type { Membership } from './state';

/** A time as GuardDuty writes it nearly everywhere: an ISO string. */
export function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

type Name = NonNullable<DetectorFeatureConfigurationResult['Name']>;
type MemberName = NonNullable<MemberFeaturesConfigurationResult['Name']>;
type AdditionalName = NonNullable<
  NonNullable<DetectorFeatureConfigurationResult['AdditionalConfiguration']>[number]['Name']
>;

const BY_POLICY = { ManagedBy: 'GUARDDUTY_POLICY' } as const;

function additionalOf(feature: string, settings: readonly Setting[], managed: Managed | undefined) {
  return settings.map(({ name, status, updatedAt }) => ({
    Name: name as AdditionalName,
    Status: status,
    UpdatedAt: new Date(updatedAt),
    ...(managed?.of(feature, name) && BY_POLICY),
  }));
}

function featureOf<N>({ name, status, updatedAt, additional }: FeatureState, managed: Managed | undefined) {
  return {
    Name: name as N,
    Status: status,
    UpdatedAt: new Date(updatedAt),
    ...(managed?.of(name) && BY_POLICY),
    AdditionalConfiguration: additionalOf(name, additional, managed),
  };
}

/** Features in GetDetector: first those that are always on, then those that can be switched. */
export function detectorFeatures(
  features: FeatureSet,
  createdAt: number,
  managed: Managed | undefined,
): DetectorFeatureConfigurationResult[] {
  const always = ALWAYS_ON.map((name) => ({
    Name: name,
    Status: 'ENABLED' as const,
    UpdatedAt: new Date(createdAt),
    ...(managed?.foundational && BY_POLICY),
  }));
  return [...always, ...features.map((feature) => featureOf<Name>(feature, managed))];
}

/** Features in GetMemberDetectors: those that an organization can have. */
export function memberFeatures(
  features: FeatureSet,
  place: Place,
  managed: Managed | undefined,
): MemberFeaturesConfigurationResult[] {
  const names = new Set(offered(place, true).map(({ name }) => name));
  return features.filter(({ name }) => names.has(name)).map((feature) => featureOf<MemberName>(feature, managed));
}

/** A member in ListMembers and GetMembers. */
export function memberOf(world: World, region: string, membership: Membership): Member {
  const known = isAssociated(membership) || membership.status === 'Removed' || membership.status === 'Resigned';
  const detector = known ? detectorOf(world, membership.accountId, region) : undefined;
  return {
    AccountId: membership.accountId,
    ...(detector && { DetectorId: detector.id }),
    MasterId: membership.administratorId,
    AdministratorId: membership.administratorId,
    Email: membership.email,
    RelationshipStatus: membership.status,
    ...(membership.invitedAt !== undefined && !membership.viaOrganization && { InvitedAt: iso(membership.invitedAt) }),
    UpdatedAt: iso(membership.updatedAt),
  };
}

/** Runs `one` for each account, which returns the reason if the account was not processed. */
export function eachAccount(
  accounts: readonly string[],
  one: (account: string) => string | undefined,
): { UnprocessedAccounts: UnprocessedAccount[] } {
  const UnprocessedAccounts: UnprocessedAccount[] = [];
  for (const AccountId of accounts) {
    const Result = one(AccountId);
    if (Result !== undefined) UnprocessedAccounts.push({ AccountId, Result });
  }
  return { UnprocessedAccounts };
}
