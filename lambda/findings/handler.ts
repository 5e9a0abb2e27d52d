import { type Aws, type Connection, connect } from '../aws/clients';
import { connectHub, connectQueue, type HubPlace } from '../aws/hub-clients';
import { ATTEMPTS } from '../aws/limits';
import type { Sqs } from '../aws/sqs/queue';
import { RolloutError } from '../reconcile/errors';
import { type Log, log as lambdaLog } from '../reconcile/log';
import { groupsIn, type MessageGroup, type QueueRecord } from './batch';
import type { FindingsDesired } from './desired';
import { AccountCache } from './enrichment';
import { notifyAll } from './notify';
import type { FindingGroup, Outcome } from './outcome';

/** The messages that the queue delivers again. */
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

/** The handler's AWS, clock and log: the real ones if absent. */
export interface FindingsWorld {
  readonly connection?: Connection;
  readonly now?: () => number;
  readonly log?: Log;
}

/** Ports remember graphs, which may be deleted and created again: ports are replaced after this time. */
const SAME_PORTS = 10 * 60_000;

/**
 * The enrichment: notifies once about each event in a batch from the queue. SQS delivers a message again if its notification
 * failed, and finally parks it in the dead-letter queue; the other messages of its batch are not affected.
 */
export function findingsHandler(
  desired: FindingsDesired,
  place: IntakePlace,
  { connection = {}, now = Date.now, log = lambdaLog }: FindingsWorld = {},
): (event: { readonly Records: readonly QueueRecord[] }, invocation: Invocation) => Promise<BatchAnswer> {
  const accounts = new AccountCache(desired, place.region, log);
  const hub = connectHub(place, connection);
  const queue = connectQueue(place.region, place.queue, connection);
  let ports: { readonly aws: Aws; readonly until: number } | undefined;
  return async ({ Records }, invocation) => {
    const time = now();
    if (!ports || ports.until <= time)
      ports = { aws: connect({ maxAttempts: ATTEMPTS.hub, ...connection }), until: time + SAME_PORTS };
    const { groups, unreadable } = groupsIn(Records, log);
    const claim = { as: invocation.awsRequestId, until: time + invocation.getRemainingTimeInMillis() };
    const outcomes = await notifyAll(groups, hub, {
      desired,
      accounts,
      aws: ports.aws,
      now: time,
      clock: now,
      claim,
      log,
    });
    for (const group of groups) logOutcome(group, outcomes.get(group), log);
    await postponed(groups, outcomes, queue, time, log);
    const open = groups.filter((group) => isOpen(outcomes.get(group))).flatMap(({ messages }) => messages);
    // a message may hold several findings
    const failed = new Set([...unreadable, ...open].map(({ messageId }) => messageId));
    return { batchItemFailures: [...failed].map((messageId) => ({ itemIdentifier: messageId })) };
  };
}

function isOpen(outcome: Outcome | undefined): boolean {
  return outcome === undefined || !['notified', 'known'].includes(outcome.state);
}

/** Lets the queue deliver messages that wait for something as soon as that is over, not after the queue's timeout. */
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

/** The log has only the id of a finding. */
function logOutcome({ findings, messages }: MessageGroup, outcome: Outcome | undefined, log: Log): void {
  const ids = [...new Set(findings.map(({ id }) => id))];
  if (outcome?.state === 'notified') {
    const { occurrence, regions, targets, uncertain } = outcome;
    log('notified', { findings: ids, kind: occurrence.kind, count: occurrence.count, regions, targets, uncertain });
  } else if (outcome?.state === 'failed') {
    const reason = outcome.error instanceof RolloutError ? { reason: outcome.error.code } : {};
    log('not notified', { findings: ids, messages: messages.length, ...reason, words: wordsOf(outcome.error) });
  } else log(outcome?.state ?? 'not notified', { findings: ids, messages: messages.length });
}

function wordsOf(error: unknown): string {
  return error instanceof RolloutError ? error.story : String(error);
}
