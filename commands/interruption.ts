import { EXIT } from './exit-codes';

const CODES = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated } as const;

/** Handles Ctrl-C and SIGTERM, so that running work is cleaned up first. */
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

  /** Waits for a signal that is the expected end, not an interruption. @returns the given code */
  async await(code: number): Promise<number> {
    this.expected = code;
    return this.code;
  }

  /** Work that cleans up after itself when it is aborted: `end` waits for it. */
  cleanly<T>(work: Promise<T>): Promise<T> {
    this.unfinished.add(work);
    return work.finally(() => this.unfinished.delete(work));
  }

  /** Waits for the cleanup, and stops listening to signals. */
  async end(): Promise<void> {
    await Promise.allSettled(this.unfinished);
    for (const remove of this.listeners) remove();
  }
}
