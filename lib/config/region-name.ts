import { allRegions, find, type Region, regionsOf } from '../regions';
import { nearest } from './nearest';
import type { Partition } from './schema';

/** What is known about a region's name. */
export type Verdict =
  | { readonly is: 'known'; readonly region: Region }
  | { readonly is: 'foreign'; readonly region: Region }
  /** formed as AWS would name its next region: the catalogue may simply be older */
  | { readonly is: 'unknown' }
  | { readonly is: 'wrong'; readonly meant: string | undefined };

/** Judges a name by the catalogue. AWS adds a region every few months, always with a name of the same pattern. */
export function judge(name: string, partition: Partition): Verdict {
  const region = find(name);
  if (region) return { is: region.partition === partition ? 'known' : 'foreign', region };
  if (isPlausible(name, partition)) return { is: 'unknown' };
  const names = regionsOf(partition).map((candidate) => candidate.name);
  return { is: 'wrong', meant: nearest(name, names) };
}

const PREFIXES: Readonly<Record<Partition, string>> = { aws: '[a-z]{2}', 'aws-cn': 'cn', 'aws-us-gov': 'us-gov' };
const DIRECTION = '(?:north|south|east|west|central|northeast|northwest|southeast|southwest)';

/** AWS numbers regions consecutively: eu-west-3 is followed by eu-west-4, not by eu-west-9; one number may be skipped. */
function isPlausible(name: string, partition: Partition): boolean {
  const match = new RegExp(`^(${PREFIXES[partition]}-${DIRECTION}-)([1-9])$`).exec(name);
  if (!match) return false;
  const [, place = '', number] = match;
  if (partition === 'aws' && place.startsWith('cn-')) return false;
  const numbers = allRegions
    .filter((region) => region.name.startsWith(place))
    .map((region) => region.name.slice(place.length));
  return Number(number) <= Math.max(0, ...numbers.map(Number)) + 2;
}
