import type { DelegationDesired } from '../../lambda/controllers/delegation/desired';
import type { DetectiveDesired } from '../../lambda/controllers/detective/desired';
import { type DirectoryDesired, listingBucket, type SharedListing } from '../../lambda/controllers/directory/desired';
import type { GuardDutyDesired } from '../../lambda/controllers/guardduty/desired';
import type { PoliciesDesired } from '../../lambda/controllers/policies/desired';
import { settingsOf } from '../../lib/rollout/policies';
import { MANAGEMENT, SECURITY } from '../accounts';

/** `count` member accounts with ids in order. */
export function members(count: number): { id: string }[] {
  return Array.from({ length: count }, (_, at) => ({ id: String(300000000000 + at) }));
}

export const parties = {
  partition: 'aws',
  managementAccount: MANAGEMENT,
  administrator: SECURITY,
  mode: 'enforce',
  guard: { maxRemovedShare: 0.1, minimum: 10 },
  strict: false,
  onRemoval: 'retain',
} as const;

export const guardDuty = (desired: Partial<GuardDutyDesired> = {}): GuardDutyDesired => ({
  service: 'guardduty',
  ...parties,
  region: 'eu-west-1',
  autoEnable: 'ALL',
  findingPublishingFrequency: 'FIFTEEN_MINUTES',
  plans: {
    S3_DATA_EVENTS: { autoEnable: 'ALL', additional: {} },
    EKS_AUDIT_LOGS: { autoEnable: 'ALL', additional: {} },
    LAMBDA_NETWORK_LOGS: { autoEnable: 'NONE', additional: {} },
  },
  overrides: [],
  suspendMembers: false,
  ...desired,
});

export const detective = (desired: Partial<DetectiveDesired> = {}): DetectiveDesired => ({
  service: 'detective',
  ...parties,
  region: 'eu-west-1',
  autoEnable: true,
  dataSourcePackages: ['EKS_AUDIT'],
  overrides: [],
  priority: [],
  destroyGraph: false,
  ...desired,
});

/** The place of the listing in a home region, for desired states that use it. */
export const listingIn = (region: string): SharedListing => ({
  region,
  bucket: listingBucket({ account: SECURITY, region }),
  maxAgeMinutes: 150,
});

export const LISTING = listingIn('eu-west-1');

export const directory = (desired: Partial<DirectoryDesired> = {}): DirectoryDesired => ({
  service: 'directory',
  ...parties,
  onRemoval: 'disable',
  region: LISTING.region,
  bucket: LISTING.bucket,
  units: [],
  ...desired,
});

export const delegation = (desired: Partial<DelegationDesired> = {}): DelegationDesired => ({
  service: 'delegation',
  ...parties,
  homeRegion: 'eu-west-1',
  eventsRegion: 'us-east-1',
  trustedServices: ['guardduty.amazonaws.com', 'malware-protection.guardduty.amazonaws.com', 'detective.amazonaws.com'],
  regions: ['eu-central-1', 'eu-west-1', 'us-east-1'].map((region) => ({ region, detective: true })),
  ungoverned: [],
  destroyGraphs: false,
  ...desired,
});

/** The policies of the GuardDuty states; without any, those of `guardDuty()`. */
export const policies = (desired: Partial<PoliciesDesired> = {}, ...of: GuardDutyDesired[]): PoliciesDesired => ({
  service: 'policies',
  ...parties,
  homeRegion: 'eu-west-1',
  settings: settingsOf(of.length > 0 ? of : [guardDuty()]),
  tags: { 'managed-by': 'muster' },
  ...desired,
});
