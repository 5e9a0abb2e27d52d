import { CONCURRENCY } from '../../lambda/aws/limits';
import type { Operator } from '../../lambda/aws/operator-clients';
import type { Subscribers } from '../../lambda/aws/sns/subscribers';
import { RolloutError } from '../../lambda/reconcile/errors';
import { mapConcurrently } from '../../lambda/reconcile/map-concurrently';
import type { Rollout } from '../../lib/rollout';
import { type End, endOf, lastKnown } from './end';
import { type ExpectedTargets, expectedTargets } from './expected-targets';
import { type Evidence, evidenceOf, type SampleEvent } from './log-evidence';
import { LogWatch } from './log-watch';
import { type ParkedSample, parkedMessagesAbout } from './parked-messages';
import type { Prerequisites } from './prerequisites';
import type { Sample } from './sample';
import { type TargetStatus, targetStatus } from './target-status';

/** The progress of one sample. */
export interface Progress {
  readonly sample: Sample;
  readonly expected: ExpectedTargets;
  readonly facts: Evidence;
  readonly statuses: readonly TargetStatus[];
  /** where it ended before the hub notified about it */
  readonly end: End | undefined;
  /** whether waiting brings nothing new */
  readonly settled: boolean;
}

/** The largest difference between the clocks of AWS's services. */
const SKEW = 10_000;

/** Follows samples through the logs and the dead-letter queues. */
export class SampleWatch {
  private readonly bus: LogWatch;
  private readonly functions: LogWatch;
  private readonly subscribers = new Map<string, Subscribers>();
  private parked: ReadonlyMap<Sample, readonly ParkedSample[]> = new Map();

  constructor(
    private readonly samples: readonly Sample[],
    private readonly ready: Prerequisites,
    private readonly desired: Rollout,
    private readonly aws: Operator,
  ) {
    const { region, deliveryLog, findingsLog } = ready.hub;
    const since = Math.min(...samples.map(({ at }) => at)) - SKEW;
    this.bus = new LogWatch(aws.logs(region), deliveryLog, since);
    this.functions = new LogWatch(aws.logs(region), findingsLog, since);
  }

  /** Reads the logs and, if asked, the dead-letter queues for samples that are not settled. */
  async look(withParked: boolean): Promise<readonly Progress[]> {
    const ids = this.samples.map(({ finding }) => finding.id);
    const functions = await this.functions.lines(ids);
    // the bus's log names the finding only when it accepts its notification; later lines name only the event
    const first = await this.bus.lines(ids);
    const events = this.samples.flatMap((sample) => [...evidenceOf(this.about(sample), first, []).events.keys()]);
    const bus = await this.bus.lines(events);
    const progress = () =>
      this.samples.map((sample) => this.progressOf(sample, evidenceOf(this.about(sample), bus, functions)));
    if (!withParked) return progress();
    const open = progress().filter(({ settled }) => !settled);
    const found = await mapConcurrently(open, CONCURRENCY.regions, async ({ sample }) => {
      const places = [...sample.place.parking, ...this.ready.hub.parking];
      return [sample, await parkedMessagesAbout(this.about(sample), places, this.aws)] as const;
    });
    this.parked = new Map([...this.parked, ...found]);
    return progress();
  }

  /** The final progress: the last known state of samples without a notification, and the subscribers of the notified topics. */
  async finished(last: readonly Progress[]): Promise<readonly Progress[]> {
    const { ready, desired, aws } = this;
    const topics = last.flatMap(({ statuses }) => statuses.flatMap(({ target }) => this.topicOf(target) ?? []));
    for (const topic of new Set(topics)) await this.countSubscribers(topic);
    return mapConcurrently(last, CONCURRENCY.regions, async ({ sample, facts, end }) => ({
      ...this.progressOf(sample, facts),
      end: facts.notified ? undefined : (end ?? (await lastKnown(sample, facts, { hub: ready.hub, desired, aws }))),
    }));
  }

  private async countSubscribers(topic: string): Promise<void> {
    try {
      this.subscribers.set(topic, await this.aws.subscribers(this.ready.hub.region).of(topic));
    } catch (error) {
      // a topic of another owner may not let us list its subscriptions
      if (!(error instanceof RolloutError)) throw error;
    }
  }

  private progressOf(sample: Sample, facts: Evidence): Progress {
    const { targets } = this.desired.findings;
    const expected = expectedTargets(this.sameEvent(sample), this.ready.account, this.desired.findings);
    const parked = this.parked.get(sample) ?? [];
    const statuses = expected.rules.flatMap((rule) => {
      const target = targets[rule.target];
      const arn = this.topicOf(rule.target);
      const topic = arn === undefined ? undefined : { arn, subscribers: this.subscribers.get(arn) };
      return target ? targetStatus({ rule, target, topic, facts, parked }) : [];
    });
    const end = endOf(sample, facts, parked);
    const isNotified = facts.notified !== undefined && statuses.every(({ state }) => state !== 'waiting');
    return { sample, expected, facts, statuses: statuses, end, settled: isNotified || end !== undefined };
  }

  /** The topic of a target that receives e-mail: configured, or an output of the hub. */
  private topicOf(target: string): string | undefined {
    const sns = this.desired.findings.targets[target];
    if (sns?.kind !== 'sns') return undefined;
    return sns.destination.topicArn ?? this.ready.hub.outputs.get(`Target${target.replace(/[^A-Za-z0-9]/g, '')}`);
  }

  private sameEvent(sample: Sample): [Sample['finding'], ...Sample['finding'][]] {
    const others = this.samples.filter((other) => other !== sample && other.key === sample.key);
    return [sample.finding, ...others.map(({ finding }) => finding)];
  }

  private about(sample: Sample): SampleEvent {
    const findings = this.sameEvent(sample);
    const ids = findings.map(({ id }) => id);
    return { ids, arns: findings.flatMap(({ arn }) => arn ?? []), since: sample.at - SKEW };
  }
}
