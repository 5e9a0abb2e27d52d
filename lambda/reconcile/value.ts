/** One value that an action sets. */
export interface Value {
  /** what is set: the name of a feature, or a few words */
  readonly name: string;
  /** as observed; absent where nothing is there yet, `UNKNOWN` if AWS shows it only afterwards */
  readonly before?: string;
  readonly after: string;
  /** places in the configuration that decide it for these accounts, where overrides do: `overrides[3]` */
  readonly by?: readonly string[];
}

/** A value of what AWS shows only after an earlier action of the same plan. */
export const UNKNOWN = 'UNKNOWN';

/** A value with the one that it replaces. */
export function valueChange(name: string, before: string | undefined, after: string): Value {
  return { name, ...(before !== undefined && { before }), after };
}

/** The state of a feature and of its additional configurations. */
interface State {
  readonly state: string;
  readonly additional: Readonly<Record<string, string>>;
}

/**
 * The values that a request sets of features: each feature, and each additional configuration as `feature.name`.
 * @param observed the same features of everything that the request is for; none where nothing is there yet
 */
export function featureValues(
  features: Readonly<Record<string, State>>,
  observed: readonly Readonly<Record<string, State>>[] = [],
  off = 'DISABLED',
): Value[] {
  return Object.entries(features).flatMap(([name, { state, additional }]) => {
    const before = (read: (each: State | undefined) => string | undefined) =>
      countedValues(observed.map((each) => read(each[name]) ?? off));
    return [
      valueChange(
        name,
        before((each) => each?.state),
        state,
      ),
      ...Object.entries(additional).map(([part, after]) =>
        valueChange(
          `${name}.${part}`,
          before((each) => each?.additional[part]),
          after,
        ),
      ),
    ];
  });
}

/** Several observed values as one: `ENABLED`, or `DISABLED 3, ENABLED 58` where they differ; undefined for none. */
export function countedValues(observed: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const each of observed) counts.set(each, (counts.get(each) ?? 0) + 1);
  const [only, ...others] = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  if (only === undefined) return undefined;
  return others.length === 0 ? only[0] : [only, ...others].map(([value, count]) => `${value} ${count}`).join(', ');
}
