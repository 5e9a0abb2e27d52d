import type { ErrorCode } from '../../reconcile/errors';
import { hasCode } from '../error-predicates';
import { type Refusal, refusal, wordsOf } from '../refusals';

/** What a plan is on one detector. */
export type Status = 'ENABLED' | 'DISABLED';

/** Whom AWS enables a plan for in the organization. */
export type AutoEnable = 'ALL' | 'NEW' | 'NONE';

/** A protection plan (AWS: feature) and its additional configurations, each in state `S`. */
export interface PlanState<S extends string> {
  readonly state: S;
  readonly additional: Readonly<Record<string, S>>;
}

/** Plans by AWS's name; a name this code does not know is kept as it came (R10). */
export type Plans<S extends string> = Readonly<Record<string, PlanState<S>>>;

/**
 * What a new detector has on by itself, all off (R9): what is not asked for is therefore named. The other plans start off.
 */
export const ON_BY_DEFAULT_OFF: Plans<Status> = Object.fromEntries(
  ['EBS_MALWARE_PROTECTION', 'EKS_AUDIT_LOGS', 'LAMBDA_NETWORK_LOGS', 'RDS_LOGIN_EVENTS', 'S3_DATA_EVENTS'].map(
    (name) => [name, { state: 'DISABLED', additional: {} }],
  ),
);

/** A feature as the SDK has it, with `Status` on detectors and `AutoEnable` in the organization configuration. */
interface Feature<S extends string> {
  readonly name: string | undefined;
  readonly state: S | undefined;
  readonly additional: readonly { readonly name: string | undefined; readonly state: S | undefined }[];
}

/** Features of an answer as plans, in whatever order AWS lists them this time (R11). */
export function plansOf<S extends string>(features: readonly Feature<S>[]): Plans<S> {
  const plans: Record<string, PlanState<S>> = {};
  for (const { name, state, additional } of features)
    if (name !== undefined && state !== undefined) plans[name] = { state, additional: states(additional) };
  return plans;
}

function states<S extends string>(list: Feature<S>['additional']): Record<string, S> {
  const entries = list.flatMap(({ name, state }): [string, S][] => (name && state ? [[name, state]] : []));
  return Object.fromEntries(entries);
}

const LEGACY = 'EKS_RUNTIME_MONITORING';
const RUNTIME = 'RUNTIME_MONITORING';

/**
 * The plans as requests AWS takes: both kinds of runtime monitoring in one request are an error whatever they are set to
 * (R8), so they go apart, the one that is switched off first.
 */
export function requests<S extends string>(plans: Plans<S>): Plans<S>[] {
  const { [LEGACY]: legacy, [RUNTIME]: runtime, ...rest } = plans;
  if (!legacy || !runtime) return [plans];
  const legacyGoesOff = legacy.state === 'DISABLED' || legacy.state === 'NONE';
  return legacyGoesOff
    ? [{ [LEGACY]: legacy }, { ...rest, [RUNTIME]: runtime }]
    : [{ ...rest, [RUNTIME]: runtime }, { [LEGACY]: legacy }];
}

/** Codes with which AWS refuses a whole request for one plan in it. */
const CONTENT: readonly ErrorCode[] = ['Refused'];

/**
 * Sends plans so that one AWS refuses never costs the others (R6): AWS answers the whole request with "an invalid or
 * out-of-range value is specified" and does not say which, so it is found by halves.
 * @returns the refused plans by name
 */
export async function sendPlans<S extends string>(
  operation: string,
  plans: Plans<S>,
  send: (plans: Plans<S>) => Promise<void>,
): Promise<Refusal[]> {
  const refused: Refusal[] = [];
  for (const request of requests(plans)) refused.push(...(await halves(operation, request, send)));
  return refused;
}

async function halves<S extends string>(
  operation: string,
  plans: Plans<S>,
  send: (plans: Plans<S>) => Promise<void>,
): Promise<Refusal[]> {
  try {
    await send(plans);
    return [];
  } catch (error) {
    const entries = Object.entries(plans);
    const [first] = entries;
    if (!hasCode(error, ...CONTENT) || !first) throw error;
    if (entries.length === 1) return [refusal(operation, first[0], wordsOf(error))];
    const middle = Math.ceil(entries.length / 2);
    const left = await halves(operation, Object.fromEntries(entries.slice(0, middle)), send);
    return [...left, ...(await halves(operation, Object.fromEntries(entries.slice(middle)), send))];
  }
}
