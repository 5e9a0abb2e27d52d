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

/** A number above this is a time in milliseconds (2001 or later). */
const TIME = 1_000_000_000_000;

/** Plain data in one form: ids and times masked, sorted, without empty parts. */
export function canonical(value: unknown): unknown {
  if (value instanceof Map || value instanceof Set) return canonical(Object.fromEntries(entriesOf(value)));
  if (Array.isArray(value)) return listed(value.map(canonical));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([key]) => key !== 'position')
      .map(([key, each]): [string, unknown] => [masked(key), canonical(each)])
      .filter(([, each]) => !isNothing(each));
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  if (typeof value === 'number') return value > TIME ? 'time' : value;
  return typeof value === 'string' ? masked(value) : value;
}

function entriesOf(value: Map<unknown, unknown> | Set<unknown>): [string, unknown][] {
  return value instanceof Map
    ? [...value].map(([key, each]) => [String(key), each])
    : [...value].map((each) => [String(each), true]);
}

function listed(values: readonly unknown[]): unknown[] {
  return [...values].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function isNothing(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}

function masked(text: string): string {
  return (
    text
      .replace(/[0-9a-f]{32}/g, 'id')
      // what is written compressed has the time in it
      .replace(/^\d+ bytes$/, 'bytes')
      .replace(/\b(AROA|AIDA)[A-Z2-7]{17}\b/g, 'id')
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time')
  );
}
