import { outOfRange } from './errors';

export type Status = 'ENABLED' | 'DISABLED';

interface Feature {
  readonly name: string;
  /** its status in a new detector if CreateDetector does not name it */
  readonly byDefault: Status;
  /** whether the organization's configuration and members' detectors have it; AI_ANALYST is for single accounts */
  readonly organizational: boolean;
  readonly additional: readonly string[];
  readonly offeredIn: (region: string, partition: string) => boolean;
}

const everywhere = (): boolean => true;

/** The regions in which investigations with AI_ANALYST are in preview. */
const ANALYST_REGIONS = new Set([
  ...['us-east-1', 'us-east-2', 'us-west-2', 'ca-central-1', 'eu-central-1'],
  ...['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-north-1', 'ap-northeast-1'],
]);

const FEATURES: readonly Feature[] = [
  plan('S3_DATA_EVENTS', 'ENABLED'),
  plan('EKS_AUDIT_LOGS', 'ENABLED'),
  plan('EBS_MALWARE_PROTECTION', 'ENABLED'),
  { ...plan('RDS_LOGIN_EVENTS', 'ENABLED', ['RDS_DATA_RISK']), offeredIn: (region) => region !== 'ap-east-2' },
  plan('EKS_RUNTIME_MONITORING', 'DISABLED', ['EKS_ADDON_MANAGEMENT']),
  plan('LAMBDA_NETWORK_LOGS', 'ENABLED'),
  plan('RUNTIME_MONITORING', 'DISABLED', [
    'EKS_ADDON_MANAGEMENT',
    'ECS_FARGATE_AGENT_MANAGEMENT',
    'EC2_AGENT_MANAGEMENT',
  ]),
  { ...plan('AI_PROTECTION', 'DISABLED'), offeredIn: (_, partition) => partition === 'aws' },
  {
    ...plan('AI_ANALYST', 'DISABLED'),
    organizational: false,
    offeredIn: (region) => ANALYST_REGIONS.has(region),
  },
];

function plan(name: string, byDefault: Status, additional: readonly string[] = []): Feature {
  return { name, byDefault, organizational: true, additional, offeredIn: everywhere };
}

/** Sources that are always on: GetDetector lists them, no call changes them. */
export const ALWAYS_ON = ['CLOUD_TRAIL', 'DNS_LOGS', 'FLOW_LOGS'] as const;

export interface Setting {
  readonly name: string;
  readonly status: Status;
  readonly updatedAt: number;
}

export interface FeatureState extends Setting {
  /** when it was first on, and its free trial began */
  readonly firstEnabledAt: number | undefined;
  readonly additional: readonly Setting[];
}

/** The features of a detector. Never changed in place, so that thousands of detectors can share one. */
export type FeatureSet = readonly FeatureState[];

/** A requested change of one feature; `V` is a status, or NEW, ALL, NONE for an organization. */
export interface FeatureChange<V> {
  readonly name: string;
  readonly value: V | undefined;
  readonly additional: readonly { readonly name: string; readonly value: V | undefined }[];
}

export interface Place {
  readonly region: string;
  readonly partition: string;
}

/** The features a detector (or, `organizational`, an organization) can have in a region. */
export function offered(place: Place, organizational = false): readonly Feature[] {
  return FEATURES.filter(
    (feature) => feature.offeredIn(place.region, place.partition) && (feature.organizational || !organizational),
  );
}

/** The features of a new detector: with the status of `statusOf`, or AWS's default if it gives none. */
export function newFeatures(
  place: Place,
  now: number,
  statusOf: (name: string, additional?: string) => Status | undefined = () => undefined,
): FeatureSet {
  return offered(place).map(({ name, byDefault, additional }) => {
    const status = statusOf(name) ?? byDefault;
    return {
      name,
      status,
      updatedAt: now,
      firstEnabledAt: status === 'ENABLED' ? now : undefined,
      additional: additional.map((each) => ({
        name: each,
        status: statusOf(name, each) ?? 'DISABLED',
        updatedAt: now,
      })),
    };
  });
}

/** The set after `changes`; the same object if nothing changes. */
export function changed(set: FeatureSet, changes: readonly FeatureChange<Status>[], now: number): FeatureSet {
  let touched = false;
  const next = set.map((feature) => {
    const change = changes.find(({ name }) => name === feature.name);
    const result = change ? changedFeature(feature, change, now) : feature;
    touched ||= result !== feature;
    return result;
  });
  return touched ? next : set;
}

/** "If the feature is not enabled, GuardDuty takes no action" on an additional configuration that is to be enabled. */
function changedFeature(feature: FeatureState, change: FeatureChange<Status>, now: number): FeatureState {
  const status = change.value ?? feature.status;
  const additional = feature.additional.map((each) => {
    const value = change.additional.find(({ name }) => name === each.name)?.value ?? each.status;
    if (value === each.status || (value === 'ENABLED' && status !== 'ENABLED')) return each;
    return { name: each.name, status: value, updatedAt: now };
  });
  const same = status === feature.status && additional.every((each, at) => each === feature.additional[at]);
  const firstEnabledAt = feature.firstEnabledAt ?? (status === 'ENABLED' ? now : undefined);
  return same ? feature : { name: feature.name, status, updatedAt: now, firstEnabledAt, additional };
}

/**
 * Checks that a request names features the region offers, each once, with values of the right kind: one mistake refuses
 * the whole request.
 */
export function checkChanges<V extends string>(
  changes: readonly FeatureChange<V>[],
  values: readonly V[],
  known: readonly Feature[],
): void {
  const names = new Set(changes.map(({ name }) => name));
  if (names.size < changes.length) throw outOfRange();
  // Runtime Monitoring includes EKS: "specifying both … will cause an error"
  if (names.has('EKS_RUNTIME_MONITORING') && names.has('RUNTIME_MONITORING')) throw outOfRange();
  for (const change of changes) {
    const feature = known.find(({ name }) => name === change.name);
    if (!feature || !valid(change.value)) throw outOfRange();
    for (const each of change.additional)
      if (!feature.additional.includes(each.name) || !valid(each.value)) throw outOfRange();
  }
  function valid(value: V | undefined): boolean {
    return value === undefined || values.includes(value);
  }
}
