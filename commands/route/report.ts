import { z } from 'zod';
import type { FindingsDesired } from '../../lambda/findings/desired';
import { type Finding, readFinding } from '../../lambda/findings/finding';
import { deliveries, matchRoutes, routingFacts } from '../../lambda/findings/match';
import { type AccountFacts, notification } from '../../lambda/findings/notification';
import { decide } from '../../lambda/findings/occurrence';
import { type Message, render } from '../../lambda/findings/render';
import { suspectsIn } from '../../lambda/investigation/suspect';
import { loadConfig } from '../../lib/config';
import { rollout } from '../../lib/rollout';
import { findingRoutes } from '../../lib/rollout/routes';
import { readJsonFile } from '../input-file';
import { UsageError } from '../usage-error';
import { findingsInFile } from './finding-file';
import type { RouteOptions } from './options';

/** A target's message, and the route that delivers it. */
export interface Delivery {
  readonly target: string;
  readonly route: string;
  readonly message: Message;
}

/** The routes that a finding takes, in order, and its deliveries. */
export interface RouteReport {
  readonly finding: Pick<Finding, 'id' | 'type'>;
  readonly routes: readonly string[];
  readonly deliveries: readonly Delivery[];
}

/** The reports on the findings of a file, and the parts of it that are no findings, each as a sentence. */
export interface RouteReports {
  readonly reports: readonly RouteReport[];
  readonly refused: readonly string[];
}

/** The routes of each finding in a file and the messages of each target, without calling AWS. */
export function routeReports(options: RouteOptions, now: number = Date.now()): RouteReports {
  const config = loadConfig(options.config);
  const { desired } = findingRoutes(config, rollout(config).detections);
  const { findings, refused } = findingsInFile(options.finding);
  const account = options.account === undefined ? noFacts : readAccount(options.account);
  return {
    reports: findings.map((each) => reportOn(readFinding(each), { desired, account, now, kind: options.occurrence })),
    refused,
  };
}

/** The report on the only finding of a file. */
export function routeReport(options: RouteOptions, now?: number): RouteReport {
  const [report] = routeReports(options, now).reports;
  if (report === undefined) throw new Error('a file without findings is refused when it is read');
  return report;
}

interface Assumed {
  readonly desired: FindingsDesired;
  readonly account: Omit<AccountFacts, 'id'>;
  readonly now: number;
  readonly kind: RouteOptions['occurrence'];
}

function reportOn(arrived: Finding, { desired, account, now, kind = 'new' }: Assumed): RouteReport {
  const { occurrence: first, ...decision } = decide(undefined, [arrived]);
  const { finding } = decision;
  const occurrence = { kind, count: first?.count ?? 1, ...(kind === 'escalated' && { previousSeverity: 1 }) };
  // assumes that the account is covered and was not investigated lately: only AWS could say
  const members = new Map([[finding.accountId, 'ENABLED']]);
  const suspects = suspectsIn({ finding, occurrence }, desired, members);
  const notice = notification(
    { ...decision, occurrence },
    {
      ...{ desired, members, now },
      account: { ...account, id: finding.accountId },
      inquiries: suspects.map((suspect) => ({ suspect, state: 'follows' })),
    },
  );
  const taken = matchRoutes(routingFacts(notice, desired.administrator), desired.routes, desired.defaultRoute);
  return {
    finding: { id: finding.id, type: finding.type },
    routes: taken.map(({ name }) => name),
    deliveries: [...deliveries(taken)].map(([target, name]) => ({
      target,
      route: name,
      message: render(notice, desired.targets[target] ?? { kind: 'envelope' }, desired.locale),
    })),
  };
}

const noFacts = { ous: [], tags: {} };

const account = z.strictObject({
  name: z.string().optional(),
  email: z.string().optional(),
  ous: z.array(z.strictObject({ id: z.string(), name: z.string() })).default([]),
  tags: z.record(z.string(), z.string()).default({}),
});

function readAccount(file: string): Omit<AccountFacts, 'id'> {
  if (/^\d{12}$/.test(file))
    throw new UsageError(
      `--account takes a file with facts about the account, not its id ${file}: see examples/account.json`,
    );
  const keys = (path: readonly (string | number)[]) =>
    path.length === 0 ? Object.keys(account.shape) : ['id', 'name'];
  return readJsonFile(file, account, keys);
}
