import type { Clock } from '../../../kernel/clock';

/**
 * Counts the active strands of an execution, so that a clock that is moved by hand knows when the execution is at rest:
 * finished, or with all its strands waiting for a later time.
 */
export class Pacing {
  private active = 0;
  private resting: (() => void)[] = [];

  constructor(private readonly clock: Clock) {}

  begin(): void {
    this.active += 1;
  }

  end(): void {
    this.active -= 1;
    // a strand that starts another one (Parallel, Map) is not yet at rest
    setImmediate(() => {
      if (this.active > 0) return;
      for (const resolve of this.resting) resolve();
      this.resting = [];
    });
  }

  /** Runs `strand` after `seconds`, as the clock's timers do. */
  startAfter(seconds: number, strand: () => Promise<void>): void {
    this.clock.after(seconds, () => {
      this.begin();
      void strand().finally(() => this.end());
      return this.clock.background(this.atRest());
    });
  }

  /** Lets a strand wait for `seconds` of the organization's time. */
  async wait(seconds: number): Promise<void> {
    const waited = new Promise<void>((resolve) => {
      this.clock.after(seconds, () => {
        this.begin();
        resolve();
        return this.clock.background(this.atRest());
      });
    });
    this.end();
    await waited;
  }

  /** Lets a strand wait for an event of other strands. */
  async waitFor<T>(event: Promise<T>): Promise<T> {
    this.end();
    try {
      return await event;
    } finally {
      this.begin();
    }
  }

  /** Runs strands concurrently and waits for all of them. */
  async all<T>(strands: readonly (() => Promise<T>)[]): Promise<T[]> {
    const running = strands.map((strand) => {
      this.begin();
      return strand().finally(() => this.end());
    });
    return this.waitFor(Promise.all(running));
  }

  private atRest(): Promise<void> {
    return new Promise((resolve) => this.resting.push(resolve));
  }
}
