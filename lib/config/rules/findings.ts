import { targetKeys, targetOf } from '../../../lambda/findings/desired';
import type { Draft } from '../draft';
import { governedNames } from '../governed-regions';
import type { Path } from '../issue';
import { nearest } from '../nearest';
import type { RolloutFile } from '../schema';
import type { Breach, Rule } from './rule';

type Findings = RolloutFile['findings'];
type Match = Findings['routes'][number]['match'];

const TARGET_NAME = /^[a-z][a-z0-9-]{0,30}$/;
const HIGHEST = 10;

/** Each target has exactly one kind. In the schema this would make every mistake in a target "invalid input". */
export const targetsAreOfOneKind: Rule = ({ findings }) =>
  targetsOf(findings).flatMap(([name, target]) => {
    const path = ['findings', 'targets', name];
    const named: Breach[] = TARGET_NAME.test(name)
      ? []
      : [
          {
            level: 'error',
            path,
            message: 'a name has up to 31 lower-case letters, digits and hyphens, and begins with a letter',
          },
        ];
    return [
      ...named,
      ...oneOf(path, target, targetKeys.target),
      ...(['chat', 'apiDestination'] as const).flatMap((key) =>
        target[key] ? oneOf([...path, key], target[key], targetKeys[key]) : [],
      ),
    ];
  });

function oneOf(path: Path, section: object, keys: readonly string[]): Breach[] {
  const given = Object.keys(section).filter((key) => keys.includes(key));
  if (given.length === 1) return [];
  const message =
    given.length === 0
      ? 'has no destination: set exactly one of the keys'
      : 'has two destinations: make each a target of its own';
  return [{ level: 'error', path, message, allowed: keys, got: given.length === 0 ? 'nothing' : given.join(' and ') }];
}

/** Each route names at least one target, and only configured ones. */
export const routesNameTargets: Rule = ({ findings }) => {
  const names = targetsOf(findings).map(([name]) => name);
  return everyList(findings).flatMap(({ targets, path }): Breach[] => {
    if (targets.length === 0) return [{ level: 'error', path, message: 'has no target' }];
    return targets.flatMap((name, index): Breach[] => {
      if (names.includes(name)) return [];
      const suggestion = nearest(name, names);
      const message = 'is not among findings.targets';
      return [{ level: 'error', path: [...path, index], message, allowed: names, ...(suggestion && { suggestion }) }];
    });
  });
};

/** Warns of targets that no route names, and of findings that no route matches. */
export const findingsArrive: Rule = ({ findings }) => {
  if (!findings) return [];
  const used = everyList(findings).flatMap(({ targets }) => targets);
  const idle = targetsOf(findings).flatMap(([name]): Breach[] =>
    used.includes(name)
      ? []
      : [{ level: 'warning', path: ['findings', 'targets', name], message: 'no route names it' }],
  );
  if (findings.routes.length === 0 || findings.defaultRoute || findings.routes.some(matchesAllNew)) return idle;
  const message = 'findings that no route matches are not delivered; findings.defaultRoute would deliver them';
  return [...idle, { level: 'warning', path: ['findings', 'routes'], message }];
};

/** Names of routes are unique and not `default`, and every route can be reached. */
export const routesAreReached: Rule = ({ findings }) => {
  const routes = findings?.routes ?? [];
  return routes.flatMap(({ name, match }, index): Breach[] => {
    const path = ['findings', 'routes', index];
    if (name === 'default')
      return [{ level: 'error', path: [...path, 'name'], message: 'is the name of the default route' }];
    if (routes.findIndex((route) => route.name === name) < index)
      return [{ level: 'error', path: [...path, 'name'], message: 'is the name of another route too' }];
    const before = routes.slice(0, index).find((route) => stopsAll(route) && takesKindsOf(route.match, match));
    return before
      ? [{ level: 'warning', path, message: `is never reached, ${before.name} stops everything before it` }]
      : [];
  });
};

function stopsAll(route: Findings['routes'][number]): boolean {
  return route.onMatch === 'stop' && isUnconditional(route);
}

