import { type Aws, type Connection, connect } from '../aws/clients';
import { connectHub, connectQueue, type HubPlace } from '../aws/hub-clients';
import { ATTEMPTS } from '../aws/limits';
import type { Sqs } from '../aws/sqs/queue';
import { RolloutError } from '../reconcile/errors';
import { type Log, log as lambdaLog } from '../reconcile/log';
import { groupsIn, type MessageGroup, type QueueRecord } from './batch';
import type { FindingsDesired } from './desired';
import { Around } from './enrichment';
import type { FindingGroup, Outcome } from './outcome';
import { tellAll } from './tell';

/** Which messages are to come again. */
export interface BatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

interface Invocation {
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

export interface IntakePlace extends HubPlace {
  /** URL of the queue that messages come from */
  readonly queue: string;
}

/** What surrounds the handler: AWS, the clock and the log, all real where absent. */
export interface FindingsWorld {
  readonly connection?: Connection;
  readonly now?: () => number;
  readonly log?: Log;
}

/** Ports remember graphs, which may be made anew: for so long they are the same ones. */
const SAME_PORTS = 10 * 60_000;

/**
 * The enrichment: of a batch of events from the queue, tells each once. A message that could not be told comes again by
 * itself and, where that does not help, ends in the dead-letter queue; the others of its batch do not.
 */
export function findingsHandler(
  desired: FindingsDesired,
  place: IntakePlace,
  { connection = {}, now = Date.now, log = lambdaLog }: FindingsWorld = {},
): (event: { readonly Records: readonly QueueRecord[] }, invocation: Invocation) => Promise<BatchAnswer> {
  const around = new Around(desired, place.region, log);
  const hub = connectHub(place, connection);
  const queue = connectQueue(place.region, place.queue, connection);
  let ports: { readonly aws: Aws; readonly until: number } | undefined;
  return async ({ Records }, invocation) => {
    const time = now();
    if (!ports || ports.until <= time)
      ports = { aws: connect({ maxAttempts: ATTEMPTS.hub, ...connection }), until: time + SAME_PORTS };
    const { groups, unreadable } = groupsIn(Records, log);
    const claim = { as: invocation.awsRequestId, until: time + invocation.getRemainingTimeInMillis() };
    const outcomes = await tellAll(groups, hub, { desired, around, aws: ports.aws, now: time, claim, log });
    for (const group of groups) tellLog(group, outcomes.get(group), log);
    await postponed(groups, outcomes, queue, time, log);
    const open = groups.filter((group) => isOpen(outcomes.get(group))).flatMap(({ messages }) => messages);
    return { batchItemFailures: [...unreadable, ...open].map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
}

function isOpen(outcome: Outcome | undefined): boolean {
  return outcome === undefined || !['told', 'known'].includes(outcome.state);
}

/** Messages that wait for something come again when it is over, not when the queue's timeout ends. */
async function postponed(
  groups: readonly MessageGroup[],
  outcomes: ReadonlyMap<FindingGroup, Outcome>,
  queue: Sqs,
  now: number,
  log: Log,
): Promise<void> {
  const waiting = groups.flatMap((group) => {
    const outcome = outcomes.get(group);
    if (outcome?.state !== 'awaited' && outcome?.state !== 'busy') return [];
    const seconds = Math.max(1, Math.ceil((outcome.until - now) / 1000));
    return group.messages.map(({ receiptHandle }) => ({ receiptHandle, seconds }));
  });
  try {
    await queue.postpone(waiting);
  } catch (error) {
    log('not postponed', { messages: waiting.length, words: wordsOf(error) });
  }
}

/** Of a finding the log holds its id alone. */
function tellLog({ findings, messages }: MessageGroup, outcome: Outcome | undefined, log: Log): void {
  const ids = [...new Set(findings.map(({ id }) => id))];
  if (outcome?.state === 'told') {
    const { occurrence, regions, targets, uncertain } = outcome;
    log('told', { findings: ids, kind: occurrence.kind, count: occurrence.count, regions, targets, uncertain });
  } else if (outcome?.state === 'failed') {
    const reason = outcome.error instanceof RolloutError ? { reason: outcome.error.code } : {};
    log('not told', { findings: ids, messages: messages.length, ...reason, words: wordsOf(outcome.error) });
  } else log(outcome?.state ?? 'not told', { findings: ids, messages: messages.length });
}

function wordsOf(error: unknown): string {
  return error instanceof RolloutError ? error.story : String(error);
}
