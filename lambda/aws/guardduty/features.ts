import type { ErrorCode } from '../../reconcile/errors';
import { hasCode } from '../error-predicates';
import { type Refusal, refusal, wordsOf } from '../refusals';

/** The state of a feature on one detector. */
export type Status = 'ENABLED' | 'DISABLED';

/** The state of a feature in a plan; unknown on an account that is enrolled first. */
export type Foreseen = Status | 'UNKNOWN';

/** The accounts of the organization for which AWS enables a feature. */
export type AutoEnable = 'ALL' | 'NEW' | 'NONE';

/** A feature (for people: a protection plan) and its additional configurations, each in state `S`. */
export interface FeatureState<S extends string> {
  readonly state: S;
  readonly additional: Readonly<Record<string, S>>;
  /** the feature and additional configurations that a policy of the organization manages, by name; absent if none */
  readonly managed?: readonly string[];
  /** the last change of the feature or of an additional configuration, in milliseconds; absent if AWS does not say */
  readonly updatedAt?: number;
}

/** Features by AWS's name; unknown names are kept (R10). */
export type Features<S extends string> = Readonly<Record<string, FeatureState<S>>>;

/**
 * The features that AWS enables in a new detector, all disabled (R9): a request has to name those that are not desired.
 */
export const ON_BY_DEFAULT_OFF: Features<Status> = Object.fromEntries(
  ['EBS_MALWARE_PROTECTION', 'EKS_AUDIT_LOGS', 'LAMBDA_NETWORK_LOGS', 'RDS_LOGIN_EVENTS', 'S3_DATA_EVENTS'].map(
    (name) => [name, { state: 'DISABLED', additional: {} }],
  ),
);

interface ListedSetting<S extends string> {
  readonly name: string | undefined;
  readonly state: S | undefined;
  readonly managedBy?: string | undefined;
  readonly updatedAt?: Date | undefined;
}

/** A feature as the SDK returns it, with `Status` on detectors and `AutoEnable` in the organization configuration. */
interface ListedFeature<S extends string> extends ListedSetting<S> {
  readonly additional: readonly ListedSetting<S>[];
}

/** The features of an answer by name: AWS lists them in any order (R11). */
export function featuresOf<S extends string>(features: readonly ListedFeature<S>[]): Features<S> {
  const byName: Record<string, FeatureState<S>> = {};
  for (const feature of features) {
    const { name, state, additional } = feature;
    const managed = [feature, ...additional].flatMap((each) => (each.managedBy && each.name ? [each.name] : []));
    const changes = [feature, ...additional].flatMap(({ updatedAt }) => (updatedAt ? [updatedAt.getTime()] : []));
    if (name === undefined || state === undefined) continue;
    byName[name] = {
      state,
      additional: states(additional),
      ...(managed.length > 0 && { managed }),
      ...(changes.length > 0 && { updatedAt: Math.max(...changes) }),
    };
  }
  return byName;
}

function states<S extends string>(list: ListedFeature<S>['additional']): Record<string, S> {
  const entries = list.flatMap(({ name, state }): [string, S][] => (name && state ? [[name, state]] : []));
  return Object.fromEntries(entries);
}

const LEGACY = 'EKS_RUNTIME_MONITORING';
const RUNTIME = 'RUNTIME_MONITORING';

/**
 * Splits features into requests that AWS accepts: both kinds of runtime monitoring in one request are always an error (R8),
 * so each has its own request, the disabled one first.
 */
export function requests<S extends string>(features: Features<S>): Features<S>[] {
  const { [LEGACY]: legacy, [RUNTIME]: runtime, ...rest } = features;
  if (!legacy || !runtime) return [features];
  const legacyGoesOff = legacy.state === 'DISABLED' || legacy.state === 'NONE';
  return legacyGoesOff
    ? [{ [LEGACY]: legacy }, { ...rest, [RUNTIME]: runtime }]
    : [{ ...rest, [RUNTIME]: runtime }, { [LEGACY]: legacy }];
}

/** Codes with which AWS refuses a whole request because of one feature. */
const CONTENT: readonly ErrorCode[] = ['Refused'];

/**
 * Sends features so that a refused one does not affect the others (R6): AWS refuses the whole request with "an invalid or
 * out-of-range value is specified" and does not say which, so it is found by bisection.
 * @returns the refused features by name
 */
export async function sendFeatures<S extends string>(
  operation: string,
  features: Features<S>,
  send: (features: Features<S>) => Promise<void>,
): Promise<Refusal[]> {
  const refused: Refusal[] = [];
  for (const request of requests(features)) refused.push(...(await halves(operation, request, send)));
  return refused;
}

async function halves<S extends string>(
  operation: string,
  features: Features<S>,
  send: (features: Features<S>) => Promise<void>,
): Promise<Refusal[]> {
  try {
    await send(features);
    return [];
  } catch (error) {
    const entries = Object.entries(features);
    const [first] = entries;
    if (!hasCode(error, ...CONTENT) || !first) throw error;
    if (entries.length === 1) return [refusal(operation, first[0], wordsOf(error))];
    const middle = Math.ceil(entries.length / 2);
    const left = await halves(operation, Object.fromEntries(entries.slice(0, middle)), send);
    return [...left, ...(await halves(operation, Object.fromEntries(entries.slice(middle)), send))];
  }
}
