import { isAccountId, isUnitId } from '../../../lambda/overrides/desired';
import type { Draft } from '../draft';
import { governedNames } from '../governed-regions';
import type { Path } from '../issue';
import type { RolloutFile } from '../schema';
import type { Breach, Rule } from './rule';

type Override = RolloutFile['overrides'][number];

/** Every selection of accounts in the configuration, with its path. */
function everySelection({ overrides = [], detective }: Draft): { ous: string[]; accounts: string[]; path: Path }[] {
  return [
    ...overrides.map(({ match }, index) => ({ ...match, path: ['overrides', index, 'match'] })),
    ...(detective?.priority ?? []).map((entry, index) => ({ ...entry, path: ['detective', 'priority', index] })),
  ];
}

/** Reports overrides that match every account everywhere, and overrides that change nothing. */
export const overridesHaveEffect: Rule = ({ overrides = [] }) =>
  overrides.flatMap((override, index): Breach[] => {
    const { ous, accounts, regions } = override.match;
    const path = ['overrides', index];
    const unselective: Breach[] =
      ous.length + accounts.length + regions.length > 0
        ? []
        : [
            {
              level: 'error',
              path: [...path, 'match'],
              message: 'matches every account everywhere; set that in guardDuty and detective',
              allowed: ['ous', 'accounts', 'regions'],
            },
          ];
    return hasEffect(override)
      ? unselective
      : [
          ...unselective,
          { level: 'error', path, message: 'changes nothing', allowed: ['exclude', 'guardDuty', 'detective'] },
        ];
  });

function hasEffect({ exclude, guardDuty, detective }: Override): boolean {
  if (exclude !== undefined || detective.enabled !== undefined || guardDuty.autoEnable !== undefined) return true;
  return Object.values(guardDuty.protectionPlans).some((plan) => plan !== undefined);
}

/** Reports entries of `detective.priority` that name no account. */
export const priorityIsNotEmpty: Rule = ({ detective }) =>
  (detective?.priority ?? []).flatMap(({ ous, accounts }, index): Breach[] =>
    ous.length + accounts.length > 0
      ? []
      : [
          {
            level: 'error',
            path: ['detective', 'priority', index],
            message: 'names no account',
            allowed: ['ous', 'accounts'],
          },
        ],
  );

/** Reports malformed units and account ids. Whether they exist is checked by the controllers and by `npm run explain`. */
export const namesAreWellFormed: Rule = (config) =>
  everySelection(config).flatMap(({ ous, accounts, path }) => [
    ...ous.flatMap((ou, index): Breach[] => {
      const message = mistakeInUnit(ou);
      return message === undefined ? [] : [{ level: 'error', path: [...path, 'ous', index], message }];
    }),
    ...accounts.flatMap((account, index): Breach[] => {
      if (!/^\d+$/.test(account) || isAccountId(account)) return [];
      const message = 'is neither an account id, which has 12 digits, nor a name';
      return [{ level: 'error', path: [...path, 'accounts', index], message }];
    }),
  ]);

function mistakeInUnit(ou: string): string | undefined {
  if (/^(\/|root|r-[0-9a-z]{4,32})$/i.test(ou)) return 'is the root: an override without ous matches every account';
  if (/^\/|\/$|\/\//.test(ou)) return 'must be a path of names with one / between two of them, and none at its ends';
  if (/^ou-[0-9a-z]+-[0-9a-z]+$/.test(ou) && !isUnitId(ou)) return 'looks like the id of a unit but is not one';
  return undefined;
}

/** The administrator cannot be excluded: its detector and graph are the organization's. */
export const administratorIsCovered: Rule = ({ organization, overrides = [] }) =>
  overrides.flatMap(({ match, exclude, guardDuty, detective }, index): Breach[] => {
    const at = organization ? match.accounts.indexOf(organization.delegatedAdministrator) : -1;
    const out = exclude === true || guardDuty.autoEnable === 'NONE' || detective.enabled === false;
    if (at < 0 || !out) return [];
    const message = 'is the delegated administrator, which cannot be excluded';
    return [{ level: 'error', path: ['overrides', index, 'match', 'accounts', at], message }];
  });

/** Reports regions in overrides that are not governed. */
export const overriddenRegionsAreGoverned: Rule = ({ partition, regions, overrides = [] }) => {
  if (!partition || !regions) return [];
  const governed = governedNames({ partition, regions });
  return overrides.flatMap(({ match }, index) =>
    match.regions.flatMap((name, at): Breach[] =>
      governed.includes(name)
        ? []
        : [
            {
              level: 'warning',
              path: ['overrides', index, 'match', 'regions', at],
              message: 'is not a governed region',
            },
          ],
    ),
  );
};

/** Warns of two overrides with the same selection that contradict each other: the later one applies. */
export const overridesAgree: Rule = ({ overrides = [] }) =>
  overrides.flatMap((later, index): Breach[] => {
    const path: Path = ['overrides', index];
    const earlier = overrides.slice(0, index).findIndex((each) => contradict(each, later));
    if (earlier < 0) return [];
    const message = `contradicts overrides[${earlier}], which selects the same accounts; this one applies, since it comes later`;
    return [{ level: 'warning', path, message }];
  });

function contradict(a: Override, b: Override): boolean {
  const samePlace =
    a.match.ous.some((ou) => b.match.ous.includes(ou)) ||
    a.match.accounts.some((account) => b.match.accounts.includes(account)) ||
    [a, b].every(({ match }) => match.ous.length + match.accounts.length === 0);
  const sameRegions =
    a.match.regions.length === 0
      ? b.match.regions.length === 0
      : a.match.regions.some((region) => b.match.regions.includes(region));
  if (!samePlace || !sameRegions) return false;
  const described = [a, b].map(
    ({ exclude, guardDuty, detective }): Record<string, unknown> => ({
      exclude,
      autoEnable: guardDuty.autoEnable,
      enabled: detective.enabled,
      ...guardDuty.protectionPlans,
    }),
  );
  const [one = {}, other = {}] = described;
  return Object.entries(one).some(
    ([key, value]) =>
      value !== undefined && other[key] !== undefined && JSON.stringify(value) !== JSON.stringify(other[key]),
  );
}
