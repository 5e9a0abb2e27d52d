/**
 * The result of `work`, or undefined if the time ends first: a call that the SDK keeps repeating must not prevent the answer
 * (D19). Unfinished work starts nothing new, because its time is spent.
 */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}
