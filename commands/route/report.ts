import { z } from 'zod';
import { readFinding } from '../../lambda/findings/finding';
import { deliveries, matchRoutes, routingFacts } from '../../lambda/findings/match';
import { type AccountFacts, notification } from '../../lambda/findings/notification';
import { decide } from '../../lambda/findings/occurrence';
import { type Message, render } from '../../lambda/findings/render';
import { suspectsIn } from '../../lambda/investigation/suspect';
import { loadConfig } from '../../lib/config';
import { rollout } from '../../lib/rollout';
import { findingRoutes } from '../../lib/rollout/routes';
import { readJsonFile } from '../input-file';
import type { RouteOptions } from './options';

/** A target's message, and the route that delivers it. */
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

/** The routes of a finding and the messages of each target, without calling AWS. */
export function routeReport(options: RouteOptions, now: number = Date.now()): RouteReport {
  const config = loadConfig(options.config);
  const { desired } = findingRoutes(config, rollout(config).detections);
  const { occurrence: first, ...decision } = decide(undefined, [readFinding(findingIn(options.finding))]);
  const { finding: read } = decision;
  const kind = options.occurrence ?? 'new';
  const occurrence = { kind, count: first?.count ?? 1, ...(kind === 'escalated' && { previousSeverity: 1 }) };
  // assumes that the account is covered and was not investigated lately: only AWS could say
  const members = new Map([[read.accountId, 'ENABLED']]);
  const suspects = suspectsIn({ finding: read, occurrence }, desired, members);
  const notice = notification(
    { ...decision, occurrence },
    {
      desired,
      account: options.account === undefined ? noFacts(read.accountId) : readAccount(options.account, read.accountId),
      members,
      now,
      inquiries: suspects.map((suspect) => ({ suspect, state: 'follows' })),
    },
  );
  const taken = matchRoutes(routingFacts(notice, desired.administrator), desired.routes, desired.defaultRoute);
  return {
    routes: taken.map(({ name }) => name),
    deliveries: [...deliveries(taken)].map(([target, name]) => ({
      target,
      route: name,
      message: render(notice, desired.targets[target] ?? { kind: 'envelope' }, desired.locale),
    })),
  };
}

const noFacts = (id: string): AccountFacts => ({ id, ous: [], tags: {} });

const account = z.strictObject({
  name: z.string().optional(),
  email: z.string().optional(),
  ous: z.array(z.strictObject({ id: z.string(), name: z.string() })).default([]),
  tags: z.record(z.string(), z.string()).default({}),
});

function readAccount(file: string, id: string): AccountFacts {
  const keys = (path: readonly (string | number)[]) =>
    path.length === 0 ? Object.keys(account.shape) : ['id', 'name'];
  return { ...readJsonFile(file, account, keys), id };
}

const finding = z.looseObject({ type: z.string(), severity: z.union([z.number(), z.string()]) });

/** A finding, or an event with one, with the fields that every finding has; the rest may have any shape. */
function findingIn(file: string): unknown {
  const content = readJsonFile(file, z.looseObject({ detail: z.unknown().optional() }), () => []);
  const schema = content.detail === undefined ? finding : z.looseObject({ detail: finding });
  return readJsonFile<object>(file, schema, () => []);
}
