/** Timers and clocks; how the event loop goes round is Node's own. */
const LOOP = ['nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const;

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * Does work for which a turn of the event loop takes a millisecond, on all machines, however busy they are: what waits for
 * seconds is there in as many turns, and how long something took is the same each time.
 */
export async function onVirtualTime<T>(work: () => Promise<T>): Promise<T> {
  jest.useFakeTimers({ doNotFake: [...LOOP] });
  try {
    let ended = false;
    const result = work().finally(() => {
      ended = true;
    });
    // whoever awaits the result hears of a failure; until then it is nobody's
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
