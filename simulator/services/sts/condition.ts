/** Condition keys of a request, in lower case, as far as the request has them. */
export type RequestContext = Readonly<Record<string, string | undefined>>;

type Test = (wanted: string, got: string) => boolean;

const TESTS: Readonly<Record<string, Test>> = {
  StringEquals: (wanted, got) => wanted === got,
  StringEqualsIgnoreCase: (wanted, got) => wanted.toLowerCase() === got.toLowerCase(),
  StringLike: like,
  ArnEquals: like,
  ArnLike: like,
};

/**
 * Whether all conditions of a policy statement hold. An operator that is not known holds never, so that a policy is not
 * taken for wider than it is.
 */
export function holds(condition: unknown, context: RequestContext): boolean {
  return Object.entries((condition ?? {}) as Record<string, Record<string, unknown>>).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) =>
      holdsFor(operator, [values].flat().map(String), context[key.toLowerCase()]),
    ),
  );
}

function holdsFor(operator: string, wanted: readonly string[], got: string | undefined): boolean {
  if (operator === 'Null') return wanted.includes(String(got === undefined));
  const ifExists = operator.endsWith('IfExists');
  const name = ifExists ? operator.slice(0, -'IfExists'.length) : operator;
  const negated = /^(String|Arn)Not/.test(name);
  const test = TESTS[negated ? name.replace('Not', '') : name];
  if (!test) return false;
  if (got === undefined) return ifExists || negated;
  return wanted.some((each) => test(each, got)) !== negated;
}

function like(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}
