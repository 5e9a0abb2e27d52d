import { invalidParameter } from './errors';

/**
 * A filter pattern of terms: all of them, one of those with `?`, none of those with `-`; quotes hold a term together. JSON
 * selectors (`{ $.level = "ERROR" }`) know one comparison of a property.
 */
export function filterMatches(pattern: string): (message: string) => boolean {
  const trimmed = pattern.trim();
  if (trimmed.startsWith('{')) return selector(trimmed);
  const terms = [...trimmed.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))/g)].map(([, sign, quoted, bare]) => ({
    sign,
    text: quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '',
  }));
  const optional = terms.filter(({ sign }) => sign === '?');
  return (message) =>
    terms.every(({ sign, text }) => (sign === '?' ? true : message.includes(text) !== (sign === '-'))) &&
    (optional.length === 0 || optional.some(({ text }) => message.includes(text)));
}

function selector(pattern: string): (message: string) => boolean {
  const [, path, operator, quoted, bare] =
    /^\{\s*\$\.([\w.]+)\s*(=|!=)\s*(?:"([^"]*)"|(\S+))\s*\}$/.exec(pattern) ?? [];
  if (path === undefined) throw invalidParameter(`Invalid filter pattern: ${pattern} is not simulated`);
  const wanted = quoted ?? bare;
  return (message) => {
    const value = path.split('.').reduce<unknown>((at, name) => Object(at)[name], parsed(message));
    return value !== undefined && (String(value) === wanted) === (operator === '=');
  };
}

function parsed(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}
