import type { Refusal } from '../aws/refusals';
import type { AsOf } from '../overrides/account-listing';
import type { DesiredState } from './desired';
import type { Difference } from './difference';
import type { Effect } from './effect';
import type { Action, Plan } from './plan';
import type { Registration } from './registration';

/** What one service adds to the loop. The four parts are the whole of it: everything else is the same for all. */
export interface Controller<D extends DesiredState, O, A extends Action> {
  readonly registration: Registration<D>;
  /** what each of its actions does to the protection of accounts */
  readonly effects: Readonly<Record<A['type'], Effect>>;
  /** Reads, and writes nothing. */
  observe(desired: D): Promise<O>;
  /**
   * From both states to what is to be done: pure, the same for the same input in whatever order it comes.
   * @param refusals what AWS refused so far in this run
   */
  plan(desired: D, observed: O, refusals: readonly Refusal[]): Plan<A>;
  /** One action, one port call; returns what was refused in it. */
  apply(action: A): Promise<readonly Refusal[]>;
  /** One line of English, for log, dry run and evidence alike. */
  describe(action: A): string;
  /** The region that must be seen to be done before the others begin, where there is one. */
  first?(desired: D): string;
  /** How many accounts have protection now: what the guard measures losses against. */
  protectedNow(observed: O): number;
  /** Which accounts have less protection after an action that `lessens`. */
  losing(action: A, observed: O, desired: D): readonly string[];
  /** What an action puts right, as it was observed: where nobody has just joined, somebody changed it. */
  differences(action: A, observed: O, desired: D): readonly Difference[];
  /** What was changed and no action puts right, because CloudFormation or a person owns it. */
  changes?(observed: O, desired: D): readonly Difference[];
  /** What AWS says about when an account came and changed. */
  times(observed: O): (account: string) => Times;
  /** Where the organization's accounts are from, and of when; undefined where they were not asked for. */
  asOf?(observed: O): AsOf | undefined;
  /** Who is as desired, and how many should be. */
  coverage(desired: D, observed: O): Coverage;
  /** What other resources of the stack refer to, by name: short, as CloudFormation takes 4,096 bytes in all. */
  attributes?(observed: O): Readonly<Record<string, string>>;
  /** What it made is nobody else's: it goes with a deployment that is taken back, too. */
  readonly ownsWhatItMade?: true;
  /** The same loop for leaving: what it looks at, and the way to nothing being there. */
  readonly removal: Pick<Controller<D, O, A>, 'observe' | 'plan'>;
}

/** Milliseconds; absent where AWS does not say. */
export interface Times {
  /** when the account joined the organization */
  readonly joinedAt?: number | undefined;
  /** when the service last changed what it says about the account */
  readonly changedAt?: number | undefined;
}

/** Account ids; regions for the delegation. */
export interface Coverage {
  readonly covered: readonly string[];
  readonly expected: number;
}
