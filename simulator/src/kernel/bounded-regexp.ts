import { runInNewContext } from 'node:vm';

/** Real time that one expression may take; what needs longer is made to hang the process. */
const MILLISECONDS = 250;

/** A caller's regular expression that is invalid, or takes too long. */
export class UnusableExpression extends Error {
  override readonly name = 'UnusableExpression';
}

/**
 * Whether a regular expression that a caller gave finds something in a text.
 * @throws UnusableExpression where it is none, or did not end in a quarter of a second
 */
export function finds(expression: string, text: string): boolean {
  try {
    return (
      runInNewContext('new RegExp(expression).test(text)', { expression, text }, { timeout: MILLISECONDS }) === true
    );
  } catch (cause) {
    throw new UnusableExpression(`the regular expression ${expression} is of no use`, { cause });
  }
}
