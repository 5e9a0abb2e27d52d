import { connectOperator, type Operator } from '../../lambda/aws/operator-clients';
import { sideBySide } from '../../lambda/reconcile/side-by-side';
import { loadConfig } from '../../lib/config';
import { rollout } from '../../lib/rollout';
import { stackPlaces } from '../../lib/stack-places';
import { type Dispatched, dispatch, type Hub } from './dispatch';
import { opened, type Parked, parkingPlaces } from './parked';
import { accountOf, textOf } from './shown';

export interface RedriveOptions {
  /** the configuration file */
  readonly config: string;
  /** send again what is parked, rather than show it */
  readonly send?: boolean;
  /** print data rather than text */
  readonly json?: boolean;
}

type Say = (text: string) => void;

/** Regions looked into at the same time. */
const SIDE_BY_SIDE = 8;

/**
 * Shows what is parked in the dead-letter queues of every deployed stack of this account, or sends it again to where alone it
 * did not come.
 * @returns the exit code: 1 where something was to be sent and stays
 */
export async function redrive(
  { config, send = false, json = false }: RedriveOptions,
  aws: Operator = connectOperator(),
  say: Say = console.log,
): Promise<number> {
  const desired = rollout(loadConfig(config));
  const account = await aws.account(desired.homeRegion);
  const places = stackPlaces(desired);
  const own = places.filter((place) => place.account === account);
  const deployed = await sideBySide(own, SIDE_BY_SIDE, async (place) => {
    return { place, outputs: await aws.outputs(place.region, place.name) };
  });
  const queues = deployed.flatMap(({ place, outputs }) => parkingPlaces(place, outputs));
  const operationsTopic = deployed
    .find(({ place }) => place.name === 'FindingsHub')
    ?.outputs?.get('OperationsTopicArn');
  const hub: Hub = { region: desired.homeRegion, operationsTopic };
  const accounts = await sideBySide(queues, SIDE_BY_SIDE, async (queue) => {
    const parked = await opened(queue, aws);
    return accountOf(parked, send ? await sendAll(parked, hub, aws) : await giveAllBack(parked, aws));
  });
  const elsewhere = places.filter((place) => place.account !== account);
  say(json ? JSON.stringify({ queues: accounts, elsewhere }, undefined, 2) : textOf(accounts, elsewhere, send));
  return send && accounts.some(({ stays }) => stays > 0) ? 1 : 0;
}

/** One after the other, each deleted as soon as it is sent: where this ends halfway, one letter at most is sent twice. */
async function sendAll({ letters, url, region }: Parked, hub: Hub, aws: Operator): Promise<Map<string, Dispatched>> {
  const queue = aws.deadLetters(region);
  const all = new Map<string, Dispatched>();
  for (const letter of letters) {
    const dispatched = await dispatch(letter, region, hub, aws);
    if (dispatched.outcome === 'stays') await queue.giveBack(url, letter);
    else await queue.remove(url, letter);
    all.set(letter.id, dispatched);
  }
  return all;
}

async function giveAllBack({ letters, url, region }: Parked, aws: Operator): Promise<Map<string, Dispatched>> {
  for (const letter of letters) await aws.deadLetters(region).giveBack(url, letter);
  return new Map();
}
