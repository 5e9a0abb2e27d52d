/** The catalogue of AWS's regions and partitions. Its data, with date and source, are in regions.json. */
import catalogue from './regions.json';

export type PartitionName = 'aws' | 'aws-us-gov' | 'aws-cn';

/** One region of the catalogue. */
export interface Region {
  readonly name: string;
  readonly partition: PartitionName;
  /** each account must enable the region before any call there works */
  readonly optIn: boolean;
  readonly guardDuty: boolean;
  readonly detective: boolean;
  /** protection plans that GuardDuty does not offer there */
  readonly plansNotOffered: readonly string[];
}

/** The differences between AWS's partitions. */
export interface PartitionFacts {
  readonly name: PartitionName;
  readonly dnsSuffix: string;
  readonly consoleHost: string;
  /** where Organizations has its endpoint and global services send their events */
  readonly globalRegion: string;
  /** whether CloudFormation has channels of Slack and Microsoft Teams */
  readonly chat: boolean;
  /** whether CloudFormation accepts description, log settings and a JSON policy of an event bus; otherwise only a policy as text */
  readonly eventBusSettings: boolean;
}

const regions = catalogue.regions as readonly Region[];
const partitions = catalogue.partitions as readonly PartitionFacts[];

/** The day the catalogue was checked against its sources. */
export const asOf: string = catalogue.asOf;

/** The sources of the catalogue. */
export const source: string = catalogue.source;

/** Every region of every partition the catalogue knows. */
export const allRegions: readonly Region[] = regions;

/** The regions of a partition, by name. */
export function regionsOf(partition: PartitionName): readonly Region[] {
  return regions.filter((region) => region.partition === partition);
}

/** The region of that name, of any partition; undefined if the catalogue does not have it. */
export function find(name: string): Region | undefined {
  return regions.find((region) => region.name === name);
}

/** Whether accounts must enable a region. True for unknown regions: every region since 2019 needs an opt-in. */
export function needsOptIn(name: string): boolean {
  return find(name)?.optIn ?? true;
}

/** DNS suffix, console host and global region of a partition. */
export function partitionFacts(partition: PartitionName): PartitionFacts {
  const facts = partitions.find((candidate) => candidate.name === partition);
  if (!facts) throw new Error(`regions.json has no partition ${partition}`);
  return facts;
}

/** Whether EventBridge offers API destinations in a region; assumed for regions that the catalogue does not have. */
export function offersApiDestinations(name: string): boolean {
  return !catalogue.apiDestinationsNotOffered.includes(name);
}

/** Whether GuardDuty offers its own investigations (AI_ANALYST, a preview) in a region. */
export function offersAiAnalyst(name: string): boolean {
  return catalogue.aiAnalyst.includes(name);
}
