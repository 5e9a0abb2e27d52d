/** Writes one JSON line: a constant message, everything that varies in keys. */
export type Log = (message: string, keys?: Readonly<Record<string, unknown>>) => void;

/** To where Lambda collects logs from. */
export const log: Log = (message, keys = {}) => {
  process.stdout.write(`${JSON.stringify({ message, ...keys })}\n`);
};

/** Nothing is written. */
export const silent: Log = () => undefined;
