/** Reads JSON of unknown shape: a value that is missing or of another type than expected counts as absent. */

/** The value at a path of keys; undefined if any step is missing. Where a list is found instead of an object, its first item counts. */
export function valueAt(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    if (Array.isArray(current) && !/^\d+$/.test(key)) [current] = current;
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Readonly<Record<string, unknown>>)[key];
  }
  return current;
}

/** The text at a path, with numbers taken as text; undefined for anything else and for blank text. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = valueAt(value, ...path);
  if (typeof found === 'number' && Number.isFinite(found)) return String(found);
  if (typeof found !== 'string') return undefined;
  // UTF-8 encoders refuse half of a surrogate pair
  const text = found.replace(/\p{Surrogate}/gu, '\ufffd').trim();
  return text === '' ? undefined : text;
}

/** The finite number at a path, with a number in quotes taken as one. */
export function numberAt(value: unknown, ...path: readonly string[]): number | undefined {
  const found = valueAt(value, ...path);
  const number = typeof found === 'string' && found.trim() !== '' ? Number(found) : found;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** The list at a path, with an object alone taken as a list of one; empty if there is none. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = valueAt(value, ...path);
  if (Array.isArray(found)) return found;
  return typeof found === 'object' && found !== null ? [found] : [];
}

/** The texts in the list at a path, with a text alone taken as a list of one. */
export function textsAt(value: unknown, ...path: readonly string[]): string[] {
  const found = valueAt(value, ...path);
  return (Array.isArray(found) ? found : [found]).flatMap((each) => textAt([each], '0') ?? []);
}

/**
 * The time at a path in milliseconds, from a date in ISO's form or from seconds or milliseconds since 1970; undefined if it is
 * not a time with a four-digit year.
 */
export function timeAt(value: unknown, ...path: readonly string[]): number | undefined {
  const text = textAt(value, ...path) ?? '';
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : sinceEpoch(text);
  return Number.isNaN(time) || time < 0 || time >= Date.UTC(10_000, 0) ? undefined : time;
}

/** Ten digits are seconds, thirteen are milliseconds; other numbers could be anything. */
function sinceEpoch(text: string): number {
  if (!/^\d{10}(\d{3})?(\.\d+)?$/.test(text)) return Number.NaN;
  return Math.round(Number(text) * (/^\d{10}(\.|$)/.test(text) ? 1000 : 1));
}
