import type { Answer } from './call';
import type { Expectation } from './case';

/** One way in which an answer is not as expected. */
export interface Difference {
  readonly kind: 'answer' | 'code' | 'message' | 'reason' | 'status' | 'shape' | 'state';
  readonly expected: string;
  readonly actual: string;
}

/** Compares an answer with what is expected of it, by the expectation's kind. */
export function differences(answer: Answer, expectation: Expectation): Difference[] {
  if (expectation.kind !== 'refusal') {
    if ('error' in answer)
      return [{ kind: 'answer', expected: 'an answer', actual: `${answer.error.code}: ${answer.error.message}` }];
    const { kind } = expectation;
    const { success, error } = expectation.schema.safeParse(answer.output);
    if (success) return [];
    return error.issues.map(({ path, message }) => ({
      kind,
      expected: message,
      actual: `at ${path.join('.') || 'the top'}`,
    }));
  }
  const { kind: _, ...expected } = expectation;
  if ('output' in answer) return [{ kind: 'answer', expected: expected.code, actual: 'an answer' }];
  return (['code', 'message', 'reason', 'status'] as const).flatMap((kind) => {
    const [wanted, actual] = [expected[kind], answer.error[kind]];
    return wanted === undefined || wanted === actual
      ? []
      : [{ kind, expected: String(wanted), actual: String(actual) }];
  });
}

/** Refusals that say nothing about the behaviour in question: the caller lacks a permission, or called too fast. */
export function inconclusive(answer: Answer, expected: string | undefined): string | undefined {
  if (!('error' in answer) || answer.error.code === expected) return undefined;
  const { code, message, status } = answer.error;
  if (/not authorized to perform/.test(message)) return 'the caller may not make this call';
  if (/Throttl|TooManyRequests/.test(code) || (status ?? 0) >= 500) return `AWS did not answer: ${code}`;
  return undefined;
}
