import type { Simulation } from '@muster/simulator';

/** The state by which worlds are compared: values that differ from run to run are masked, and empty parts are left out. */
export function canonicalState(simulation: Simulation): unknown {
  const { organization } = simulation;
  return canonical({
    accounts: organization.accounts,
    trusted: organization.trustedServices,
    administrators: organization.delegatedAdministrators,
    state: simulation.state.snapshot(),
  });
}

/** Expects the same plain data as `toEqual` does, which compares the states of two worlds for 30 ms, and their texts take 2. */
export function expectSame(actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) expect(actual).toEqual(expected);
}

/** A number above this is a time in milliseconds (2001 or later). */
const TIME = 1_000_000_000_000;

/** Plain data in one form: ids and times masked, sorted, without empty parts. */
export function canonical(value: unknown): unknown {
  if (typeof value === 'string') return masked(value);
  if (typeof value === 'number') return value > TIME ? 'time' : value;
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Map || value instanceof Set) return canonical(Object.fromEntries(entriesOf(value)));
  if (Array.isArray(value)) return listed(value.map(canonical));
  const entries: [string, unknown][] = [];
  for (const [key, each] of Object.entries(value)) {
    const form = key === 'position' ? undefined : canonical(each);
    if (!isNothing(form)) entries.push([masked(key), form]);
  }
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function entriesOf(value: Map<unknown, unknown> | Set<unknown>): [string, unknown][] {
  return value instanceof Map
    ? [...value].map(([key, each]) => [String(key), each])
    : [...value].map((each) => [String(each), true]);
}

function listed(values: readonly unknown[]): unknown[] {
  if (values.length < 2) return [...values];
  const written = values.map((value) => ({ value, text: JSON.stringify(value) }));
  return written.sort((a, b) => (a.text < b.text ? -1 : 1)).map(({ value }) => value);
}

function isNothing(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === undefined;
  return Object.keys(value).length === 0;
}

/** Ids and times have at least so many characters. */
const SHORTEST_MASKED = 20;

function masked(text: string): string {
  // compressed data contains its time, so its size differs
  if (text.length < SHORTEST_MASKED) return text.endsWith(' bytes') ? text.replace(/^\d+ bytes$/, 'bytes') : text;
  return text
    .replace(/[0-9a-f]{32}/g, 'id')
    .replace(/\b(AROA|AIDA)[A-Z2-7]{17}\b/g, 'id')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time');
}
