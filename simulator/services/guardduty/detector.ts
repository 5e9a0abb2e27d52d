import { ids } from '../../kernel/ids';
import type { Simulation } from '../../simulation';
import type { FeatureSet, Status } from './features';
import { type Detector, detectors, type PublishingFrequency } from './state';

const NO_TAGS = Object.freeze({});

interface NewDetector {
  readonly account: string;
  readonly region: string;
  readonly features: FeatureSet;
  readonly status?: Status;
  readonly frequency?: PublishingFrequency;
  readonly tags?: Readonly<Record<string, string>>;
  /** now, unless it was there before the simulation */
  readonly createdAt?: number;
}

/** Puts a detector into an account and region that has none. */
export function makeDetector(simulation: Simulation, made: NewDetector): Detector {
  const createdAt = made.createdAt ?? simulation.clock.now();
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
  };
  simulation.state.at(detectors, made.account, made.region).detector = detector;
  return detector;
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
