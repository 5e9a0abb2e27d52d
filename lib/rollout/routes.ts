/** From the configuration's routes to the settings of the enrichment and the rules of EventBridge: pure. */

import { createHash } from 'node:crypto';
import {
  FINDING_DETAIL_TYPE,
  FINDING_SOURCE,
  type FindingsDesired,
  type Route,
  type RouteMatch,
  type Target,
  target,
  targetOf,
  USUAL_SAMPLES,
} from '../../lambda/findings/desired';
import { INVESTIGATION_DETAIL_TYPE } from '../../lambda/investigation/desired';
import type { RolloutFile } from '../config/schema';
import type { Detection } from './detection';

type Findings = RolloutFile['findings'];
type Targets = Readonly<Record<string, Target>>;

/** An event pattern as EventBridge's API has it. */
export type EventPattern = Readonly<Record<string, unknown>>;

/** One rule of the findings bus: it delivers the findings of one route to one target. */
export interface RouteRule {
  readonly name: string;
  readonly route: string;
  readonly target: string;
  readonly pattern: EventPattern;
  /** JSON path to the part of the event that the target receives; undefined: the whole event */
  readonly inputPath: string | undefined;
  /** one sentence, with the conditions that did not fit into the pattern */
  readonly description: string;
}

/** Everything that the stacks need for the delivery of findings. */
export interface FindingRoutes {
  /** the settings of the enrichment */
  readonly desired: FindingsDesired;
  readonly rules: readonly RouteRule[];
  /** target by name */
  readonly targets: Targets;
}

/** The routes of a configuration. @param detections say in which regions Detective is */
export function findingRoutes(
  config: Pick<RolloutFile, 'findings' | 'organization'>,
  detections: readonly Pick<Detection, 'region' | 'detective' | 'detectiveAbsence'>[],
): FindingRoutes {
  const { locale, timeZone, cloudTrail, accountEmail, investigation, routes, defaultRoute, ...rest } = configured(
    config.findings,
  );
  const targets = targetsOf(rest.targets);
  const { enabled, ...investigated } = investigation;
  const desired: FindingsDesired = {
    locale,
    timeZone,
    cloudTrail,
    ...(!accountEmail && { accountEmail }),
    administrator: config.organization.delegatedAdministrator,
    detective: Object.fromEntries(
      detections.map(({ region, detectiveAbsence }) => [region, detectiveAbsence ?? (true as const)]),
    ),
    ...(enabled && detections.some(({ detective }) => detective) && { investigation: investigated }),
    targets: Object.fromEntries(Object.entries(targets).map(([name, target]) => [name, target.form])),
    routes,
    ...(defaultRoute && { defaultRoute: asRoute(defaultRoute) }),
  };
  const all = [...desired.routes, ...(desired.defaultRoute ? [desired.defaultRoute] : [])];
  const { administrator } = desired;
  return { desired, rules: all.flatMap((route) => rulesOf(route, targets, administrator)), targets };
}

const HIGH = 7;

/** The configured routes. Without any, severe findings go to a topic that anyone can subscribe to. */
function configured(findings: Findings): Findings {
  if (Object.keys(findings.targets).length > 0) return findings;
  const match = {
    severity: { atLeast: HIGH },
    occurrence: ['new', 'escalated'],
    sample: [...USUAL_SAMPLES],
  } satisfies RouteMatch;
  return {
    ...findings,
    targets: { 'severe-findings': target.parse({ sns: {} }) },
    routes: [{ name: 'severe', match, targets: ['severe-findings'], onMatch: 'continue' }],
  };
}

function asRoute({ targets, ...match }: NonNullable<Findings['defaultRoute']>): Route {
  return { name: 'default', match, targets, onMatch: 'stop' };
}

/** The targets, each of exactly one kind: a rule of the configuration has checked that. */
function targetsOf(configured: Findings['targets']): Targets {
  return Object.fromEntries(
    Object.entries(configured).flatMap(([name, each]) => {
      const target = targetOf(each);
      return target ? [[name, target]] : [];
    }),
  );
}

function rulesOf(route: Route, targets: Targets, administrator: string): RouteRule[] {
  return [...new Set(route.targets)].map((name) => {
    const { pattern, left } = patternOf(route, name, administrator);
    const unseen = left.length === 0 ? '' : ` Conditions too long for a pattern: ${left.join(', ')}.`;
    return {
      name: ruleName(route.name, name),
      route: route.name,
      target: name,
      pattern,
      inputPath: inputPathOf(name, targets[name]),
      description: `Route ${route.name} delivers to ${name}.${unseen}`,
    };
  });
}

/** Most characters of a rule's name. */
const LONGEST_NAME = 64;

