import type { DetectiveAbsence } from '../../lambda/findings/desired';
import { asOf, find, type Region, regionsOf } from '../regions';
import type { RolloutFile } from './schema';

/** A governed region with its entry in the catalogue, and whether Detective is rolled out there. */
export interface GovernedRegion {
  readonly name: string;
  /** undefined for a region newer than the catalogue */
  readonly known: Region | undefined;
  /** protection plans that GuardDuty does not offer there; empty for a region newer than the catalogue */
  readonly plansNotOffered: readonly string[];
  readonly detective: boolean;
  /** why Detective is not rolled out there; undefined if it is */
  readonly detectiveAbsence: DetectiveAbsence | undefined;
  /** the same as a sentence */
  readonly detectiveNote?: string;
}

/** Names of the governed regions, which are included and not excluded: sorted, without duplicates. */
export function governedNames(config: Pick<RolloutFile, 'partition' | 'regions'>): string[] {
  const { include, exclude } = config.regions;
  const offered = regionsOf(config.partition).filter((region) => region.guardDuty);
  const chosen = Array.isArray(include)
    ? include
    : offered.filter((region) => include === 'all' || !region.optIn).map((region) => region.name);
  return [...new Set(chosen)].filter((name) => !exclude.includes(name)).sort();
}

/** The governed regions, sorted by name. */
export function governedRegions(config: Pick<RolloutFile, 'partition' | 'regions' | 'detective'>): GovernedRegion[] {
  return governedNames(config).map((name) => {
    const known = find(name);
    const detectiveAbsence = absenceOfDetective(config.detective, name, known);
    return {
      name,
      known,
      plansNotOffered: known?.plansNotOffered ?? [],
      detective: detectiveAbsence === undefined,
      detectiveAbsence,
      ...(detectiveAbsence !== undefined && { detectiveNote: NOTES[detectiveAbsence](name) }),
    };
  });
}

/** The protection plans that GuardDuty offers in the region. */
export function offeredIn<P>(
  { plansNotOffered }: GovernedRegion,
  plans: Readonly<Record<string, P>>,
): Record<string, P> {
  return Object.fromEntries(Object.entries(plans).filter(([name]) => !plansNotOffered.includes(name)));
}

const NOTES: Readonly<Record<DetectiveAbsence, (region: string) => string>> = {
  off: () => 'Detective is switched off in the configuration',
  notOffered: (region) => `Detective is not offered in ${region}`,
  leftOut: (region) => `the configuration leaves Detective out in ${region}`,
  notKnown: (region) => `Detective is not known to be offered in ${region} (region catalogue of ${asOf})`,
};

function absenceOfDetective(
  detective: RolloutFile['detective'],
  name: string,
  known: Region | undefined,
): DetectiveAbsence | undefined {
  if (!detective.enabled) return 'off';
  if (known && !known.detective) return 'notOffered';
  if (detective.regions) return detective.regions.includes(name) ? undefined : 'leftOut';
  return known ? undefined : 'notKnown';
}
