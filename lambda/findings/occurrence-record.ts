import { z } from 'zod';
import type { Seen } from './occurrence';

const findings = z.record(
  z.string(),
  z.object({ region: z.string(), updatedAt: z.number(), count: z.number(), severity: z.number() }),
);

const seen = z.object({ findings, awaited: z.object({ findings, until: z.number() }).optional() });

/** An event's record in the table. An unreadable record counts as missing: better a second notification than none. */
export function seenIn(value: string | undefined): Seen | undefined {
  if (value === undefined) return undefined;
  try {
    const { awaited, ...record } = seen.parse(JSON.parse(value));
    return { ...record, ...(awaited && { awaited }) };
  } catch {
    return undefined;
  }
}
