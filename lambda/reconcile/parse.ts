import { z } from 'zod';
import { RolloutError } from './errors';
import { type CustomResourceEvent, isCustomResource } from './event';

/**
 * The desired state of an invocation, by the schema it was written with: a custom resource carries it as one JSON
 * string, the schedule as the event itself.
 * @throws RolloutError `InvalidDesiredState` with every mistake
 */
export function parseDesired<D>(schema: z.ZodType<D>, event: unknown): D {
  const parsed = schema.safeParse(isCustomResource(event) ? fromJson(event.ResourceProperties.Desired) : event);
  if (parsed.success) return parsed.data;
  throw new RolloutError('InvalidDesiredState', `reading the desired state: ${oneLine(parsed.error)}`, {
    hint: 'deploy stack and handler from the same version',
  });
}

/** The desired state that an Update replaces; undefined for any other event, and if it cannot be read. */
export function parseFormer<D>(schema: z.ZodType<D>, event: unknown): D | undefined {
  if (!isCustomResource(event) || event.OldResourceProperties === undefined) return undefined;
  try {
    return parseDesired(schema, { ...event, ResourceProperties: event.OldResourceProperties });
  } catch (error) {
    if (!(error instanceof RolloutError)) throw error;
    return undefined;
  }
}

/** Whether the properties of a custom resource ask to remove detection; unreadable properties do not. */
export function asksToDisable({ ResourceProperties }: CustomResourceEvent): boolean {
  const asked = z.object({ onRemoval: z.literal('disable') });
  try {
    return asked.safeParse(fromJson(ResourceProperties.Desired)).success;
  } catch (error) {
    if (!(error instanceof RolloutError)) throw error;
    return false;
  }
}

function fromJson(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RolloutError('InvalidDesiredState', `reading the desired state: not JSON: "${text}"`, { cause });
  }
}

function oneLine(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'the desired state'}: ${issue.message}`).join(', ');
}
