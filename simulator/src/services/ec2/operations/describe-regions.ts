import type { Call, Operation } from '../../../contract/service';
import { type RegionFact, regionFacts } from '../../../organization/regions';
import { dryRun, invalidValue } from '../errors';

/** A region as EC2 shows it. */
interface Region {
  readonly RegionName: string;
  readonly Endpoint: string;
  readonly OptInStatus: 'opt-in-not-required' | 'opted-in' | 'not-opted-in';
}

interface DescribeRegionsInput {
  readonly RegionNames?: readonly string[];
  readonly Filters?: readonly { readonly Name?: string; readonly Values?: readonly string[] }[];
  readonly AllRegions?: boolean;
  readonly DryRun?: boolean;
}

const FILTERS: Readonly<Record<string, (region: Region) => string>> = {
  'region-name': ({ RegionName }) => RegionName,
  endpoint: ({ Endpoint }) => Endpoint,
  'opt-in-status': ({ OptInStatus }) => OptInStatus,
};

/** The regions that are enabled for the account, all regions, or the named ones. */
export const describeRegions: Operation<DescribeRegionsInput, { readonly Regions: readonly Region[] }> = (
  { RegionNames: named = [], Filters = [], AllRegions = false, DryRun = false },
  call,
) => {
  if (DryRun) throw dryRun();
  const all = regionFacts(call.partition).map((fact) => shown(fact, call));
  const unknown = named.filter((name) => !all.some(({ RegionName }) => RegionName === name));
  if (unknown.length > 0) throw invalidValue(`Invalid region names: [${unknown.join(', ')}]`);
  const requested = all.filter(({ RegionName, OptInStatus }) =>
    named.length > 0 ? named.includes(RegionName) : AllRegions || OptInStatus !== 'not-opted-in',
  );
  return { Regions: Filters.reduce(filtered, requested) };
};

function shown({ region, optIn }: RegionFact, { world, accountId, partition }: Call): Region {
  const optedIn = world.organization.accounts.get(accountId)?.optedIn.has(region);
  return {
    RegionName: region,
    Endpoint: `ec2.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`,
    OptInStatus: optIn ? (optedIn ? 'opted-in' : 'not-opted-in') : 'opt-in-not-required',
  };
}

function filtered(
  regions: readonly Region[],
  { Name = '', Values = [] }: NonNullable<DescribeRegionsInput['Filters']>[number],
): readonly Region[] {
  const of = FILTERS[Name];
  if (!of) throw invalidValue(`The filter '${Name}' is invalid`);
  return regions.filter((region) => Values.some((value) => fits(value, of(region))));
}

/** "An asterisk (*) matches zero or more characters, and a question mark (?) matches zero or one character." */
function fits(pattern: string, text: string): boolean {
  // every position in the pattern that the text may have reached after each of its characters
  let places = reachable(pattern, [0]);
  for (const character of text)
    places = reachable(
      pattern,
      places.flatMap((place) => {
        const sign = pattern[place];
        if (sign === '*') return [place];
        return sign === '?' || sign === character ? [place + 1] : [];
      }),
    );
  return places.includes(pattern.length);
}

/** These positions, and those after signs that match no character. */
function reachable(pattern: string, places: readonly number[]): number[] {
  const all = new Set<number>();
  for (const place of places)
    for (let at = place; !all.has(at); at += 1) {
      all.add(at);
      if (pattern[at] !== '*' && pattern[at] !== '?') break;
    }
  return [...all];
}
