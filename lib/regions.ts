/** What is known about AWS's regions and partitions. The knowledge itself is data, with its date and source, in regions.json. */
import catalogue from './regions.json';

export type PartitionName = 'aws' | 'aws-us-gov' | 'aws-cn';

/** One region as the catalogue knows it. */
export interface Region {
  readonly name: string;
  readonly partition: PartitionName;
  /** each account must enable the region before any call there works */
  readonly optIn: boolean;
  readonly guardDuty: boolean;
  readonly detective: boolean;
  /** GuardDuty protection plans that AWS does not offer there although GuardDuty is */
  readonly plansNotOffered: readonly string[];
}

/** What differs between AWS's partitions. */
export interface PartitionFacts {
  readonly name: PartitionName;
  readonly dnsSuffix: string;
  readonly consoleHost: string;
  /** where Organizations lives and the events of global services appear */
  readonly globalRegion: string;
  /** CloudFormation makes channels of Slack and Microsoft Teams */
  readonly chat: boolean;
  /** CloudFormation takes description, log settings and a policy in JSON of an event bus; elsewhere a policy as text alone */
  readonly eventBusSettings: boolean;
}

const regions = catalogue.regions as readonly Region[];
const partitions = catalogue.partitions as readonly PartitionFacts[];

/** The day the catalogue was checked against its sources. */
export const asOf: string = catalogue.asOf;

/** Where the catalogue's knowledge comes from. */
export const source: string = catalogue.source;

/** Every region of every partition the catalogue knows. */
export const allRegions: readonly Region[] = regions;

/** The regions of a partition, by name. */
export function regionsOf(partition: PartitionName): readonly Region[] {
  return regions.filter((region) => region.partition === partition);
}

/** The region of that name in any partition; undefined for one the catalogue does not know. */
export function find(name: string): Region | undefined {
  return regions.find((region) => region.name === name);
}

/** Whether accounts must enable a region: AWS has added no other kind since 2019, so one the catalogue does not know is one. */
export function needsOptIn(name: string): boolean {
  return find(name)?.optIn ?? true;
}

/** DNS suffix, console host and global region of a partition. */
export function partitionFacts(partition: PartitionName): PartitionFacts {
  const facts = partitions.find((candidate) => candidate.name === partition);
  if (!facts) throw new Error(`regions.json has no partition ${partition}`);
  return facts;
}

/** Whether EventBridge has API destinations in a region; a region that the catalogue does not know is taken to have them. */
export function offersApiDestinations(name: string): boolean {
  return !catalogue.apiDestinationsNotOffered.includes(name);
}

/** Whether GuardDuty's investigations (AI_ANALYST, a preview) are offered in a region. */
export function offersAiAnalyst(name: string): boolean {
  return catalogue.aiAnalyst.includes(name);
}
