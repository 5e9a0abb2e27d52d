/** Something that is not as desired and that no action of this plan changes. */
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
  /** what stands or falls with it: this account alone, or the rollout in this region */
  readonly scope: 'account' | 'rollout';
}

/** An exception that AWS is still working on. */
export interface Pending extends Exception {
  /** worth another look within minutes; otherwise hours may pass and the schedule looks */
  readonly soon: boolean;
}

/** Exceptions that are as they should be: nobody can cover an account that is gone, or a plan that AWS does not offer. */
const NOBODYS: ReadonlySet<string> = new Set(['AccountClosing', 'AccountSuspended', 'PlanNotOffered']);

/** Whether a person can do something about an exception: those ring, and fail a strict deployment. */
export function isActionable({ reason }: Exception): boolean {
  return !NOBODYS.has(reason);
}

/** One write, as plain data. An action about accounts may carry any number of them: the ports make the batches. */
export interface Action {
  readonly type: string;
  readonly region: string;
  readonly accounts?: readonly { readonly id: string }[];
  /** what refusals of it name, where it is about no accounts; the region where absent */
  readonly subject?: string;
}

/** What to do, what AWS is still doing, what a person must do, and what is worth saying. */
export interface Plan<A extends Action> {
  readonly actions: readonly A[];
  readonly pending: readonly Pending[];
  readonly blocked: readonly Exception[];
  readonly notes: readonly string[];
}

/** By code points: the same order on every machine, whatever its language. */
export function ascending(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Exceptions in an order that does not depend on how they were found. */
export function ordered<E extends Exception>(exceptions: readonly E[]): E[] {
  const key = ({ region, account, service, reason }: E) => [region, account, service, reason].join('/');
  return [...exceptions].sort((a, b) => ascending(key(a), key(b)));
}

/** A plan with some of its parts. */
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

/** The accounts of an action in words: by id where it is one, otherwise their number. */
export function counted(accounts: readonly { readonly id: string }[]): string {
  const [only] = accounts;
  return accounts.length === 1 && only ? `account ${only.id}` : `${accounts.length} accounts`;
}
