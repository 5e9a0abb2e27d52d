const compiled = new Map<string, RegExp>();

/** Whether a value is like a pattern of a policy: `*` stands for any text, `?` for any one character. */
export function isLike(pattern: string, value: string): boolean {
  if (pattern === '*' || pattern === value) return true;
  if (!/[*?]/.test(pattern)) return false;
  const known = compiled.get(pattern) ?? expression(pattern);
  compiled.set(pattern, known);
  return known.test(value);
}

function expression(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}
