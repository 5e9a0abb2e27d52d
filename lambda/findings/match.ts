import { type OccurrenceKind, type Route, type RouteMatch, type SampleKind, USUAL_SAMPLES } from './desired';
import type { AccountFacts, Notification } from './notification';

/** The facts that routes match. EventBridge's rules match the same facts in the event. */
export interface RoutingFacts {
  readonly severity: number;
  readonly type: string;
  readonly account: string;
  /** ids of the account's OUs and their paths: `ou-ab12-11111111`, `Workloads`, `Workloads/Prod` */
  readonly ous: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly regions: readonly string[];
  readonly resourceType: string;
  readonly occurrence: OccurrenceKind;
  readonly sample: SampleKind;
}

/** The part of a notification that routing needs. */
export type Routed = Pick<
  Notification,
  'severity' | 'type' | 'account' | 'regions' | 'resourceType' | 'occurrence' | 'sample'
>;

/**
 * The facts of a finding that routes match.
 * @param administrator whose samples are canaries
 */
export function routingFacts(notification: Routed, administrator: string): RoutingFacts {
  const { severity, type, account, regions, resourceType, occurrence, sample } = notification;
  return {
    severity: severity.value,
    type,
    account: account.id,
    ous: ousOf(account),
    tags: account.tags,
    regions,
    resourceType,
    occurrence: occurrence.kind,
    sample: sample ? (account.id === administrator ? 'canary' : 'member') : 'real',
  };
}

function ousOf({ ous }: AccountFacts): string[] {
  // the root has an id but no path includes it
  const names = ous.filter(({ id }) => !id.startsWith('r-')).map(({ name }) => name);
  return [...ous.map(({ id }) => id), ...names.map((_, index) => names.slice(0, index + 1).join('/'))];
}

/** The routes that take a finding: in order, up to one that stops; the default route if there is none. */
export function matchRoutes(facts: RoutingFacts, routes: readonly Route[], defaultRoute?: Route): Route[] {
  const taken: Route[] = [];
  for (const route of routes.filter(({ match }) => matches(facts, match))) {
    taken.push(route);
    if (route.onMatch === 'stop') break;
  }
  return taken.length === 0 && defaultRoute && matches(facts, defaultRoute.match) ? [defaultRoute] : taken;
}

/** Target → the first route that names it, so that a target receives a finding once. */
export function deliveries(routes: readonly Route[]): Map<string, string> {
  const first = new Map<string, string>();
  for (const { name, targets } of routes) for (const target of targets) if (!first.has(target)) first.set(target, name);
  return first;
}

function matches(facts: RoutingFacts, match: RouteMatch): boolean {
  const { atLeast = -Infinity, below = Infinity } = match.severity ?? {};
  return (
    facts.severity >= atLeast &&
    facts.severity < below &&
    match.occurrence.includes(facts.occurrence) &&
    (match.sample ?? USUAL_SAMPLES).includes(facts.sample) &&
    any(match.type, [facts.type]) &&
    any(match.account, [facts.account]) &&
    any(match.ou, facts.ous) &&
    any(match.region, facts.regions) &&
    any(match.resourceType, [facts.resourceType]) &&
    Object.entries(match.tag ?? {}).every(
      ([key, values]) => Object.hasOwn(facts.tags, key) && any(values, [facts.tags[key] ?? '']),
    )
  );
}

function any(patterns: readonly string[] | undefined, values: readonly string[]): boolean {
  return patterns === undefined || patterns.some((pattern) => values.some((value) => like(pattern, value)));
}

/** `*` stands for any text; case matters, as in EventBridge. */
function like(pattern: string, value: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return value === pattern;
  if (!value.startsWith(first) || !value.endsWith(last) || value.length < first.length + last.length) return false;
  let from = first.length;
  for (const part of rest) {
    const at = value.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return from <= value.length - last.length;
}
