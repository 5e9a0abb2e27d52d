import { EXIT } from '../exit-codes';

const CODES = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated } as const;

/** Ctrl-C or a request to end, while something is to be cleaned up first. */
export class Interruption {
  private readonly controller = new AbortController();
  private readonly unfinished = new Set<Promise<unknown>>();
  private readonly listeners: (() => void)[] = [];
  private expected: number | undefined;
  /** resolves with the exit code when a signal comes */
  readonly code: Promise<number>;

  constructor() {
    this.code = new Promise((resolve) => {
      for (const [signal, code] of Object.entries(CODES)) {
        const listener = () => {
          this.controller.abort();
          resolve(this.expected ?? code);
        };
        process.on(signal, listener);
        this.listeners.push(() => process.off(signal, listener));
      }
    });
  }

  /** aborted when a signal comes */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Waits for a signal that is no interruption but the agreed end. @returns the code given */
  async await(code: number): Promise<number> {
    this.expected = code;
    return this.code;
  }

  /** Work that cleans up after itself when it is aborted: `end` waits for it. */
  cleanly<T>(work: Promise<T>): Promise<T> {
    this.unfinished.add(work);
    return work.finally(() => this.unfinished.delete(work));
  }

  /** Waits for what cleans up, and leaves signals to others again. */
  async end(): Promise<void> {
    await Promise.allSettled(this.unfinished);
    for (const remove of this.listeners) remove();
  }
}
