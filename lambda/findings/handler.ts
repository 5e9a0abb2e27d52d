import { type Connection, connect } from '../aws/clients';
import { connectHub, type HubPlace } from '../aws/hub-clients';
import { RolloutError } from '../reconcile/errors';
import { type Log, log as lambdaLog } from '../reconcile/log';
import { sideBySide } from '../reconcile/side-by-side';
import { Around } from './around';
import type { FindingsDesired } from './desired';
import { readFinding } from './finding';
import { eventKey } from './occurrence';
import { type FindingGroup, type Told, tell } from './tell';

/** A message of the queue as Lambda hands it over. */
export interface QueueRecord {
  readonly messageId: string;
  /** the event, as JSON */
  readonly body: string;
  readonly attributes?: { readonly ApproximateReceiveCount?: string };
}

/** Which messages are to come again. */
export interface BatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

interface Invocation {
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

/** What surrounds the handler: AWS, the clock and the log, all real where absent. */
export interface FindingsWorld {
  readonly connection?: Connection;
  readonly now?: () => number;
  readonly log?: Log;
}

/** Groups told at the same time by one invocation. */
const SIDE_BY_SIDE = 10;
/** From this delivery on a finding is told without what AWS does not answer. */
const PATIENCE = 3;
const ATTEMPTS = 4;

interface Batch extends FindingGroup {
  readonly messages: readonly string[];
  /** how often its messages came already */
  readonly deliveries: number;
}

/**
 * The enrichment: of a batch of events from the queue, tells each once. A message that could not be told comes again by
 * itself and, where that does not help, ends in the dead-letter queue; the others of its batch do not.
 */
export function findingsHandler(
  desired: FindingsDesired,
  place: HubPlace,
  { connection = {}, now = Date.now, log = lambdaLog }: FindingsWorld = {},
): (event: { readonly Records: readonly QueueRecord[] }, invocation: Invocation) => Promise<BatchAnswer> {
  const around = new Around(desired, place.region, log);
  return async ({ Records }, invocation) => {
    const { batches, unreadable } = batchesIn(Records, log);
    const time = now();
    const aws = connect({ maxAttempts: ATTEMPTS, ...connection });
    const hub = connectHub(place, connection);
    const findings = batches.flatMap((batch) => batch.findings);
    const members = await around.memberships(aws, findings, time);
    const claim = { as: invocation.awsRequestId, until: time + invocation.getRemainingTimeInMillis() };
    const failed = await sideBySide(batches, SIDE_BY_SIDE, (batch) =>
      attempted(batch, log, async () => {
        const account = await around.account(aws, batch.findings[0].accountId, time, batch.deliveries >= PATIENCE);
        return tell(batch, hub, { desired, account, members, now: time, claim });
      }),
    );
    return { batchItemFailures: [...unreadable, ...failed.flat()].map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

/** The batch's messages that are to come again. Of a finding the log holds its id alone. */
async function attempted(batch: Batch, log: Log, telling: () => Promise<Told>): Promise<readonly string[]> {
  const ids = [...new Set(batch.findings.map(({ id }) => id))];
  try {
    const { occurrence, ...told } = await telling();
    log(occurrence ? 'told' : 'known', { findings: ids, kind: occurrence?.kind, count: occurrence?.count, ...told });
    return [];
  } catch (error) {
    const known = error instanceof RolloutError ? { reason: error.code, words: error.story } : { words: String(error) };
    log('not told', { findings: ids, deliveries: batch.deliveries, ...known });
    return batch.messages;
  }
}

/** The findings in a batch of messages, those that are one event together. */
function batchesIn(records: readonly QueueRecord[], log: Log): { batches: Batch[]; unreadable: string[] } {
  const batches = new Map<string, Batch>();
  const unreadable: string[] = [];
  for (const { messageId, body, attributes } of records) {
    const event = parsed(body);
    if (event === undefined) {
      log('not told', { message: messageId, words: 'the message is no JSON' });
      unreadable.push(messageId);
      continue;
    }
    const finding = readFinding(event);
    const key = eventKey(finding);
    const before = batches.get(key);
    batches.set(key, {
      key,
      findings: before ? [...before.findings, finding] : [finding],
      messages: [...(before?.messages ?? []), messageId],
      deliveries: Math.max(before?.deliveries ?? 1, Number(attributes?.ApproximateReceiveCount ?? 1)),
    });
  }
  return { batches: [...batches.values()], unreadable };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
