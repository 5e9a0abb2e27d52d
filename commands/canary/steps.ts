import type { Progress } from './sample-watch';

/** One hop that was observed. */
export interface Step {
  readonly hop: 'made' | 'suppressed' | 'told' | 'taken';
  readonly region: string;
  /** milliseconds */
  readonly at: number;
  /** since GuardDuty made the sample */
  readonly seconds: number;
  readonly what: string;
  /** the source of the observation */
  readonly by: string;
}

/** The hops of a sample that were observed, up to the rules of the bus. */
export function stepsOf({ sample, facts }: Progress): Step[] {
  const { place, finding, at: made, again, suppressedBy } = sample;
  const step = (hop: Step['hop'], at: number, what: string, by: string): Step => {
    return { hop, region: place.region, at, seconds: Math.max(0, Math.round((at - made) / 1000)), what, by };
  };
  const { notified, events } = facts;
  const [taken] = [...events.values()].toSorted((one, other) => one - other);
  const how = again ? `GuardDuty increased its count to ${finding.count}` : 'GuardDuty created it';
  const home = `it reached the home region, and the enrichment notified about it as ${notified?.kind}`;
  return [
    step('made', made, how, 'GetFindings'),
    ...(suppressedBy ? [step('suppressed', made, 'GuardDuty archived it as it arose', 'GetFindings')] : []),
    ...(notified ? [step('told', notified.at, home, 'log of the enrichment')] : []),
    ...(taken === undefined
      ? []
      : [step('taken', taken, 'the bus accepted the notification', 'delivery log of the bus')]),
  ];
}
