import type { Call } from '../../contract/service';
import type { World } from '../../contract/world';
import { ids } from '../../kernel/ids';
import { ensureLinkedRole, requireLinkedRole } from '../iam/service-linked-roles';
import type { FeatureSet, Status } from './features';
import { NO_SCAN_SETTINGS } from './malware/scan-settings';
import { type Detector, detectors, type PublishingFrequency } from './state';

const NO_TAGS = Object.freeze({});

interface NewDetector {
  readonly account: string;
  readonly region: string;
  readonly features: FeatureSet;
  readonly status?: Status;
  readonly frequency?: PublishingFrequency;
  readonly tags?: Readonly<Record<string, string>>;
  /** now, unless it existed before the simulation */
  readonly createdAt?: number;
}

/** Creates a detector in an account and region that has none. */
export function makeDetector(world: World, made: NewDetector): Detector {
  const createdAt = made.createdAt ?? world.clock.now();
  const detector: Detector = {
    id: ids.hex(32),
    createdAt,
    updatedAt: createdAt,
    status: made.status ?? 'ENABLED',
    frequency: made.frequency ?? 'SIX_HOURS',
    features: made.features,
    tags: made.tags ?? NO_TAGS,
    membership: undefined,
    members: undefined,
    organization: undefined,
    membersLeftAt: undefined,
    findings: undefined,
    filters: undefined,
    lists: undefined,
    malwareScans: NO_SCAN_SETTINGS,
    destination: undefined,
  };
  world.state.at(detectors, made.account, made.region).detector = detector;
  for (const service of linkedServices(made.features)) ensureLinkedRole(service, made.account, world);
  return detector;
}

/**
 * Lets GuardDuty create the roles that it needs for these features in the caller's name (D13).
 * @throws AwsError if the account lacks one and the caller has no permission to create it
 */
export function requireRoles(features: FeatureSet, call: Call): void {
  for (const service of linkedServices(features)) requireLinkedRole(service, call);
}

/** The services whose roles the features need: to scan volumes, GuardDuty uses a separate role. */
function linkedServices(features: FeatureSet): string[] {
  const scans = features.some(({ name, status }) => name === 'EBS_MALWARE_PROTECTION' && status === 'ENABLED');
  return ['guardduty.amazonaws.com', ...(scans ? ['malware-protection.guardduty.amazonaws.com'] : [])];
}

export function detectorArn(partition: string, region: string, account: string, id: string): string {
  return `arn:${partition}:guardduty:${region}:${account}:detector/${id}`;
}

export function serviceRole(partition: string, account: string): string {
  return `arn:${partition}:iam::${account}:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty`;
}

export function malwareServiceRole(partition: string, account: string): string {
  return `arn:${partition}:iam::${account}:role/aws-service-role/malware-protection.guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDutyMalwareProtection`;
}
