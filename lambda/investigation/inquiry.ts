import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { DynamoDb } from '../aws/dynamodb/table';
import type { Suspect } from './suspect';

/** The investigation of a suspect: it follows, it was done already, or Detective refused it (which was notified). */
export type Inquiry = { readonly suspect: Suspect } & (
  | { readonly state: 'follows' }
  | { readonly state: 'refused' }
  | { readonly state: 'known'; readonly at: number; readonly id: string }
);

/** The record of an investigation, kept for as long as no second one is wanted. */
const investigated = z.object({
  /** the execution that started it */
  by: z.string(),
  at: z.number(),
  /** of the investigation; absent if Detective refused */
  id: z.string().optional(),
  /** of the refusal */
  words: z.string().optional(),
});

export type Investigated = z.infer<typeof investigated>;

/** The key under which the investigation of a user or role in a region is remembered. */
export function inquiryKey(region: string, { arn }: Suspect): string {
  return `investigation-${createHash('sha256')
    .update(JSON.stringify([region, arn]))
    .digest('hex')}`;
}

/** The record of an investigation. An unreadable one counts as missing. */
export function investigatedIn(value: string | undefined): Investigated | undefined {
  if (value === undefined) return undefined;
  try {
    return investigated.parse(JSON.parse(value));
  } catch {
    return undefined;
  }
}

/** The investigation of each suspect, as far as it is known now: the execution that starts one decides. */
export async function inquiries(
  suspects: readonly Suspect[],
  region: string,
  memory: DynamoDb,
  now: number,
): Promise<Inquiry[]> {
  const keyOf = (suspect: Suspect) => inquiryKey(region, suspect);
  const remembered = await memory.readAll([...new Set(suspects.map(keyOf))], now);
  return suspects.map((suspect): Inquiry => {
    const known = investigatedIn(remembered.get(keyOf(suspect))?.value);
    if (!known) return { suspect, state: 'follows' };
    return known.id ? { suspect, state: 'known', at: known.at, id: known.id } : { suspect, state: 'refused' };
  });
}
