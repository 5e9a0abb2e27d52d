/** `lib` imports this too: nothing but zod here, no SDK. */
import { z } from 'zod';

/** The accounts that a part of the configuration applies to: organizational units with everything below them, and accounts. */
export const match = z.strictObject({
  /** ids, or paths of names below the root: `Workloads/Prod` */
  ous: z.array(z.string()).default([]),
  /** ids or names */
  accounts: z.array(z.string()).default([]),
  /** it was written for certain regions, including this one */
  regional: z.boolean().default(false),
  /** where it is written */
  path: z.string(),
  /** counted from 1; absent if the configuration is not a file */
  line: z.number().optional(),
});

export type Match = z.infer<typeof match>;

/** Whether a text can be the id of an organizational unit; any other is a path of names. */
export function isUnitId(text: string): boolean {
  return /^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/.test(text);
}

/** Whether a text can be the id of an account; any other is a name. */
export function isAccountId(text: string): boolean {
  return /^\d{12}$/.test(text);
}

/** The organizational units that are written by name, each once. */
export function namedUnits(matches: readonly Pick<Match, 'ous'>[]): string[] {
  return [...new Set(matches.flatMap(({ ous }) => ous).filter((ou) => !isUnitId(ou)))];
}
