import { z } from 'zod';
import type { EventBridge } from '../aws/eventbridge/bus';
import { FINDING_SOURCE, type FindingsDesired } from '../findings/desired';
import { investigationEvents } from '../findings/event';
import { textAt } from '../findings/json-values';
import { INVESTIGATION_DETAIL_TYPE } from './desired';
import { investigationNotification } from './notification';
import type { Outcome } from './outcome';
import { type Looked, PATIENCE_MINUTES } from './progress';
import { wanted } from './request';
import type { Found } from './result';
import type { Started } from './start';

/** What an execution knows at its end: the request, and the results of its steps. */
export const ended = wanted.extend({
  started: z.custom<Started>((value) => textAt(value, 'state') !== undefined).optional(),
  looked: z.custom<Looked>((value) => textAt(value, 'state') !== undefined).optional(),
  /** Step Functions' description of a step that failed for good */
  failure: z.object({ Error: z.string().optional(), Cause: z.string().optional() }).optional(),
});

export type Ended = z.infer<typeof ended>;

/** Notifies the finding's targets about the end of its investigation. @returns names of the targets */
export async function notifyEnd(
  { started, looked, failure, ...asked }: Ended,
  { desired, bus }: { readonly desired: FindingsDesired; readonly bus: EventBridge },
): Promise<string[]> {
  const begun = started?.state === 'running' ? started : undefined;
  const outcome = outcomeOf(started, looked, failure);
  const notification = investigationNotification(asked, begun, outcome, desired);
  const details = investigationEvents(notification, asked.deliver, desired);
  await bus.put(details.map((detail) => ({ source: FINDING_SOURCE, detailType: INVESTIGATION_DETAIL_TYPE, detail })));
  return details.flatMap(({ deliver }) => Object.keys(deliver));
}

function outcomeOf(started: Ended['started'], looked: Ended['looked'], failure: Ended['failure']): Outcome {
  if (started?.state === 'refused') return { state: 'notStarted', words: started.words };
  if (failure) return { state: started ? 'notRead' : 'notStarted', words: wordsIn(failure) };
  if (looked?.state === 'finished') return { state: 'finished', found: looked.found satisfies Found };
  return looked?.state === 'failed' ? { state: 'failed' } : { state: 'overdue', minutes: PATIENCE_MINUTES };
}

/** The message of the function's error if it is one, else Step Functions' name of the error. */
function wordsIn({ Error: name = 'Unknown', Cause = '' }: NonNullable<Ended['failure']>): string {
  try {
    return textAt(JSON.parse(Cause), 'errorMessage') ?? name;
  } catch {
    return Cause === '' ? name : `${name}: ${Cause}`;
  }
}
