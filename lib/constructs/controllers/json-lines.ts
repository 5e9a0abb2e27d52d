import { type IResolvable, Token } from 'aws-cdk-lib';

/** Values whose JSON is no longer stay on one line. */
const MAX_LINE = 100;

/**
 * A value as JSON text that CloudFormation joins from lines. The text is that of `JSON.stringify`, so that the resource sees no
 * difference; `cdk diff` compares the lines, and shows those that changed instead of the whole text twice.
 */
export function jsonInLines(value: unknown): string {
  const join: IResolvable = {
    creationStack: [],
    resolve: () => ({ 'Fn::Join': ['', linesOf(value)] }),
    toString: () => JSON.stringify(value),
  };
  return Token.asString(join);
}

function linesOf(value: unknown, before = '', after = ''): string[] {
  const text = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || text.length <= MAX_LINE) return [`${before}${text}${after}`];
  const entries = Array.isArray(value)
    ? value.map((each): [string, unknown] => ['', each])
    : Object.entries(value).flatMap(([key, each]): [string, unknown][] =>
        each === undefined ? [] : [[`${JSON.stringify(key)}:`, each]],
      );
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const inside = entries.flatMap(([key, each], at) => linesOf(each, key, at < entries.length - 1 ? ',' : ''));
  return [`${before}${open}`, ...inside, `${close}${after}`];
}
