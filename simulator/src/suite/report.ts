import { isRead } from './call';
import { Masker } from './mask';
import type { SuiteResult } from './run';

/** What a run is about. */
export interface Subject {
  readonly mode: 'read-only' | 'sandbox';
  readonly region: string;
  readonly begunAt: Date;
}

/**
 * The report as data, masked, so that it can be attached to an issue. Only cases that differ show their calls.
 * @returns `{ mode, region, begunAt, asDescribed: [name], notAnswered: [{ name, why }], differences: [{ name, statement,
 * found, exchanges }], leftovers }`
 */
export function reportOf({ cases, leftovers }: SuiteResult, { mode, region, begunAt }: Subject) {
  const masker = new Masker();
  for (const { exchanges } of cases)
    for (const { answer } of exchanges) if ('output' in answer) masker.learn(answer.output);
  const having = (result: string) => cases.filter((each) => each.result === result);
  const text = (value: string) => masker.text(value);
  return {
    mode,
    region,
    begunAt: begunAt.toISOString(),
    asDescribed: having('as described').map(({ name }) => name),
    notAnswered: having('not answered').map(({ name, why = '' }) => ({ name, why: text(why) })),
    differences: having('differs').map(({ name, statement, differences, exchanges }) => ({
      name,
      statement,
      found: differences.map(({ kind, expected, actual }) => ({
        kind,
        expected: text(expected),
        actual: text(actual),
      })),
      exchanges: exchanges.map(({ service, operation, input, answer }) => ({
        call: `${service}:${operation}`,
        changes: !isRead(operation),
        request: masker.request(input),
        answer: 'output' in answer ? masker.answer(answer.output) : masker.request(answer.error),
      })),
    })),
    leftovers: leftovers.map(({ what, why }) => ({ what: text(what), why: text(why) })),
  };
}

/** See {@link reportOf}. */
export type ContractReport = ReturnType<typeof reportOf>;
