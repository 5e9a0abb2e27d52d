/** Reads JSON of unknown shape: a value that is missing or of another type than expected counts as absent. */

/** The value at a path of keys; undefined if any step is missing. */
export function valueAt(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
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

/** The list at a path; empty if there is none. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The time at a path in milliseconds; undefined if it is not a time with a four-digit year. */
export function timeAt(value: unknown, ...path: readonly string[]): number | undefined {
  const text = textAt(value, ...path);
  // a bare number would be read as a year
  const time = text !== undefined && /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) || time < 0 || time >= Date.UTC(10_000, 0) ? undefined : time;
}
