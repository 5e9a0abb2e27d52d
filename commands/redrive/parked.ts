import type { Operator } from '../../lambda/aws/operator-clients';
import type { Letter } from '../../lambda/aws/sqs/dead-letters';
import { DEAD_LETTERS } from '../../lib/names';
import type { StackPlace } from '../../lib/stack-places';

/** A dead-letter queue of a stack. */
export interface ParkingPlace {
  readonly stack: string;
  readonly region: string;
  /** what the queue is for, as the stack's output says */
  readonly name: string;
  readonly url: string;
}

/** What a queue held when it was looked into. */
export interface Parked extends ParkingPlace {
  readonly letters: readonly Letter[];
}

/** More than a person wants to look at; whoever has as many redrives again. */
const MOST = 5000;

/** The dead-letter queues of a stack, which its outputs name; none where it is not deployed. */
export function parkingPlaces(
  { name: stack, region }: Pick<StackPlace, 'name' | 'region'>,
  outputs: ReadonlyMap<string, string> | undefined,
): ParkingPlace[] {
  return [...(outputs ?? [])]
    .filter(([key]) => key.startsWith(DEAD_LETTERS))
    .map(([key, url]) => ({ stack, region, name: key.slice(DEAD_LETTERS.length), url }));
}

/** Takes what a queue holds. */
export async function opened(place: ParkingPlace, aws: Operator): Promise<Parked> {
  return { ...place, letters: await aws.deadLetters(place.region).take(place.url, MOST) };
}