function takesKindsOf(all: Match, match: Match): boolean {
  return (
    match.occurrence.every((kind) => all.occurrence.includes(kind)) &&
    match.sample.every((kind) => all.sample.includes(kind))
  );
}

/** Whether a route matches every finding but repetitions and samples of members, which only routes that name them match. */
function matchesAllNew(route: Findings['routes'][number]): boolean {
  const { occurrence, sample } = route.match;
  return (
    isUnconditional(route) && occurrence.includes('new') && occurrence.includes('escalated') && sample.includes('real')
  );
}

function isUnconditional({ match }: Findings['routes'][number]): boolean {
  return Object.keys(match).every((key) => key === 'occurrence' || key === 'sample');
}

/** Reports a range that contains no severity. */
export const severitiesExist: Rule = ({ findings }) =>
  (findings?.routes ?? []).flatMap(({ match: { severity } }, index): Breach[] => {
    if (severity === undefined) return [];
    const { atLeast = 0, below = Infinity } = severity;
    if (atLeast < below && atLeast <= HIGHEST && below > 0) return [];
    const message = `no severity is ${severity.below === undefined ? `at least ${atLeast}` : `at least ${atLeast} and below ${below}`}; they go from 1 to 10`;
    return [{ level: 'error', path: ['findings', 'routes', index, 'match', 'severity'], message }];
  });

/** Reports regions in routes that are not governed: no findings come from them. */
export const routedRegionsAreGoverned: Rule = ({ partition, regions, findings }) => {
  if (!partition || !regions) return [];
  const governed = governedNames({ partition, regions });
  return (findings?.routes ?? []).flatMap(({ match }, route) =>
    (match.region ?? []).flatMap((name, index): Breach[] => {
      if (name.includes('*') || governed.includes(name)) return [];
      const suggestion = nearest(name, governed);
      const path = ['findings', 'routes', route, 'match', 'region', index];
      return [{ level: 'warning', path, message: 'is not a governed region', ...(suggestion && { suggestion }) }];
    }),
  );
};

/** Targets other than event buses are in the home region: EventBridge delivers to others only there. */
export const targetsAreAtHome: Rule = ({ homeRegion, partition, findings }) => {
  if (!homeRegion || !partition) return [];
  return targetsOf(findings).flatMap(([name, target]): Breach[] => {
    const one = targetOf(target);
    if (one === undefined || !('existing' in one) || one.existing === undefined) return [];
    const { existing } = one;
    const path = ['findings', 'targets', name, ...existing.at];
    const [, there, , region] = existing.arn.split(':');
    if (there !== partition) return [{ level: 'error', path, message: `is in partition ${there}, not ${partition}` }];
    if (existing.anyRegion || region === homeRegion) return [];
    const message = `is in ${region}; EventBridge delivers in the home region ${homeRegion} only`;
    return [{ level: 'error', path, message }];
  });
};

/** Reports an unknown time zone, which would otherwise fail with the first finding. */
export const timeZoneExists: Rule = ({ findings }) => {
  if (!findings || zoneExists(findings.timeZone)) return [];
  const suggestion = nearest(findings.timeZone, Intl.supportedValuesOf('timeZone'));
  const message = 'is no time zone of the IANA database';
  return [{ level: 'error', path: ['findings', 'timeZone'], message, ...(suggestion && { suggestion }) }];
};

function zoneExists(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}

function targetsOf(findings: Draft['findings']): [string, Findings['targets'][string]][] {
  return Object.entries(findings?.targets ?? {});
}

/** Every list of targets, of the routes and of the default route. */
function everyList(findings: Draft['findings']): { targets: readonly string[]; path: Path }[] {
  const routes = findings?.routes ?? [];
  const last = findings?.defaultRoute;
  return [
    ...routes.map(({ targets }, index) => ({ targets, path: ['findings', 'routes', index, 'targets'] })),
    ...(last ? [{ targets: last.targets, path: ['findings', 'defaultRoute', 'targets'] }] : []),
  ];
}
