import type { Aws, Connection } from '../../lambda/aws/clients';
import { controllerOf } from '../../lambda/controllers/controllers';
import type { Desired } from '../../lambda/controllers/registry';
import { mapConcurrently } from '../../lambda/reconcile/map-concurrently';
import { isActionable } from '../../lambda/reconcile/plan';
import { assess } from '../../lambda/reconcile/reconcile';
import { evidence, type Report } from '../../lambda/reconcile/report';
import { loadConfig } from '../../lib/config';
import { desiredInManagement, rollout } from '../../lib/rollout';
import { desiredIn } from '../../lib/rollout/detection';
import { EXIT } from '../exit-codes';
import { reach } from '../plan/reach';
import { coverageText } from '../rehearse/coverage';
import type { StatusOptions } from './options';

/** Where the command prints, and how it reaches AWS. */
export interface Surroundings {
  readonly say?: (text: string) => void;
  readonly connection?: Connection;
}

/** How many controllers read at the same time. */
const SIDE_BY_SIDE = 24;

/**
 * Shows the coverage of the organization of the environment's credentials. It only reads.
 * @returns the exit code: `unmet` if an account is not covered and a person or a pass can change that
 * @throws RolloutError where AWS cannot be reached, or something cannot be read
 */
export async function runStatus(
  options: StatusOptions,
  { say = console.log, connection = {} }: Surroundings = {},
): Promise<number> {
  const desired = rollout(loadConfig(options.config));
  const { profile } = options;
  const ports = await reach(desired, options, { ...connection, ...(profile !== undefined && { profile }) });
  const { accounts } = await ports.management.organizations(desired.homeRegion).accounts();
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  const all: (readonly [Desired, Aws])[] = [
    ...desiredInManagement(desired).map((each) => [each, ports.management] as const),
    ...desired.detections.flatMap(desiredIn).map((each) => [each, ports.administrator] as const),
  ];
  const reports = await mapConcurrently(
    all,
    SIDE_BY_SIDE,
    async ([each, aws]) => (await assess(controllerOf(each, aws), each)).report,
  );
  const takenAt = new Date(ports.management.now()).toISOString();
  if (options.json) say(JSON.stringify({ takenAt, reports: reports.map(evidence) }, undefined, 2));
  else if (options.csv) say(csvOf(reports));
  else say([`as of ${takenAt}`, coverageText(reports, [], (id) => names.get(id) ?? '')].join('\n'));
  return reports.every(isAsDesired) ? EXIT.ok : EXIT.unmet;
}

function isAsDesired({ exceptions, pending, remaining, withheld }: Report): boolean {
  return pending.length + remaining.length + withheld.length === 0 && !exceptions.some(isActionable);
}

/** One row for each service and region. */
function csvOf(reports: readonly Report[]): string {
  const rows = reports.map(({ service, region, covered, expected, exceptions, pending, remaining, withheld }) => [
    ...[service, region, covered.length, expected],
    ...[exceptions.length, pending.length, remaining.length, withheld.length],
  ]);
  const head = ['service', 'region', 'covered', 'expected', 'exceptions', 'pending', 'actions', 'withheld'];
  return [head, ...rows].map((row) => row.join(',')).join('\n');
}
