import type { ZodType } from 'zod';
import type { Answer, Body, Service } from './call';

/** A behaviour's row: the chapter's signing name and the beginning of the row, which is unique there. */
export type Statement = `${string}: ${string}`;

/** What is true of the caller before the cases begin. */
export interface Facts {
  readonly account: string;
  readonly region: string;
  readonly organization: string;
  readonly managementAccount: string;
  readonly root: string;
  /** the caller's detector in the region, if it has one */
  readonly detector: string | undefined;
  /** whether the caller's detector is a member of an administrator, or administers others */
  readonly related: boolean;
  readonly graph: string | undefined;
  /** the name of everything that a run makes */
  readonly label: string;
}

/** A condition that a case needs; without it the case is not asked. */
export type Need = 'management' | 'detector' | 'standalone' | 'noDetector' | 'noGraph' | 'graph';

/** An expectation, compared by its kind. */
export type Expectation =
  | {
      readonly kind: 'refusal';
      readonly code: string;
      readonly message?: string;
      readonly reason?: string;
      readonly status?: number;
    }
  | { readonly kind: 'shape' | 'state'; readonly schema: ZodType };

/** What a case can do. */
export interface Steps {
  readonly facts: Facts;
  /** makes a call */
  call(service: Service, operation: string, input?: Body): Promise<Answer>;
  /**
   * makes a call that creates something or switches it on, and remembers how that is undone
   * @param undo the call that undoes it
   */
  make(service: Service, operation: string, input: Body, undo: (output: Body) => Undo): Promise<Body>;
  /** makes a call that should be refused, and remembers how it is undone if it is not */
  attempt(service: Service, operation: string, input: Body, undo: (output: Body) => Undo): Promise<Answer>;
  expect(answer: Answer, expectation: Expectation): void;
}

/** A call that removes the resources that a case made. */
export interface Undo {
  /** for people: what remains if it fails */
  readonly what: string;
  readonly service: Service;
  readonly operation: string;
  readonly input: Body;
}

/** One question to AWS. */
export interface ContractCase {
  /** a sentence, unique in the suite */
  readonly name: string;
  readonly statement: Statement;
  readonly needs?: readonly Need[];
  /** what it makes in a sandbox, or tries to make and is refused; undefined for a case that only reads */
  readonly writes?: string;
  run(steps: Steps): Promise<void>;
}

/** An answer that is a refusal. */
export const refused = (
  code: string,
  more: { message?: string; reason?: string; status?: number } = {},
): Expectation => ({ kind: 'refusal', code, ...more });
/** An answer of a shape. */
export const shaped = (schema: ZodType): Expectation => ({ kind: 'shape', schema });
/** An answer that shows a state. */
export const inState = (schema: ZodType): Expectation => ({ kind: 'state', schema });

/** A case of one call. @param input may depend on the facts */
export function asks(
  name: string,
  statement: Statement,
  [service, operation, input = {}]: readonly [Service, string, (Body | ((facts: Facts) => Body))?],
  expectation: Expectation,
  more: Pick<ContractCase, 'needs' | 'writes'> = {},
): ContractCase {
  return {
    name,
    statement,
    ...more,
    run: async ({ facts, call, expect }) =>
      expect(await call(service, operation, typeof input === 'function' ? input(facts) : input), expectation),
  };
}
