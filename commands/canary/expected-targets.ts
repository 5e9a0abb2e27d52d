import type { Route, RouteMatch } from '../../lambda/findings/desired';
import type { Finding } from '../../lambda/findings/finding';
import { deliveries, matchRoutes, type RoutingFacts, routingFacts } from '../../lambda/findings/match';
import type { AccountFacts } from '../../lambda/findings/notification';
import { decide } from '../../lambda/findings/occurrence';
import type { FindingRoutes, RouteRule } from '../../lib/rollout/routes';
import { LEVELS } from './sample-types';

/** A target to which no route delivers the finding. */
export interface OtherTarget {
  readonly target: string;
  /** for each route that names it, the unmet conditions or why it is not reached: `prod requires tag environment=prod` */
  readonly because: readonly string[];
  /** a type of sample finding that would reach it */
  readonly type: string | undefined;
}

/** The targets that receive a new finding, and the others. */
export interface ExpectedTargets {
  readonly rules: readonly RouteRule[];
  readonly others: readonly OtherTarget[];
}

/** Decided by the enrichment's own code, for the findings of one event. */
export function expectedTargets(
  findings: readonly [Finding, ...Finding[]],
  account: AccountFacts,
  { desired, rules, targets }: Pick<FindingRoutes, 'desired' | 'rules' | 'targets'>,
): ExpectedTargets {
  const { finding, regions } = decide(undefined, findings);
  const { severity, type, resourceType, count, sample } = finding;
  const occurrence = { kind: 'new', count } as const;
  const facts = routingFacts(
    { severity, type, account, regions, resourceType, occurrence, sample },
    desired.administrator,
  );
  const deliveriesOf = (some: RoutingFacts) => deliveries(matchRoutes(some, desired.routes, desired.defaultRoute));
  const expected = deliveriesOf(facts);
  const others = Object.keys(targets).filter((target) => !expected.has(target));
  return {
    rules: rules.filter(({ target, route }) => expected.get(target) === route),
    others: others.map((target) => ({
      target,
      because: [...desired.routes, ...(desired.defaultRoute ? [desired.defaultRoute] : [])]
        .filter((route) => route.targets.includes(target))
        .map((route) => `${route.name} ${notTaken(route, facts)}`),
      type: LEVELS.find((level) => deliveriesOf({ ...facts, ...level }).has(target))?.type,
    })),
  };
}

const ANY: RouteMatch = { occurrence: ['new', 'escalated', 'repeated'], sample: ['real', 'canary', 'member'] };

/** The conditions of a route that the finding does not meet. */
function notTaken({ match, ...route }: Route, facts: RoutingFacts): string {
  const unmet = conditionsIn(match).filter(
    ({ alone }) => matchRoutes(facts, [{ ...route, match: { ...ANY, ...alone } }]).length === 0,
  );
  if (unmet.length === 0) return 'comes after a route that stopped the list';
  return `requires ${unmet.map(({ text }) => text).join(' and ')}`;
}

function conditionsIn({ severity, tag = {}, ...lists }: RouteMatch): { text: string; alone: Partial<RouteMatch> }[] {
  const { atLeast, below } = severity ?? {};
  return [
    ...(atLeast === undefined ? [] : [{ text: `severity ≥ ${atLeast}`, alone: { severity: { atLeast } } }]),
    ...(below === undefined ? [] : [{ text: `severity < ${below}`, alone: { severity: { below } } }]),
    ...Object.entries(tag).map(([key, values]) => ({
      text: `tag ${key}=${values.join(' or ')}`,
      alone: { tag: { [key]: values } },
    })),
    ...Object.entries(lists).flatMap(([key, values]) =>
      values === undefined ? [] : [{ text: `${key} ${values.join(' or ')}`, alone: { [key]: values } }],
    ),
  ];
}
