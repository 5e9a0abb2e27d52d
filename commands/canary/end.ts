import type { Operator } from '../../lambda/aws/operator-clients';
import { ARRIVAL_RULE, findingsBusArn } from '../../lib/names';
import type { Rollout } from '../../lib/rollout';
import { arrivalsIn, type Evidence } from './log-evidence';
import type { ParkedSample } from './parked-messages';
import type { FollowedHub } from './prerequisites';
import { minutesFor, type Sample } from './sample';

/** The hop at which a sample ended before the hub notified about it. */
export interface End {
  /** the hop that failed */
  readonly hop: string;
  readonly why: string;
  /** the entry of the runbook */
  readonly runbook: string | undefined;
}

/** Why a sample does not move on; undefined while it still may. */
export function endOf(
  { finding, suppressedBy, place }: Sample,
  { notified }: Evidence,
  parked: readonly ParkedSample[],
): End | undefined {
  if (notified) return undefined;
  if (suppressedBy) {
    const names = suppressedBy.length === 0 ? 'a suppression rule' : `suppression rule ${suppressedBy.join(' or ')}`;
    const why = `${names} archives ${finding.type} as it arises, and GuardDuty does not publish it: choose another --type`;
    return { hop: 'GuardDuty → default bus', why, runbook: undefined };
  }
  const message = parked.find(({ rule, place: queue }) => rule !== undefined || queue.name === 'Untold');
  if (!message) return undefined;
  const why = `it is parked in ${message.place.stack}, ${message.place.name}: ${message.words || 'without a reason'}`;
  if (message.rule === ARRIVAL_RULE)
    return { hop: 'findings bus → queue of the enrichment', why, runbook: 'NotQueued' };
  if (message.place.name === 'Untold') return { hop: 'queue → enrichment', why, runbook: 'Undelivered' };
  return { hop: `default bus in ${place.region} → findings bus`, why, runbook: 'NotForwarded' };
}

export interface EndContext {
  readonly hub: FollowedHub;
  readonly desired: Pick<Rollout, 'partition' | 'administrator'>;
  readonly aws: Operator;
}

/** The last known state of a sample about which no notification was seen in time. */
export async function lastKnown(sample: Sample, { lastLine }: Evidence, context: EndContext): Promise<End> {
  const { hub, desired, aws } = context;
  const { place, at } = sample;
  const forwarding = `default bus in ${place.region} → findings bus`;
  if (lastLine) {
    const why = [`the enrichment has it; its last log line about it is: ${lastLine.state}`, lastLine.words]
      .filter(Boolean)
      .join(': ');
    return { hop: 'enrichment → findings bus', why, runbook: 'Waiting' };
  }
  const bus = findingsBusArn({ partition: desired.partition, account: desired.administrator, region: hub.region });
  const rules = await aws.rules(place.region).toward(bus);
  const forwards = rules.filter(({ pattern }) => pattern.includes('aws.guardduty'));
  if (!forwards.some(({ enabled }) => enabled)) {
    const why = forwards.length > 0 ? 'the rule that forwards findings is disabled' : 'no rule forwards findings';
    return { hop: forwarding, why: `${why} in ${place.region}`, runbook: 'NotForwarded' };
  }
  const arrived = arrivalsIn(await aws.logs(hub.region).containing(hub.deliveryLog, ['GuardDuty Finding'], at), at);
  if (arrived > 0) {
    const why = `the bus has accepted ${arrived} of GuardDuty's findings since then, and its log does not say which; the enrichment has not named this one`;
    return { hop: 'findings bus → enrichment', why, runbook: 'Waiting' };
  }
  const publishes = sample.again
    ? 'GuardDuty had this sample before and publishes it with its next updates'
    : 'GuardDuty publishes a new finding within about five minutes';
  const why = `the findings bus has accepted no finding of GuardDuty since then; ${publishes}: --minutes ${minutesFor(sample)} is enough`;
  return { hop: `GuardDuty → ${forwarding}`, why, runbook: 'NotForwarded' };
}
