export interface Timer {
  cancel(): void;
}

interface Entry {
  due: number;
  action: () => void | Promise<void>;
}

/**
 * The organization's time. It starts at the real time and moves by `advance`, and automatically at `rate` simulated seconds per
 * real second (0: stands still, for tests; 1: real time). Due actions run in the order of time.
 */
export class Clock {
  private offset = 0;
  private started: number;
  private pace: number;
  private slowWorks = 0;
  private realStart = performance.now();
  private readonly entries: Entry[] = [];
  private alarm: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(rate = 0, start: number = Date.now()) {
    this.pace = rate;
    this.started = start;
  }

  /** The present rate: simulated seconds per real second. */
  get rate(): number {
    return this.slowWorks > 0 ? Math.min(1, this.pace) : this.pace;
  }

  /** Continues from now at another rate. */
  setRate(rate: number): void {
    this.from(() => {
      this.pace = rate;
    });
  }

  /** Keeps time from running faster than real time during `work`, which takes this machine longer than AWS. */
  async slowedDuring<T>(work: Promise<T>): Promise<T> {
    this.from(() => {
      this.slowWorks += 1;
    });
    try {
      return await work;
    } finally {
      this.from(() => {
        this.slowWorks -= 1;
      });
    }
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return Math.floor(this.started + this.offset + (performance.now() - this.realStart) * this.rate);
  }

  iso(): string {
    return new Date(this.now()).toISOString();
  }

  /** Runs `action` once `seconds` of the organization's time have passed. */
  after(seconds: number, action: () => void | Promise<void>): Timer {
    const entry: Entry = { due: this.now() + seconds * 1000, action };
    this.entries.splice(this.placeOf(entry.due), 0, entry);
    this.arm();
    return {
      cancel: () => {
        const at = this.entries.indexOf(entry);
        if (at >= 0) this.entries.splice(at, 1);
      },
    };
  }

  /** Resolves once `seconds` of the organization's time have passed. */
  sleep(seconds: number): Promise<void> {
    return new Promise((resolve) => this.after(seconds, resolve));
  }

  /** Moves time forward and runs the actions that become due, each at its own moment. */
  async advance(seconds: number): Promise<void> {
    const target = this.now() + seconds * 1000;
    for (;;) {
      const next = this.entries[0];
      if (!next || next.due > target) break;
      this.moveTo(next.due);
      await this.runDue();
    }
    this.moveTo(target);
    this.arm();
  }

  /**
   * The value that a timer's action returns for work that takes real time (a function's process, for example): the work itself
   * if time stands still, so that `advance` returns once the world is at rest; nothing if time runs, so that no other timer
   * waits for it.
   */
  background(work: Promise<void>): Promise<void> | undefined {
    return this.rate > 0 ? undefined : work;
  }

  stop(): void {
    clearTimeout(this.alarm);
    this.entries.length = 0;
  }

  /** The place after everything that is due by then: actions due at the same time run in the order in which they were added. */
  private placeOf(due: number): number {
    let [from, to] = [0, this.entries.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.entries[middle]?.due ?? due) <= due) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  /** Counts the time up to now at the old rate, and from now on at the rate that `change` sets. */
  private from(change: () => void): void {
    this.started = this.now();
    this.offset = 0;
    this.realStart = performance.now();
    change();
    this.arm();
  }

  private moveTo(time: number): void {
    this.offset += Math.max(0, time - this.now());
  }

  private runDue(): Promise<void> {
    this.running = this.running.then(async () => {
      for (let next = this.entries[0]; next && next.due <= this.now(); next = this.entries[0]) {
        this.entries.shift();
        await next.action();
      }
    });
    return this.running;
  }

  private arm(): void {
    clearTimeout(this.alarm);
    const next = this.entries[0];
    if (this.rate <= 0 || !next) return;
    const wait = Math.min(Math.max(0, (next.due - this.now()) / this.rate), 2 ** 30);
    this.alarm = setTimeout(() => {
      void this.runDue().finally(() => this.arm());
    }, wait);
    this.alarm.unref();
  }
}
