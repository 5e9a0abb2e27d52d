import { runInNewContext } from 'node:vm';

/** Real time that one expression may take; one that needs longer was written to hang the process. */
const MILLISECONDS = 250;

/** A caller's regular expression that is invalid, or takes too long. */
export class UnusableExpression extends Error {
  override readonly name = 'UnusableExpression';
}

/**
 * Whether a caller's regular expression finds something in a text.
 * @throws UnusableExpression if it is invalid, or did not end within a quarter of a second
 */
export function finds(expression: string, text: string): boolean {
  try {
    return (
      runInNewContext('new RegExp(expression).test(text)', { expression, text }, { timeout: MILLISECONDS }) === true
    );
  } catch (cause) {
    throw new UnusableExpression(`the regular expression ${expression} is invalid or takes too long`, { cause });
  }
}
