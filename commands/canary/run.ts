import { setTimeout } from 'node:timers/promises';
import { CONCURRENCY } from '../../lambda/aws/limits';
import { connectOperator, type Operator } from '../../lambda/aws/operator-clients';
import { RolloutError } from '../../lambda/reconcile/errors';
import { mapConcurrently } from '../../lambda/reconcile/map-concurrently';
import { loadConfig } from '../../lib/config';
import { rollout } from '../../lib/rollout';
import { requiredConfig } from '../command';
import { EXIT } from '../exit-codes';
import { type CanaryOptions, chosenMinutes, chosenRegions, notSent } from './options';
import { checkPrerequisites } from './prerequisites';
import { announced, jsonOf, stepText, textOf } from './print';
import { reportOf } from './report';
import { type FailedSample, minutesFor, type Sample, sendSample } from './sample';
import { type Progress, SampleWatch } from './sample-watch';
import { stepsOf } from './steps';

/** The command's AWS, terminal and clock: the real ones if absent. */
export interface CanaryWorld {
  readonly aws?: Operator;
  readonly say?: (text: string) => void;
  readonly now?: () => number;
  readonly wait?: (seconds: number) => Promise<void>;
}

const EVERY_SECONDS = 5;
/** Dead-letter queues are read only every sixth time: while we read a message, no one else can see it. */
const POLLS_PER_QUEUE_READ = 6;
/**
 * Makes GuardDuty create a sample finding, follows it from hop to hop, and reports what was observed for each target.
 * @returns the exit code: 0 if every expected target in every region was observed to have it
 * @throws RolloutError `CanaryNotSent` if nothing was sent
 */
export async function runCanary(options: CanaryOptions, world: CanaryWorld = {}): Promise<number> {
  const { aws = connectOperator(), say = console.log, now = Date.now, wait = waited } = world;
  const desired = rollout(loadConfig(requiredConfig(options.config, 'canary')));
  const chosen = { regions: chosenRegions(options, desired), minutes: chosenMinutes(options) };
  const prepared = await checkPrerequisites(desired, chosen.regions, aws);
  const sent = await mapConcurrently(prepared.regions, CONCURRENCY.regions, (place) =>
    sendSample(place, options.type, prepared, aws, wait),
  );
  const samples = sent.filter((each): each is Sample => 'finding' in each);
  const failed = sent.filter((each): each is FailedSample => 'error' in each);
  const [refused] = failed;
  if (samples.length === 0 && refused) throw notMade(refused);
  const minutes = chosen.minutes ?? Math.max(...samples.map(minutesFor));
  const report = options.json ? () => undefined : say;
  report(announced(samples, minutes));
  const progress = await followed(new SampleWatch(samples, prepared, desired, aws), { report, now, wait, minutes });
  const result = reportOf(progress, failed, prepared);
  say(options.json ? jsonOf(result) : textOf(result));
  return result.ok ? EXIT.ok : EXIT.unmet;
}

interface Watched extends Required<Pick<CanaryWorld, 'now' | 'wait'>> {
  readonly report: (text: string) => void;
  readonly minutes: number;
}

/** Polls until everything is known or the time is up, and reports each step when it is observed. */
async function followed(following: SampleWatch, { report, now, wait, minutes }: Watched): Promise<readonly Progress[]> {
  const until = now() + minutes * 60_000;
  const reported = new Set<string>();
  let progress: readonly Progress[] = [];
  for (let polls = 0; ; polls += 1) {
    const late = now() >= until;
    try {
      progress = await following.look(late || polls % POLLS_PER_QUEUE_READ === POLLS_PER_QUEUE_READ - 1);
    } catch (error) {
      // a transient failure does not end the watch, unless this is the last poll
      if (late || !(error instanceof RolloutError && error.transient)) throw error;
    }
    for (const text of linesOf(progress).filter((line) => !reported.has(line))) {
      reported.add(text);
      report(text);
    }
    const settled = progress.length > 0 && progress.every((each) => each.settled);
    if (late || settled) return following.finished(progress);
    await wait(EVERY_SECONDS);
  }
}

/** The lines to print; with several samples, only their arrivals. */
function linesOf(progress: readonly Progress[]): string[] {
  const many = progress.length > 1;
  return progress.flatMap(stepsOf).flatMap((step) => (many && step.hop !== 'told' ? [] : stepText(step)));
}

function notMade({ type, place, error }: FailedSample) {
  if (error.code !== 'Refused') return error;
  const hint = `check that GuardDuty has the finding type ${type} in ${place.region}`;
  return notSent(error.story, hint, error.cause);
}

async function waited(seconds: number): Promise<void> {
  await setTimeout(seconds * 1000);
}
