/** From the configuration's overrides to those of each desired state: the ones for a region, with their places. */
import type { DetectiveDesired, DetectiveOverride } from '../../lambda/controllers/detective/desired';
import type { GuardDutyDesired, GuardDutyOverride } from '../../lambda/controllers/guardduty/desired';
import type { RolloutFile } from '../config';
import { type GovernedRegion, offeredIn } from '../config/governed-regions';
import { type Path, written } from '../config/issue';

type Override = RolloutFile['overrides'][number];
type Match = DetectiveDesired['priority'][number];
type Plan = GuardDutyDesired['plans'][string];

/** The overrides of GuardDuty in a region. */
export function guardDutyOverrides(config: RolloutFile, region: GovernedRegion): GuardDutyOverride[] {
  return overridesIn(config, region.name).flatMap(({ override, match }) => {
    const { exclude, guardDuty } = override;
    const { autoEnable } = guardDuty;
    const plans: GuardDutyDesired['plans'] = Object.fromEntries(
      Object.entries(offeredIn(region, guardDuty.protectionPlans)).flatMap(([name, plan]) =>
        plan ? [[name, brief(plan)]] : [],
      ),
    );
    if (exclude === undefined && autoEnable === undefined && Object.keys(plans).length === 0) return [];
    return [{ match, ...(exclude !== undefined && { exclude }), ...(autoEnable && { autoEnable }), plans }];
  });
}

/** The plan without additional configurations that are off anyway: AWS limits the size of a desired state. */
function brief({ autoEnable, additional }: Plan): Plan {
  return {
    autoEnable,
    additional: Object.fromEntries(Object.entries(additional).filter(([, value]) => value !== 'NONE')),
  };
}

/** The overrides of Detective in a region. */
export function detectiveOverrides(config: RolloutFile, region: string): DetectiveOverride[] {
  return overridesIn(config, region).flatMap(({ override, match }) => {
    const { exclude } = override;
    const { enabled } = override.detective;
    if (exclude === undefined && enabled === undefined) return [];
    return [{ match, ...(exclude !== undefined && { exclude }), ...(enabled !== undefined && { enabled }) }];
  });
}

/** The accounts that are enrolled first in Detective's graphs, in order. */
export function detectivePriority(config: RolloutFile): Match[] {
  return config.detective.priority.map((selector, index) => matchOf(selector, false, ['detective', 'priority', index]));
}

function overridesIn(config: RolloutFile, region: string): { override: Override; match: Match }[] {
  return config.overrides.flatMap((override, index) => {
    const { regions, ...selector } = override.match;
    if (regions.length > 0 && !regions.includes(region)) return [];
    return [{ override, match: matchOf(selector, regions.length > 0, ['overrides', index]) }];
  });
}

function matchOf({ ous, accounts }: Pick<Match, 'ous' | 'accounts'>, regional: boolean, path: Path): Match {
  // no line: a comment in the file must change no desired state
  return { ous, accounts, regional, path: written(path) };
}
