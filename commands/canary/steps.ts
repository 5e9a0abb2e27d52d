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
  /** by what it is known */
  readonly by: string;
}

/** The hops that a sample was observed to have taken, as far as to the rules of the bus. */
export function stepsOf({ sample, facts }: Progress): Step[] {
  const { place, finding, at: made, again, suppressedBy } = sample;
  const step = (hop: Step['hop'], at: number, what: string, by: string): Step => {
    return { hop, region: place.region, at, seconds: Math.max(0, Math.round((at - made) / 1000)), what, by };
  };
  const { told, events } = facts;
  const [taken] = [...events.values()].toSorted((one, other) => one - other);
  const how = again ? `GuardDuty counted it up, to ${finding.count}` : 'GuardDuty made it';
  const home = `it came home, and the enrichment told it as ${told?.kind}`;
  return [
    step('made', made, how, 'GetFindings'),
    ...(suppressedBy ? [step('suppressed', made, 'GuardDuty archived it as it arose', 'GetFindings')] : []),
    ...(told ? [step('told', told.at, home, 'log of the enrichment')] : []),
    ...(taken === undefined ? [] : [step('taken', taken, 'the bus took what was told', 'delivery log of the bus')]),
  ];
}
