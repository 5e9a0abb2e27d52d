import type { Aws } from '../aws/clients';
import { within } from './deadline';
import type { DesiredState, OwnRules } from './desired';
import type { Difference } from './difference';
import type { Drift } from './drift';
import { RolloutError } from './errors';
import type { Registration } from './registration';
import type { Report } from './report';

/** Milliseconds for all of it, after the work of the pass. */
const PATIENCE = 5_000;

interface Options {
  /** a scheduled pass, which checks the rules of its stack */
  readonly repairing: boolean;
}

/**
 * K3: the end of a pass, so that its later silence is noticed. A scheduled pass compares the rules of its stack with
 * their templates. Then each pass leaves a mark at home with the differences, so that a region whose alarms do not reach home
 * still raises one there. Neither step fails the pass: home notices a missing mark.
 */
export async function watched<D extends DesiredState>(
  aws: Aws,
  registration: Registration<D>,
  desired: D,
  report: Report,
  options: Options,
): Promise<Report> {
  const work = withMark(aws, registration, desired, report, options);
  const late = { ...report, notes: [...report.notes, 'no mark of this pass: AWS did not answer in time'] };
  return (await within(PATIENCE, work)) ?? late;
}

async function withMark<D extends DesiredState>(
  aws: Aws,
  registration: Registration<D>,
  desired: D,
  report: Report,
  { repairing }: Options,
): Promise<Report> {
  const { service, region, caller } = registration;
  const about = { region: region(desired), service };
  const found = repairing ? await changedRules(aws, about.region, caller(desired), desired.ownRules ?? []) : [];
  const drift: Drift[] = found.map((difference) => ({ ...difference, ...about }));
  const problem = await leaveMark(aws, registration.mark?.(desired), found);
  return {
    ...report,
    drift: [...report.drift, ...drift],
    notes: [...report.notes, ...(problem === undefined ? [] : [`no mark of this pass: ${problem}`])],
  };
}

/** The own rules that were changed: CloudFormation does not check them after a deployment. */
async function changedRules(aws: Aws, region: string, account: string, rules: OwnRules): Promise<Difference[]> {
  const all = await Promise.all(rules.map((rule) => changeOf(aws, region, rule)));
  return all.flatMap((words) => (words === undefined ? [] : [{ account, reason: 'OwnRuleChanged', words }]));
}

async function changeOf(aws: Aws, region: string, rule: OwnRules[number]): Promise<string | undefined> {
  const name = `rule ${rule.name} of bus ${rule.bus ?? 'default'}`;
  try {
    const now = await aws.rules(region).state(rule.name, rule.bus);
    if (!now) return `${name} was deleted`;
    if (!now.enabled) return `${name} is disabled`;
    const [first, ...more] = now.targets;
    if (first === undefined) return `${name} has no target`;
    if (rule.target === undefined || (first === rule.target && more.length === 0)) return undefined;
    return `${name} sends to ${now.targets.join(', ')} instead of ${rule.target}`;
  } catch (error) {
    if (!(error instanceof RolloutError)) throw error;
    return error.transient ? undefined : `${name} cannot be read: ${error.story}`;
  }
}

/** @returns why there is no mark */
async function leaveMark(
  aws: Aws,
  place: ReturnType<NonNullable<Registration<never>['mark']>>,
  found: readonly Difference[],
): Promise<string | undefined> {
  if (!place) return undefined;
  try {
    await aws.passMarks(place.region).leave(place, found.map(({ words }) => words).join('\n'));
    return undefined;
  } catch (error) {
    if (!(error instanceof RolloutError)) throw error;
    return error.story;
  }
}
