import { z } from 'zod';
import { delegationDesired } from '../delegation/desired';
import { detectiveDesired } from '../detective/desired';
import { guardDutyDesired } from '../guardduty/desired';
import { RolloutError } from './errors';
import { type Desired, isCustomResource } from './event';

const anyDesired = z.discriminatedUnion('service', [delegationDesired, detectiveDesired, guardDutyDesired]);

/**
 * The desired state of an invocation, by the schema it was written with: a custom resource carries it as one JSON
 * string, the schedule as the event itself.
 * @throws RolloutError `InvalidDesiredState` with every mistake
 */
export function parseDesired(event: unknown): Desired {
  const parsed = anyDesired.safeParse(isCustomResource(event) ? fromJson(event.ResourceProperties.Desired) : event);
  if (parsed.success) return parsed.data;
  throw new RolloutError('InvalidDesiredState', `reading the desired state: ${oneLine(parsed.error)}`, {
    hint: 'deploy stack and handler from the same version',
  });
}

function fromJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch (cause) {
    throw new RolloutError('InvalidDesiredState', `reading the desired state: not JSON: ${text ?? 'nothing'}`, {
      cause,
    });
  }
}

function oneLine(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'the whole'}: ${issue.message}`).join(', ');
}
