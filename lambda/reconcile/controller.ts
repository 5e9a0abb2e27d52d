import type { Refusal } from '../aws/refusals';
import type { AsOf } from '../overrides/account-listing';
import type { DesiredState } from './desired';
import type { Difference } from './difference';
import type { Effect } from './effect';
import type { Action, Plan } from './plan';
import type { Registration } from './registration';
import type { Value } from './value';

/** The parts of one service in the loop. Everything else is the same for all services. */
export interface Controller<D extends DesiredState, O, A extends Action> {
  readonly registration: Registration<D>;
  /** the effect of each of its actions on the protection of accounts */
  readonly effects: Readonly<Record<A['type'], Effect>>;
  /** Reads, and writes nothing. */
  observe(desired: D): Promise<O>;
  /**
   * The plan for two states: a pure function that does not depend on the order of its input.
   * @param refusals the refusals of AWS so far in this pass
   */
  plan(desired: D, observed: O, refusals: readonly Refusal[]): Plan<A>;
  /** One action, one port call; returns the refusals. */
  apply(action: A): Promise<readonly Refusal[]>;
  /** One line of English, for log, dry run and evidence alike. */
  describe(action: A): string;
  /** The state that will be observed once AWS has done everything that an action asks for: pure. */
  project(observed: O, action: A, desired: D): O;
  /** The values that an action sets, each with the observed one. A plan names them, and an approved plan allows no others. */
  values(action: A, observed: O, desired: D): readonly Value[];
  /** What cannot be planned yet, because AWS shows it only later; one phrase each. */
  unknown(observed: O, desired: D): readonly Unknown[];
  /** The region that must be finished before the others begin, if there is one. */
  first?(desired: D): string;
  /** How many accounts have protection now. The guard compares losses with it. */
  protectedNow(observed: O): number;
  /** Which accounts have less protection after an action that `lessens`. */
  losing(action: A, observed: O, desired: D): readonly string[];
  /** The observed differences that an action repairs: unless the account has just joined, someone changed it. */
  differences(action: A, observed: O, desired: D): readonly Difference[];
  /** What was changed and no action puts right, because CloudFormation or a person owns it. */
  changes?(observed: O, desired: D): readonly Difference[];
  /** When an account joined and changed, according to AWS. */
  times(observed: O): (account: string) => Times;
  /** Source and time of the list of accounts; undefined if it was not read. */
  asOf?(observed: O): AsOf | undefined;
  /** The accounts that are as desired, and how many should be. */
  coverage(desired: D, observed: O): Coverage;
  /** Values for other resources of the stack, by name: short, because CloudFormation accepts 4,096 bytes in all. */
  attributes?(observed: O): Readonly<Record<string, string>>;
  /** Nothing else uses the resources that it made: a rollback removes them too. */
  readonly ownsWhatItMade?: true;
  /** The parts of the loop that differ for leaving, until nothing is left. */
  readonly removal: Pick<Controller<D, O, A>, 'observe' | 'plan'>;
}

/** A part of the desired state that cannot be planned yet. */
export interface Unknown {
  /** a phrase: `the enrolment of accounts` */
  readonly what: string;
  /** what has to be done before */
  readonly until: 'delegation' | 'findings hub';
}

/** Milliseconds; absent if AWS does not say. */
export interface Times {
  /** when the account joined the organization */
  readonly joinedAt?: number | undefined;
  /** when the service last changed its state of the account */
  readonly changedAt?: number | undefined;
}

/** Account ids; regions for the delegation. */
export interface Coverage {
  readonly covered: readonly string[];
  readonly expected: number;
}
