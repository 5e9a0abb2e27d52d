import { z } from 'zod';
import { type Answer, type Body, type Exchange, outputOf, type Send, type Service } from './call';
import type { ContractCase, Expectation, Facts, Need, Statement, Steps, Undo } from './case';
import { type Difference, differences, inconclusive } from './compare';

/** What a case showed. */
export interface CaseResult {
  readonly name: string;
  readonly statement: Statement;
  readonly result: 'as described' | 'differs' | 'not answered';
  /** why it was not answered */
  readonly why?: string;
  readonly differences: readonly Difference[];
  readonly exchanges: readonly Exchange[];
}

/** What a run showed, unmasked. */
export interface SuiteResult {
  readonly cases: readonly CaseResult[];
  /** what the run made, or may have made, and could not remove */
  readonly leftovers: readonly Leftover[];
}

/** Something that remains. */
export interface Leftover {
  readonly what: string;
  readonly why: string;
}

/** The shape of any answer. */
const NOTHING = z.object({});

/** Ends a case before its next call. */
class Interrupted extends Error {}
/** Ends a case whose answer says nothing. */
class NotAnswered extends Error {}

const NEEDS: Readonly<Record<Need, { readonly holds: (facts: Facts) => boolean; readonly else: string }>> = {
  management: { holds: (f) => f.account === f.managementAccount, else: 'the caller is not the management account' },
  detector: { holds: (f) => f.detector !== undefined, else: 'the caller has no detector in the region' },
  standalone: {
    holds: (f) => f.detector !== undefined && !f.related,
    else: 'needs a detector without members or administrator',
  },
  noDetector: {
    holds: (f) => f.detector === undefined,
    else: 'the caller has a detector in the region, which is left alone',
  },
  graph: { holds: (f) => f.graph !== undefined, else: 'the caller has no behavior graph in the region' },
  noGraph: {
    holds: (f) => f.graph === undefined,
    else: 'the caller has a behavior graph in the region, which is left alone',
  },
};

/**
 * Asks one case after another. What a case made is removed at its end, also when it fails or the run is interrupted.
 * @param onResult is called with each result
 */
export async function runSuite(
  cases: readonly ContractCase[],
  facts: Facts,
  send: Send,
  {
    signal,
    onResult = () => undefined,
  }: { readonly signal?: AbortSignal; readonly onResult?: (result: CaseResult) => void } = {},
): Promise<SuiteResult> {
  const results: CaseResult[] = [];
  const leftovers: Leftover[] = [];
  for (const each of cases) {
    if (signal?.aborted) break;
    const unmet = each.needs?.find((need) => !NEEDS[need].holds(facts));
    const result =
      unmet === undefined ? await runCase(each, facts, send, leftovers, signal) : skipped(each, NEEDS[unmet].else);
    results.push(result);
    onResult(result);
  }
  return { cases: results, leftovers };
}

const skipped = ({ name, statement }: ContractCase, why: string): CaseResult => ({
  name,
  statement,
  result: 'not answered',
  why,
  differences: [],
  exchanges: [],
});

async function runCase(
  { name, statement, run }: ContractCase,
  facts: Facts,
  send: Send,
  leftovers: Leftover[],
  signal: AbortSignal | undefined,
): Promise<CaseResult> {
  const steps = new RunningCase(facts, send, signal);
  let why: string | undefined;
  try {
    await run(steps);
  } catch (error) {
    why = error instanceof Error ? error.message : String(error);
  } finally {
    leftovers.push(...steps.unknown, ...(await steps.undo()));
  }
  const { found, exchanges } = steps;
  const result = found.length > 0 ? 'differs' : why === undefined ? 'as described' : 'not answered';
  return { name, statement, result, ...(why === undefined ? {} : { why }), differences: found, exchanges };
}

const perhaps = (call: string, { label }: Facts, error: unknown): Leftover => ({
  what: `perhaps what ${call} makes (${label})`,
  why: `no answer: ${error}`,
});

class RunningCase implements Steps {
  readonly exchanges: Exchange[] = [];
  readonly found: Difference[] = [];
  /** what may have been made by a call without an answer */
  readonly unknown: Leftover[] = [];
  private readonly undos: Undo[] = [];

  constructor(
    readonly facts: Facts,
    private readonly send: Send,
    private readonly signal: AbortSignal | undefined,
  ) {}

  call = async (service: Service, operation: string, input: Body = {}): Promise<Answer> => {
    if (this.signal?.aborted) throw new Interrupted('interrupted');
    return this.exchange(service, operation, input);
  };

  make = async (service: Service, operation: string, input: Body, undo: (output: Body) => Undo): Promise<Body> => {
    const answer = await this.attempt(service, operation, input, undo);
    const why = inconclusive(answer, undefined);
    if (why !== undefined) throw new NotAnswered(why);
    this.expect(answer, { kind: 'shape', schema: NOTHING });
    return outputOf(answer);
  };

  attempt = async (service: Service, operation: string, input: Body, undo: (output: Body) => Undo): Promise<Answer> => {
    const answer = await this.call(service, operation, input).catch((error: unknown) => {
      if (!(error instanceof Interrupted)) this.unknown.push(perhaps(`${service}:${operation}`, this.facts, error));
      throw error;
    });
    if ('output' in answer) this.undos.push(undo(answer.output));
    return answer;
  };

  expect = (answer: Answer, expectation: Expectation): void => {
    const why = inconclusive(answer, expectation.kind === 'refusal' ? expectation.code : undefined);
    if (why !== undefined) throw new NotAnswered(why);
    this.found.push(...differences(answer, expectation));
  };

  /** Removes what was made, the newest first. @returns what remains */
  async undo(): Promise<Leftover[]> {
    const remaining: Leftover[] = [];
    for (const { what, service, operation, input } of this.undos.reverse()) {
      const why = await this.exchange(service, operation, input).then(
        (answer) => ('error' in answer ? `${answer.error.code}: ${answer.error.message}` : undefined),
        (error: unknown) => String(error),
      );
      if (why !== undefined) remaining.push({ what, why });
    }
    return remaining;
  }

  private async exchange(service: Service, operation: string, input: Body): Promise<Answer> {
    const answer = await this.send(service, operation, input);
    this.exchanges.push({ service, operation, input, answer });
    return answer;
  }
}
