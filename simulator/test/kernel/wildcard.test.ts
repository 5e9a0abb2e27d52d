import fc from 'fast-check';
import { finds, UnusableExpression } from '../../src/kernel/bounded-regexp';
import { ANY, covers, unescaped } from '../../src/kernel/wildcard';

const WILDCARDS = { any: '*', one: '?' };

/** The same with a regular expression, which is correct and slow. */
function coversSlowly(pattern: string, text: string): boolean {
  const source = [...pattern].map(
    (sign) => ({ '*': '[^]*', '?': '[^]' })[sign] ?? `\\x${sign.charCodeAt(0).toString(16)}`,
  );
  return new RegExp(`^${source.join('')}$`).test(text);
}

describe('a pattern with wildcards', () => {
  test('covers the same texts as the equivalent regular expression', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 10 });
    fc.assert(
      fc.property(pattern, text, (p, t) => {
        expect(covers(p, t, WILDCARDS)).toBe(coversSlowly(p, t));
      }),
      { numRuns: 2_000 },
    );
  });

  test('has literal signs after a backslash', () => {
    const signs = unescaped('a\\*b*\\\\');
    expect(signs).toEqual(['a', '*', 'b', ANY, '\\']);
    expect(['a*b\\', 'a*bxx\\', 'axb\\', 'a*b'].map((text) => covers(signs, text, { any: ANY }))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test('K8: with many stars is decided at once', () => {
    const begun = performance.now();
    for (const stars of [12, 200]) {
      expect(covers(`${'*a'.repeat(stars)}*b`, 'a'.repeat(4_000), WILDCARDS)).toBe(false);
      expect(covers(`${'*a'.repeat(stars)}*`, 'a'.repeat(4_000), WILDCARDS)).toBe(true);
    }
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});

describe('a regular expression of a caller', () => {
  test('finds what it describes', () => {
    expect([finds('^a+$', 'aaa'), finds('^a+$', 'aab')]).toEqual([true, false]);
  });

  test.each([
    ['does not end', '^(a+)+$'],
    ['is none', '(['],
  ])('K8: that %s is refused, and nothing hangs', (_why, expression) => {
    expect(() => finds(expression, `${'a'.repeat(40)}b`)).toThrow(UnusableExpression);
  });
});
