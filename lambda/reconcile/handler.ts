import type { Context } from 'aws-lambda';
import { type Aws, type Connection, connect } from '../aws/clients';
import type { Controller } from './controller';
import { within } from './deadline';
import type { DesiredState } from './desired';
import { RolloutError } from './errors';
import { type Completion, type IsCompleteEvent, isCustomResource } from './event';
import { type Log, log as lambdaLog } from './log';
import { metrics } from './metrics';
import { asksToDisable, parseDesired } from './parse';
import { type Action, isActionable } from './plan';
import { reconcile } from './reconcile';
import { evidence, type Report, summary } from './report';

/** The world around a handler; in Lambda all of it is absent. */
interface World {
  readonly connection?: Connection;
  readonly now?: () => number;
  readonly log?: Log;
}

type Remaining = Pick<Context, 'getRemainingTimeInMillis'>;

const MINUTE = 60_000;
/** How long a deployment waits for what AWS is still settling; "retry for several minutes, then fail naming it" (D1). */
const SETTLING = 15 * MINUTE;
/** How long a deployment works on; CloudFormation gives up after an hour, the schedule does not. */
const WORKING = 50 * MINUTE;
/** Kept back to finish the batch in hand and to look once more (D19). */
const RESERVE = MINUTE;
/** Kept back to answer, whatever is still under way. */
const ANSWER = MINUTE / 6;

/**
 * The handler of a controller, for the Provider's `isComplete` and for the schedule alike: one pass over the desired
 * state. A deployment is complete when nothing is left that another look within minutes would change; accounts that
 * cannot be covered are told, and do not fail it. Failing is throwing: AWS's words become the deployment's. What AWS
 * fails at for now is tried again while the deployment may wait; the schedule lets it be counted as a failure.
 */
export function handlerFor<D extends DesiredState, O, A extends Action>(
  controllerOf: (aws: Aws) => Controller<D, O, A>,
  { connection = {}, now = Date.now, log = lambdaLog }: World = {},
): (event: unknown, context: Remaining) => Promise<Completion> {
  return async (event, context) => {
    const leaving = isCustomResource(event) && event.RequestType === 'Delete';
    // what is retained stays on: no call is made, and whether the properties can be read does not matter
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
      const report = await within(time - Math.min(ANSWER, time / 8), pass);
      if (!report) throw timeOver(registration.physicalId(desired));
      tell(report, log, now());
      return completion(report, desired, { waited, leaving });
    } catch (error) {
      if (!(error instanceof RolloutError)) throw error;
      if (!(error.transient && waited !== undefined && waited < SETTLING))
        throw asAsked(registration.caller(desired), error);
      log('waiting', { reason: error.code, words: error.story });
      return { IsComplete: false };
    }
  };
}

/** A failed deployment is taken back by the same Delete: what it adopted must not go with it. */
async function isRollback(aws: Aws, { StackId }: IsCompleteEvent): Promise<boolean> {
  const region = StackId?.split(':')[3];
  return StackId !== undefined && region !== undefined && aws.cloudFormation(region).isRollingBack(StackId);
}

/** The evidence, each drift by itself for whoever searches the log for it, and the counts that alarms look at. */
function tell(report: Report, log: Log, now: number): void {
  log('evidence', evidence(report));
  for (const drift of report.drift) log('drift', { ...drift });
  log('metrics', metrics(report, now));
}

function startedAt(event: IsCompleteEvent): string {
  return event.StartedAt ?? new Date(0).toISOString();
}

function timeOver(physicalId: string): RolloutError {
  return new RolloutError('Unreachable', `reconciling ${physicalId}: AWS did not answer in time`, {
    hint: 'the next pass goes on from what it observes',
  });
}

/** The message says which account asked: CloudFormation shows nothing else of an error. */
function asAsked(caller: string, { code, story, hint, cause }: RolloutError): RolloutError {
  return new RolloutError(code, `account ${caller}: ${story}`, { hint, cause });
}

interface Request {
  /** milliseconds since a deployment began; undefined where none waits */
  readonly waited: number | undefined;
  readonly leaving: boolean;
}

function completion(report: Report, desired: DesiredState, { waited, leaving }: Request): Completion {
  // what is only observed is told, whatever it is
  if (desired.mode === 'enforce') {
    const stopper = report.exceptions.find(({ scope }) => scope === 'rollout');
    if (stopper) throw new RolloutError(stopper.reason, stopper.words, { hint: stopper.hint });
    if (waited !== undefined && mustWait(report, waited, leaving)) return { IsComplete: false };
    if (waited !== undefined && desired.strict && !leaving) failWhereNotCovered(report);
  }
  return { IsComplete: true, Data: dataOf(report) };
}

function mustWait({ remaining, pending }: Report, waited: number, leaving: boolean): boolean {
  if (remaining.length > 0 && waited < WORKING) return true;
  const soon = pending.filter((each) => each.soon);
  if (soon.length > 0 && waited < SETTLING) return true;
  // after a deployment the schedule goes on; after the stack is gone nobody does
  const late = soon.find(({ scope }) => leaving || scope === 'rollout');
  if (late) throw new RolloutError(late.reason, late.words, { hint: late.hint });
  if (leaving && remaining.length > 0)
    throw new RolloutError('NotSettled', `leaving: there was no time left for ${remaining.length} actions`, {
      hint: 'delete the stack again: it goes on from what it observes',
    });
  return false;
}

/** `strict: true`: nothing that a person can do something about is passed over. */
function failWhereNotCovered(report: Report): void {
  const exceptions = report.exceptions.filter(isActionable);
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
