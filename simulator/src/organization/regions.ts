/**
 * The regions of each partition, from botocore 1.43.11 `endpoints.json` and `partitions.json` and the CDK's region facts, as of
 * 2026-11-24. Kept apart from catalogues of the tested code on purpose: a test compares the two.
 */
export interface RegionFact {
  readonly region: string;
  readonly optIn: boolean;
  /** signing names of simulated services that have no endpoint there */
  readonly notOffered: readonly string[];
}

const DETECTIVE = ['detective'];

const on = (region: string): RegionFact => ({ region, optIn: false, notOffered: [] });
const onWithoutDetective = (region: string): RegionFact => ({ region, optIn: false, notOffered: DETECTIVE });
const optIn = (region: string): RegionFact => ({ region, optIn: true, notOffered: [] });
const optInWithoutDetective = (region: string): RegionFact => ({ region, optIn: true, notOffered: DETECTIVE });

const PARTITIONS: Readonly<Record<string, readonly RegionFact[]>> = {
  aws: [
    ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'sa-east-1'].map(on),
    ...['eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-2', 'eu-west-3'].map(on),
    ...['ap-northeast-1', 'ap-northeast-2', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2'].map(on),
    onWithoutDetective('ap-northeast-3'),
    ...['af-south-1', 'ap-east-1', 'eu-south-1', 'il-central-1', 'me-south-1'].map(optIn),
    ...['ap-east-2', 'ap-south-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5'].map(optInWithoutDetective),
    ...['ap-southeast-6', 'ap-southeast-7', 'ca-west-1', 'eu-central-2', 'eu-south-2'].map(optInWithoutDetective),
    ...['me-central-1', 'mx-central-1'].map(optInWithoutDetective),
  ],
  'aws-us-gov': ['us-gov-east-1', 'us-gov-west-1'].map(on),
  'aws-cn': ['cn-north-1', 'cn-northwest-1'].map(onWithoutDetective),
};

/** The regions of a partition; none if the partition is unknown. */
export function regionFacts(partition: string): readonly RegionFact[] {
  return PARTITIONS[partition] ?? [];
}

/** Whether accounts must enable a region before they can use it. */
export function isOptIn(partition: string, region: string): boolean {
  return regionFacts(partition).some((fact) => fact.region === region && fact.optIn);
}

/** The region of each partition in which global services (Organizations, Account Management, IAM) run and put their events. */
const GLOBAL_REGIONS: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-cn': 'cn-northwest-1',
};

/** The region in which a partition's global services put their events on default buses. */
export function globalRegion(partition: string): string {
  return GLOBAL_REGIONS[partition] ?? 'us-east-1';
}
