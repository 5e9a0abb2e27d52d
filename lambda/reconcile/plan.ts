/** A difference from the desired state that no action of this plan changes. */
export interface Exception {
  readonly account: string;
  readonly region: string;
  /** name of the controller, or of the service that it is about */
  readonly service: string;
  /** permanent code, the name of its entry in the runbook */
  readonly reason: string;
  /** AWS's own words, or what was observed */
  readonly words: string;
  /** what a person can do */
  readonly hint: string;
  /**
   * what it affects: this account only; one region of several, which fails a deployment after everything else was done, and no
   * scheduled pass; or the whole rollout of this pass
   */
  readonly scope: 'account' | 'region' | 'rollout';
}

/** An exception that AWS is still working on. */
export interface Pending extends Exception {
  /** whether it may be over within minutes; otherwise it may take hours, and the schedule checks it */
  readonly soon: boolean;
}

/** Exceptions that no one can change: an account that is gone, or a protection plan that AWS does not offer. */
const NOT_ACTIONABLE: ReadonlySet<string> = new Set(['AccountClosing', 'AccountSuspended', 'PlanNotOffered']);

/** Whether a person can do something about an exception. If so, it raises the alarm. */
export function isActionable({ reason }: Exception): boolean {
  return !NOT_ACTIONABLE.has(reason);
}

/** Reasons that cost no account its coverage, because each scheduled pass repairs it. They raise the alarm all the same. */
const REPAIRED_BY_SCHEDULE: ReadonlySet<string> = new Set(['AutoEnableIneffective', 'TrailMissing']);

/** Whether an exception fails a strict deployment. */
export function failsStrict(exception: Exception): boolean {
  return isActionable(exception) && !REPAIRED_BY_SCHEDULE.has(exception.reason);
}

/** One write, as plain data. An action may have any number of accounts: the ports make batches. */
export interface Action {
  readonly type: string;
  readonly region: string;
  readonly accounts?: readonly { readonly id: string }[];
  /** the subject of its refusals, if it has no accounts; the region if absent */
  readonly subject?: string;
}

/** Actions, work that AWS has not finished, exceptions for people, and notes. */
export interface Plan<A extends Action> {
  readonly actions: readonly A[];
  readonly pending: readonly Pending[];
  readonly blocked: readonly Exception[];
  readonly notes: readonly string[];
}

/** Compares by code points: the same order on every machine, whatever its language. */
export function ascending(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Exceptions in an order that does not depend on when they were found. */
export function ordered<E extends Exception>(exceptions: readonly E[]): E[] {
  const key = ({ region, account, service, reason }: E) => [region, account, service, reason].join('/');
  return [...exceptions].sort((a, b) => ascending(key(a), key(b)));
}

/** A plan from some of its parts. */
export function planOf<A extends Action>(part: Partial<Plan<A>>): Plan<A> {
  return { actions: [], pending: [], blocked: [], notes: [], ...part };
}

/** Several plans as one, in their order. */
export function joined<A extends Action>(plans: readonly Plan<A>[]): Plan<A> {
  return {
    actions: plans.flatMap(({ actions }) => actions),
    pending: plans.flatMap(({ pending }) => pending),
    blocked: plans.flatMap(({ blocked }) => blocked),
    notes: plans.flatMap(({ notes }) => notes),
  };
}

/** The accounts of an action in words: the id if there is one account, otherwise the number. */
export function counted(accounts: readonly { readonly id: string }[]): string {
  const [only] = accounts;
  return accounts.length === 1 && only ? `account ${only.id}` : `${accounts.length} accounts`;
}
