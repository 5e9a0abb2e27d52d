/**
 * A named piece of a service's state, with one value for each account and region. Values are plain data and Maps, because the
 * control interface prints them.
 */
export class Slot<T> {
  /** @param global one value per account, whatever the region (IAM, STS, Account) */
  constructor(
    readonly service: string,
    readonly name: string,
    readonly create: () => T,
    readonly global = false,
  ) {}
}

/** The region under which the state of global services is kept. */
export const GLOBAL = 'global';

export class State {
  private readonly values = new Map<string, { account: string; region: string; slot: Slot<unknown>; value: unknown }>();

  /** The value of `slot` in an account and region, made on first use. */
  at<T>(slot: Slot<T>, account: string, region: string): T {
    const place = slot.global ? GLOBAL : region;
    const key = `${slot.service}/${slot.name}/${account}/${place}`;
    let held = this.values.get(key);
    if (!held) {
      held = { account, region: place, slot: slot as Slot<unknown>, value: slot.create() };
      this.values.set(key, held);
    }
    return held.value as T;
  }

  /** The value of `slot` if it was used already; reading it this way creates nothing. */
  peek<T>(slot: Slot<T>, account: string, region: string): T | undefined {
    const place = slot.global ? GLOBAL : region;
    return this.values.get(`${slot.service}/${slot.name}/${account}/${place}`)?.value as T | undefined;
  }

  /** Every place where `slot` has a value. */
  *everywhere<T>(slot: Slot<T>): Generator<{ account: string; region: string; value: T }> {
    for (const held of this.values.values())
      if (held.slot.service === slot.service && held.slot.name === slot.name)
        yield { account: held.account, region: held.region, value: held.value as T };
  }

  /** A copy in which the values of some services stay as they are now; all other values are shared. */
  copy(isKept: (service: string) => boolean): State {
    const copy = new State();
    // in one call, so that objects shared between values stay shared
    const kept = [...this.values].filter(([, { slot }]) => isKept(slot.service));
    const values = structuredClone(new Map(kept.map(([key, { value }]) => [key, value])));
    for (const [key, held] of this.values)
      copy.values.set(key, values.has(key) ? { ...held, value: values.get(key) } : held);
    return copy;
  }

  /** Everything, as `account → region → service → slot`, JSON-ready. */
  snapshot(): Record<string, unknown> {
    const accounts: Record<string, Record<string, Record<string, Record<string, unknown>>>> = {};
    for (const { account, region, slot, value } of this.values.values()) {
      accounts[account] ??= {};
      const regions = accounts[account];
      regions[region] ??= {};
      const services = regions[region];
      services[slot.service] ??= {};
      const slots = services[slot.service];
      if (slots) slots[slot.name] = plain(value);
    }
    return accounts;
  }
}

/** Maps become objects, Sets arrays; functions and timers are left out. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, each]) => [String(key), plain(each)]));
  if (value instanceof Set) return [...value].map(plain);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `${value.byteLength} bytes`;
  if (Array.isArray(value)) return value.map(plain);
  const kept = Object.entries(value).filter(([, each]) => typeof each !== 'function');
  return Object.fromEntries(kept.map(([key, each]) => [key, plain(each)]));
}
