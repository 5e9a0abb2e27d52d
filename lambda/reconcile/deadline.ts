/**
 * What `work` comes to, or undefined when the time is over first: a call that the SDK keeps repeating must not take the
 * answer with it (D19). Work that is left behind begins nothing new, for its time is spent.
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