function ruleName(route: string, target: string): string {
  const name = `muster-${route}-${target}`;
  if (name.length <= LONGEST_NAME) return name;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.slice(0, LONGEST_NAME - 9)}-${digest}`;
}

function inputPathOf(name: string, target: Target | undefined): string | undefined {
  if (target?.kind === 'eventBus') return undefined;
  return target && target.form.kind !== 'envelope' ? `$.detail.messages.${name}` : '$.detail.notification';
}

/** Most characters of a pattern: PutRule accepts 4,096, but only if the quota was raised. */
const LONGEST_PATTERN = 2048;
/** EventBridge refuses the wildcards of a field if more of their prefixes than this match one text: "Rule is too complex". */
const MAX_BEGINNINGS = 10;
const MAX_STARS = 2;

/**
 * The field `deliver`, which the enrichment wrote, decides: patterns cannot express order, stop and default. The route's
 * conditions are added to it, so that people see them in the template and no forged or stale event passes. Only events of
 * the administrator count: other events on the bus keep the account that they come from.
 */
function patternOf(route: Route, target: string, administrator: string): { pattern: EventPattern; left: string[] } {
  const conditions = conditionsOf(route.match);
  const left = conditions.filter(({ values }) => tooComplex(values)).map(({ key }) => key);
  const kept = conditions.filter(({ key }) => !left.includes(key));
  const build = () => ({
    account: [administrator],
    source: [FINDING_SOURCE],
    'detail-type': [FINDING_DETAIL_TYPE, INVESTIGATION_DETAIL_TYPE],
    detail: {
      deliver: { [target]: [route.name] },
      ...Object.fromEntries(kept.map(({ key, pattern }) => [key, pattern])),
    },
  });
  while (kept.length > 0 && JSON.stringify(build()).length > LONGEST_PATTERN) {
    const sizes = kept.map(({ pattern }) => JSON.stringify(pattern).length);
    const [longest] = kept.splice(sizes.indexOf(Math.max(...sizes)), 1);
    if (longest) left.push(longest.key);
  }
  return { pattern: build(), left };
}

interface Condition {
  /** key of the fact in the detail */
  readonly key: string;
  readonly pattern: unknown;
  /** the configured values, which may have wildcards */
  readonly values: readonly string[];
}

function conditionsOf(match: RouteMatch): Condition[] {
  const { severity, type, account, ou, tag, region, resourceType, occurrence, sample = USUAL_SAMPLES } = match;
  const lists = { type, account, ous: ou, regions: region, resourceType, occurrence, sample };
  const tags = Object.entries(tag ?? {});
  return [
    ...(severity ? [{ key: 'severity', pattern: [{ numeric: numeric(severity) }], values: [] }] : []),
    ...Object.entries(lists).flatMap(([key, values]) =>
      values ? [{ key, pattern: values.map(matcher), values }] : [],
    ),
    ...(tags.length === 0
      ? []
      : [
          {
            key: 'tags',
            pattern: Object.fromEntries(tags.map(([key, values]) => [key, values.map(matcher)])),
            values: tags.flatMap(([, values]) => values),
          },
        ]),
  ];
}

function numeric({ atLeast, below }: NonNullable<RouteMatch['severity']>): (string | number)[] {
  const from = atLeast === undefined ? [] : ['>=', atLeast];
  const to = below === undefined ? [] : ['<', below];
  return from.length + to.length === 0 ? ['>=', 0] : [...from, ...to];
}

function matcher(value: string): unknown {
  const stars = starsIn(value);
  if (stars === 0) return value;
  if (value === '*') return { exists: true };
  if (stars === 1 && value.endsWith('*')) return { prefix: value.slice(0, -1) };
  if (stars === 1 && value.startsWith('*')) return { suffix: value.slice(1) };
  // EventBridge refuses two consecutive stars
  return { wildcard: value.replaceAll('\\', '\\\\').replace(/\*+/g, '*') };
}

/**
 * Whether EventBridge might refuse the wildcards. After any character of a text, the prefixes that match it end with a star
 * or with that character; at the end of the text each whole wildcard can match too.
 */
function tooComplex(values: readonly string[]): boolean {
  const wildcards = values.filter((value) => Object.hasOwn(Object(matcher(value)), 'wildcard'));
  if (wildcards.some((value) => starsIn(value) > MAX_STARS)) return true;
  const characters = wildcards.flatMap((value) => [...new Set(value.replaceAll('*', ''))]);
  const most = Math.max(wildcards.length, ...counts(characters, wildcards));
  return most + wildcards.reduce((stars, value) => stars + starsIn(value), 0) > MAX_BEGINNINGS;
}

/** How often each character occurs in all texts together. */
function counts(characters: readonly string[], texts: readonly string[]): number[] {
  const all = texts.join('');
  return characters.map((character) => all.split(character).length - 1);
}

function starsIn(value: string): number {
  return value.split('*').length - 1;
}
