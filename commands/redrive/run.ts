import { CONCURRENCY } from '../../lambda/aws/limits';
import { connectOperator, type Operator } from '../../lambda/aws/operator-clients';
import { mapConcurrently } from '../../lambda/reconcile/map-concurrently';
import { loadConfig } from '../../lib/config';
import { rollout } from '../../lib/rollout';
import { stackPlaces } from '../../lib/stack-places';
import { exampleFile, requiredConfig } from '../command';
import { EXIT } from '../exit-codes';
import { deadLetterQueues, type QueueContent, takeContent } from './dead-letter-queues';
import type { RedriveOptions } from './options';
import { textOf } from './print';
import { queueReport } from './report';
import { type Hub, type ResendOutcome, resend } from './resend';

type Say = (text: string) => void;

/**
 * Shows the messages parked in the dead-letter queues of every deployed stack of this account, or resends each only to the
 * targets that did not receive it.
 * @returns the exit code: 1 if a message that was to be resent stays
 */
export async function runRedrive(
  { config, send = false, json = false }: RedriveOptions,
  aws: Operator = connectOperator(),
  say: Say = console.log,
): Promise<number> {
  const file = send ? requiredConfig(config, 'redrive --send') : (config ?? exampleFile('rollout.yaml'));
  const desired = rollout(loadConfig(file));
  const account = await aws.account(desired.homeRegion);
  const places = stackPlaces(desired);
  const own = places.filter((place) => place.account === account);
  const deployed = await mapConcurrently(own, CONCURRENCY.regions, async (place) => {
    return { place, outputs: await aws.outputs(place.region, place.name) };
  });
  const queues = deployed.flatMap(({ place, outputs }) => deadLetterQueues(place, outputs));
  const operationsTopic = deployed
    .find(({ place }) => place.name === 'FindingsHub')
    ?.outputs?.get('OperationsTopicArn');
  const hub: Hub = { region: desired.homeRegion, operationsTopic };
  const accounts = await mapConcurrently(queues, CONCURRENCY.regions, async (queue) => {
    const parked = await takeContent(queue, aws);
    return queueReport(parked, send ? await sendAll(parked, hub, aws) : await returnAll(parked, aws));
  });
  const elsewhere = places.filter((place) => place.account !== account);
  say(json ? JSON.stringify({ queues: accounts, elsewhere }, undefined, 2) : textOf(accounts, elsewhere, send));
  return send && accounts.some(({ stays }) => stays > 0) ? EXIT.unmet : EXIT.ok;
}

/** Resends one after the other and deletes each at once: if this is interrupted, at most one message is sent twice. */
async function sendAll(
  { messages, url, region }: QueueContent,
  hub: Hub,
  aws: Operator,
): Promise<Map<string, ResendOutcome>> {
  const queue = aws.deadLetters(region);
  const all = new Map<string, ResendOutcome>();
  for (const message of messages) {
    const dispatched = await resend(message, region, hub, aws);
    if (dispatched.outcome === 'stays') await queue.giveBack(url, message);
    else await queue.remove(url, message);
    all.set(message.id, dispatched);
  }
  return all;
}

async function returnAll({ messages, url, region }: QueueContent, aws: Operator): Promise<Map<string, ResendOutcome>> {
  for (const message of messages) await aws.deadLetters(region).giveBack(url, message);
  return new Map();
}
