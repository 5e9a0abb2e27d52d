import type { Context } from 'aws-lambda';
import { type Aws, type Connection, connect } from '../aws/clients';
import type { Controller } from './controller';
import { within } from './deadline';
import type { DesiredState } from './desired';
import { RolloutError } from './errors';
import { type Completion, type IsCompleteEvent, isCustomResource } from './event';
import { type Log, log as lambdaLog } from './log';
import { metrics } from './metrics';
import { asksToDisable, parseDesired, parseFormer } from './parse';
import { type Action, failsStrict } from './plan';
import { reconcile } from './reconcile';
import { evidence, type Report, summary } from './report';
import { watched } from './watch';

/** The handler's surroundings; absent in Lambda. */
interface World {
  readonly connection?: Connection;
  readonly now?: () => number;
  readonly log?: Log;
}

type Remaining = Pick<Context, 'getRemainingTimeInMillis'>;

const MINUTE = 60_000;
/** How long a deployment waits while AWS settles; "retry for several minutes, then fail naming it" (D1). */
const SETTLING = 15 * MINUTE;
/**
 * How late another pass of a deployment may be asked for: it begins a minute later, takes up to 13, and CloudFormation gives up
 * after an hour. Scheduled passes do the rest.
 */
const WORKING = 45 * MINUTE;
/** Reserved to finish the current batch and to observe once more (D19). */
const RESERVE = MINUTE;
/** Reserved to answer, even if work is unfinished. */
const ANSWER = MINUTE / 6;

/**
 * The handler of a controller, for both the Provider's `isComplete` and the schedule: one pass over the desired state. A
 * deployment is complete when another observation within minutes would change nothing; accounts that cannot be covered are
 * reported and do not fail it. Only a throw fails it, with AWS's words. After a transient failure of AWS a deployment tries
 * again for a while; on the schedule it counts as a failure.
 */
export function handlerFor<D extends DesiredState, O, A extends Action>(
  controllerOf: (aws: Aws) => Controller<D, O, A>,
  { connection = {}, now = Date.now, log = lambdaLog }: World = {},
): (event: unknown, context: Remaining) => Promise<Completion> {
  return async (event, context) => {
    const leaving = isCustomResource(event) && event.RequestType === 'Delete';
    // with `retain` everything stays on: no call is made, and the properties need not be readable
    if (leaving && !asksToDisable(event)) return { IsComplete: true };
    const time = context.getRemainingTimeInMillis();
    const reserve = Math.min(RESERVE, time / 4);
    const spent = () => context.getRemainingTimeInMillis() < reserve;
    const aws = connect({ ...connection, now, spent });
    const controller = controllerOf(aws);
    const { registration } = controller;
    const desired = parseDesired(registration.schema, event);
    const waited = isCustomResource(event) ? now() - Date.parse(startedAt(event)) : undefined;
    try {
      if (leaving && !controller.ownsWhatItMade && (await isRollback(aws, event))) return { IsComplete: true };
      const repairing = waited === undefined ? { repairing: { now: now() } } : {};
      const pass = reconcile(controller, desired, { spent, log, leaving, ...repairing });
      const done = await within(time - Math.min(ANSWER, time / 8), pass);
      if (!done) throw timeOver(registration.physicalId(desired));
      const report = leaving
        ? done
        : await watched(aws, registration, desired, done, { repairing: waited === undefined });
      logReport(report, log, now());
      const former = parseFormer(registration.schema, event);
      const known = (former && registration.regions?.(former)) ?? [];
      // the time of this pass counts, too
      const spentSoFar =
        waited === undefined ? undefined : waited + Math.max(0, time - context.getRemainingTimeInMillis());
      return completion(report, desired, { waited: spentSoFar, leaving, known });
    } catch (error) {
      if (!(error instanceof RolloutError)) throw error;
      if (!(error.transient && waited !== undefined && waited < SETTLING))
        throw withCaller(registration.caller(desired), error);
      log('waiting', { reason: error.code, words: error.story });
      return { IsComplete: false };
    }
  };
}

/**
 * A rollback of a failed deployment sends the same Delete: it must not remove what the deployment adopted. A Delete for a stack
 * that CloudFormation is not removing anything from is a forgery.
 * @throws RolloutError `NotDeployed`
 */
async function isRollback(aws: Aws, { StackId }: IsCompleteEvent): Promise<boolean> {
  const region = StackId?.split(':')[3];
  if (StackId === undefined || region === undefined) return false;
  const status = (await aws.cloudFormation(region).status(StackId)) ?? '';
  if (status.includes('ROLLBACK')) return true;
  if (REMOVING.has(status)) return false;
  throw new RolloutError('NotDeployed', `leaving: CloudFormation removes nothing of stack ${StackId} (${status})`, {
    hint: 'find who invoked the function in CloudTrail',
  });
}

