import { covers } from '../kernel/wildcard';

const WILDCARDS = { any: '*', one: '?' };

/** Whether a value matches a pattern of a policy: `*` stands for any text, `?` for any one character. */
export function isLike(pattern: string, value: string): boolean {
  return pattern === '*' || pattern === value || covers(pattern, value, WILDCARDS);
}
