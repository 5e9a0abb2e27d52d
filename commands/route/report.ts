import { readFileSync } from 'node:fs';
import { readFinding } from '../../lambda/findings/finding';
import { deliveries, matchRoutes, routingFacts } from '../../lambda/findings/match';
import { type AccountFacts, notification } from '../../lambda/findings/notification';
import { decide } from '../../lambda/findings/occurrence';
import { type Message, render } from '../../lambda/findings/render';
import { suspectsIn } from '../../lambda/investigation/suspect';
import { loadConfig } from '../../lib/config';
import { rollout } from '../../lib/rollout';
import { findingRoutes } from '../../lib/routes';
import type { RouteOptions } from './options';

/** What a target receives, and by which route. */
export interface Delivery {
  readonly target: string;
  readonly route: string;
  readonly message: Message;
}

/** The routes that a finding takes, in order, and its deliveries. */
export interface RouteReport {
  readonly routes: readonly string[];
  readonly deliveries: readonly Delivery[];
}

/** The routes a finding takes, and what each target receives, without asking AWS for anything. */
export function routeReport(options: RouteOptions, now: number = Date.now()): RouteReport {
  const config = loadConfig(options.config);
  const { desired } = findingRoutes(config, rollout(config).detections);
  const { occurrence: first, ...decision } = decide(undefined, [readFinding(json(options.finding))]);
  const { finding } = decision;
  const kind = occurrenceNamed(options.occurrence);
  const occurrence = { kind, count: first?.count ?? 1, ...(kind === 'escalated' && { previousSeverity: 1 }) };
  // supposed to be covered, and not investigated lately: whether it is so, only AWS could say
  const members = new Map([[finding.accountId, 'ENABLED']]);
  const suspects = suspectsIn({ finding, occurrence }, desired, members);
  const told = notification(
    { ...decision, occurrence },
    {
      desired,
      account: accountFrom(options.account, finding.accountId),
      members,
      now,
      inquiries: suspects.map((suspect) => ({ suspect, state: 'follows' })),
    },
  );
  const taken = matchRoutes(routingFacts(told, desired.administrator), desired.routes, desired.defaultRoute);
  return {
    routes: taken.map(({ name }) => name),
    deliveries: [...deliveries(taken)].map(([target, name]) => ({
      target,
      route: name,
      message: render(told, desired.targets[target] ?? { kind: 'envelope' }, desired.locale),
    })),
  };
}

function occurrenceNamed(name = 'new'): 'new' | 'escalated' | 'repeated' {
  if (name === 'new' || name === 'escalated' || name === 'repeated') return name;
  throw new Error(`reading --occurrence: got ${name}, allowed: new, escalated, repeated`);
}

function accountFrom(file: string | undefined, id: string): AccountFacts {
  const given = file === undefined ? {} : (json(file) as Partial<AccountFacts>);
  return { ous: [], tags: {}, ...given, id };
}

function json(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`reading ${file}: ${String(cause).replace(/^\w*Error: /, '')}`, { cause });
  }
}