/** The stack is being deleted, or an update removed the controller from it. */
const REMOVING: ReadonlySet<string> = new Set(['DELETE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS']);

/** Logs the evidence, each drift on a line that people can search for, and the counts that alarms use. */
function logReport(report: Report, log: Log, now: number): void {
  log('evidence', evidence(report));
  for (const drift of report.drift) log('drift', { ...drift });
  log('metrics', metrics(report, now));
}

function startedAt(event: IsCompleteEvent): string {
  return event.StartedAt ?? new Date(0).toISOString();
}

function timeOver(physicalId: string): RolloutError {
  return new RolloutError('Unreachable', `reconciling ${physicalId}: AWS did not answer in time`, {
    hint: 'the next pass continues from the observed state',
  });
}

/** Adds the calling account to the message: CloudFormation shows nothing else of an error. */
function withCaller(caller: string, { code, story, hint, cause }: RolloutError): RolloutError {
  return new RolloutError(code, `account ${caller}: ${story}`, { hint, cause });
}

interface Request {
  /** milliseconds since a deployment began; undefined if none waits */
  readonly waited: number | undefined;
  readonly leaving: boolean;
  /** regions that were in the state that an update replaces */
  readonly known: readonly string[];
}

function completion(report: Report, desired: DesiredState, request: Request): Completion {
  const { waited, leaving, known } = request;
  // in mode `observe` everything is only reported
  if (desired.mode === 'enforce') {
    const stopper = report.exceptions.find(({ scope }) => scope === 'rollout');
    if (stopper) throw new RolloutError(stopper.reason, stopper.words, { hint: stopper.hint });
    if (waited !== undefined && !leaving) failForNewRegions(report, known);
    if (waited !== undefined && mustWait(report, waited, leaving)) return { IsComplete: false };
    if (waited !== undefined && desired.strict && !leaving) failWhereNotCovered(report);
  }
  return { IsComplete: true, Data: dataOf(report) };
}

/**
 * A region that is new in this deployment and cannot be deployed to fails it; the message names the others with the same reason. A
 * region that was there before does not: the rollback of this very failure would fail, too (UPDATE_ROLLBACK_FAILED).
 */
function failForNewRegions({ exceptions }: Report, known: readonly string[]): void {
  const closed = exceptions.filter(({ scope, region }) => scope === 'region' && !known.includes(region));
  const [first, ...others] = closed;
  if (!first) return;
  const same = others.filter(({ reason }) => reason === first.reason).map(({ region }) => region);
  const also = same.length > 0 ? ` (the same in ${same.join(', ')})` : '';
  throw new RolloutError(first.reason, `${first.words}${also}`, { hint: first.hint });
}

function mustWait({ remaining, pending }: Report, waited: number, leaving: boolean): boolean {
  if (remaining.length > 0 && waited < WORKING) return true;
  const soon = pending.filter((each) => each.soon);
  if (soon.length > 0 && waited < SETTLING) return true;
  // after a deployment, scheduled passes continue; after the stack is deleted, nothing does
  const late = soon.find(({ scope }) => leaving || scope === 'rollout');
  if (late) throw new RolloutError(late.reason, late.words, { hint: late.hint });
  if (leaving && remaining.length > 0)
    throw new RolloutError('NotSettled', `leaving: the time was not enough for ${remaining.length} actions`, {
      hint: 'delete the stack again: it continues from the observed state',
    });
  return false;
}

/** `strict: true`: an actionable exception fails the deployment. */
function failWhereNotCovered(report: Report): void {
  const exceptions = report.exceptions.filter(failsStrict);
  const [first] = exceptions;
  if (!first) return;
  const { account, reason, words } = first;
  const more = exceptions.length > 1 ? ` and ${exceptions.length - 1} more, which the log names` : '';
  throw new RolloutError(
    'AccountsNotCovered',
    `covering ${summary(report)}: ${reason} of account ${account}: ${words}${more}`,
    {
      hint: 'act on them, or set strict: false to deploy with exceptions',
    },
  );
}

function dataOf(report: Report): NonNullable<Completion['Data']> {
  return {
    Summary: summary(report),
    Covered: String(report.covered.length),
    Exceptions: String(report.exceptions.length),
    Pending: String(report.pending.length),
    ...report.attributes,
  };
}
