import { z } from 'zod';
import type { Seen } from './occurrence';

const findings = z.record(
  z.string(),
  z.object({ region: z.string(), updatedAt: z.number(), count: z.number(), severity: z.number() }),
);

const seen = z.object({ findings, awaited: z.object({ findings, until: z.number() }).optional() });

/** What the table has of an event. What cannot be read is as if it were not there: told once more rather than never again. */
export function seenIn(value: string | undefined): Seen | undefined {
  if (value === undefined) return undefined;
  try {
    const { awaited, ...told } = seen.parse(JSON.parse(value));
    return { ...told, ...(awaited && { awaited }) };
  } catch {
    return undefined;
  }
}
