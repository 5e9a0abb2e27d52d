/** Fakes timers and clocks only; the turns of the event loop stay Node's own. */
const LOOP = ['nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const;

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * Does work for which a turn of the event loop takes a millisecond on every machine, however busy it is: a wait of
 * seconds ends after as many turns, and every duration is the same each time.
 */
export async function onVirtualTime<T>(work: () => Promise<T>): Promise<T> {
  jest.useFakeTimers({ doNotFake: [...LOOP] });
  try {
    let ended = false;
    const result = work().finally(() => {
      ended = true;
    });
    // the caller handles a failure when it awaits the result; until then it must not count as unhandled
    result.catch(() => undefined);
    while (!ended) {
      await turn();
      jest.advanceTimersByTime(1);
    }
    return await result;
  } finally {
    jest.useRealTimers();
  }
}
