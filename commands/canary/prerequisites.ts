import { CONCURRENCY } from '../../lambda/aws/limits';
import type { Operator } from '../../lambda/aws/operator-clients';
import { wordsOf } from '../../lambda/aws/refusals';
import { AccountCache } from '../../lambda/findings/enrichment';
import type { AccountFacts } from '../../lambda/findings/notification';
import { RolloutError } from '../../lambda/reconcile/errors';
import { mapConcurrently } from '../../lambda/reconcile/map-concurrently';
import { partitionFacts } from '../../lib/regions';
import type { Rollout } from '../../lib/rollout';
import { type DeadLetterQueue, deadLetterQueues } from '../redrive/dead-letter-queues';
import { notSent } from './options';

/** A region that a canary can be sent in. */
export interface SampleRegion {
  readonly region: string;
  /** how often GuardDuty publishes updates of findings */
  readonly frequency: string;
  /** the dead-letter queues for events that do not reach the home region */
  readonly parking: readonly DeadLetterQueue[];
}

/** The hub, with what is needed to follow a sample through it. */
export interface FollowedHub {
  readonly region: string;
  /** log groups of EventBridge's deliveries and of the functions */
  readonly deliveryLog: string;
  readonly findingsLog: string;
  /** the table of notifications */
  readonly memory: string;
  readonly outputs: ReadonlyMap<string, string>;
  readonly parking: readonly DeadLetterQueue[];
}

export interface Prerequisites {
  readonly hub: FollowedHub;
  readonly regions: readonly SampleRegion[];
  /** the administrator's, in which the samples arise */
  readonly account: AccountFacts;
}

/**
 * Checks that everything is there that a canary needs and tests.
 * @throws RolloutError `CanaryNotSent`, with everything that is missing
 */
export async function checkPrerequisites(
  desired: Rollout,
  regions: readonly string[],
  aws: Operator,
): Promise<Prerequisites> {
  const { administrator, homeRegion: home } = desired;
  const account = await aws.account(home);
  if (account !== administrator)
    throw notSent(
      `these are credentials of account ${account}`,
      `use those of the delegated administrator, ${administrator}`,
    );
  if (!partitionFacts(desired.partition).eventBusSettings)
    throw notSent(
      `EventBridge does not log deliveries in partition ${desired.partition}, so a sample cannot be followed`,
      'create a sample finding in the GuardDuty console, and look at the targets',
    );
  const missing: string[] = [];
  const hub = await watchedHub(home, aws, missing);
  const all = await mapConcurrently(regions, CONCURRENCY.regions, (region) => sampleRegion(region, aws, missing));
  if (!hub || missing.length > 0) throw notSent(missing.join(', '), 'deploy what is missing first: npx cdk deploy');
  return { hub, regions: all.flatMap((region) => region ?? []), account: await accountFacts(desired, aws) };
}

async function watchedHub(region: string, aws: Operator, missing: string[]): Promise<FollowedHub | undefined> {
  const place = { name: 'FindingsHub', region };
  const outputs = await aws.outputs(region, place.name);
  const named = (output: string) => outputs?.get(output) ?? '';
  const [deliveryLog, findingsLog, memory] = ['DeliveryLogGroup', 'FindingsLogGroup', 'FindingsMemory'].map(named);
  if (!outputs) missing.push(`FindingsHub is not deployed in ${region}`);
  else if (!deliveryLog || !findingsLog || !memory) missing.push(`FindingsHub in ${region} is of an older version`);
  else return { region, deliveryLog, findingsLog, memory, outputs, parking: deadLetterQueues(place, outputs) };
  return undefined;
}

async function sampleRegion(region: string, aws: Operator, missing: string[]): Promise<SampleRegion | undefined> {
  const place = { name: `Detection-${region}`, region };
  const outputs = await aws.outputs(region, place.name);
  if (!outputs) {
    missing.push(`${place.name} is not deployed`);
    return undefined;
  }
  const detector = await aws.controllers().guardDuty(region).detector();
  if (detector?.enabled) return { region, frequency: detector.frequency, parking: deadLetterQueues(place, outputs) };
  missing.push(`GuardDuty is ${detector ? 'suspended' : 'off'} in ${region}`);
  return undefined;
}

/** The facts about the account that routes match, read as the enrichment reads them. */
async function accountFacts({ administrator, homeRegion, findings }: Rollout, aws: Operator): Promise<AccountFacts> {
  const cache = new AccountCache(
    findings.desired,
    homeRegion,
    (_, { words }: Readonly<Record<string, unknown>> = {}) => {
      throw notSent(
        `reading account ${administrator} in Organizations failed: ${words}`,
        'its tags and units decide which targets are notified',
      );
    },
  );
  try {
    return await cache.account(aws.controllers(), administrator, 0, false);
  } catch (error) {
    if (!(error instanceof RolloutError) || error.code === 'CanaryNotSent') throw error;
    throw notSent(
      `reading account ${administrator} in Organizations failed: ${wordsOf(error)}`,
      'its tags and units decide which targets are notified',
      error,
    );
  }
}
