/** Writes one JSON line: a constant message, with variable values in keys. */
export type Log = (message: string, keys?: Readonly<Record<string, unknown>>) => void;

/** Writes to standard output, where Lambda collects logs. */
export const log: Log = (message, keys = {}) => {
  process.stdout.write(`${JSON.stringify({ message, ...keys })}\n`);
};

/** Writes nothing. */
export const silent: Log = () => undefined;
