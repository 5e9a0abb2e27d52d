interface Known<T> {
  readonly value: T;
  readonly until: number;
}

/** Answers that are valid for a while. When there is no more room, the oldest is dropped. */
export class Recent<T> {
  private readonly known = new Map<string, Known<T>>();

  constructor(
    private readonly validFor: number,
    private readonly room: number,
  ) {}

  has(key: string, now: number): boolean {
    return (this.known.get(key)?.until ?? 0) > now;
  }

  get(key: string, now: number): T | undefined {
    return this.has(key, now) ? this.known.get(key)?.value : undefined;
  }

  set(key: string, value: T, now: number): void {
    this.known.delete(key);
    const [oldest] = this.known.keys();
    // a map keeps the order in which keys were added
    if (this.known.size >= this.room && oldest !== undefined) this.known.delete(oldest);
    this.known.set(key, { value, until: now + this.validFor });
  }

  forget(key: string): void {
    this.known.delete(key);
  }
}
