import fc from 'fast-check';
import { compile, compileObject } from '../../../../src/services/events/pattern/compile';

const FINDING = {
  source: 'aws.guardduty',
  'detail-type': 'GuardDuty Finding',
  account: '333333333333',
  resources: [],
  detail: {
    severity: 8.9,
    type: 'UnauthorizedAccess:IAMUser/TorIPCaller',
    archived: false,
    note: null,
    tags: ['prod', 'Web'],
    ip: '10.1.2.3',
    ip6: '2001:db8::1',
    people: [
      { name: 'ann', team: 'red' },
      { name: 'bob', team: 'blue' },
    ],
  },
};

const detail = (pattern: object) => ({ detail: pattern });

describe('an event pattern', () => {
  test.each<[string, object]>([
    ['an equal value', { source: ['aws.guardduty'] }],
    ['one of several values', { source: ['aws.detective', 'aws.guardduty'] }],
    ['a number', detail({ severity: [8.9] })],
    ['a boolean', detail({ archived: [false] })],
    ['null', detail({ note: [null] })],
    ['an element of an array', detail({ tags: ['prod'] })],
    ['a prefix', detail({ type: [{ prefix: 'UnauthorizedAccess:' }] })],
    ['a prefix in any case', detail({ type: [{ prefix: { 'equals-ignore-case': 'unauth' } }] })],
    ['a suffix', detail({ type: [{ suffix: '/TorIPCaller' }] })],
    ['a suffix in any case', detail({ type: [{ suffix: { 'equals-ignore-case': 'CALLER' } }] })],
    ['a text in any case', detail({ tags: [{ 'equals-ignore-case': 'WEB' }] })],
    ['a wildcard', detail({ type: [{ wildcard: 'Unauth*:*/Tor*' }] })],
    ['anything but a value', detail({ severity: [{ 'anything-but': 5 }] })],
    ['anything but a list', detail({ type: [{ 'anything-but': ['a', 'b'] }] })],
    ['anything but a prefix', detail({ type: [{ 'anything-but': { prefix: 'Recon' } }] })],
    ['anything but prefixes', detail({ type: [{ 'anything-but': { prefix: ['Recon', 'Trojan'] } }] })],
    ['anything but a suffix', detail({ type: [{ 'anything-but': { suffix: 'x' } }] })],
    ['anything but a wildcard', detail({ type: [{ 'anything-but': { wildcard: '*S3*' } }] })],
    ['anything but a text in any case', detail({ type: [{ 'anything-but': { 'equals-ignore-case': ['x'] } }] })],
    ['a bound (F11)', detail({ severity: [{ numeric: ['>=', 7] }] })],
    ['a range', detail({ severity: [{ numeric: ['>', 7, '<', 9] }] })],
    ['a present field', detail({ type: [{ exists: true }] })],
    ['an absent field', detail({ gone: [{ exists: false }] })],
    ['an absent field in an absent object', detail({ gone: { deep: [{ exists: false }] } })],
    ['a network', detail({ ip: [{ cidr: '10.0.0.0/8' }] })],
    ['an IPv6 network', detail({ ip6: [{ cidr: '2001:db8::/32' }] })],
    ['fields of the same object in a list', detail({ people: { name: ['bob'], team: ['blue'] } })],
    ['one of two alternatives', { $or: [{ source: ['aws.x'] }, { account: ['333333333333'] }] }],
    ['alternatives below a field', detail({ $or: [{ severity: [1] }, { archived: [false] }] })],
  ])('matches %s', (_what, pattern) => {
    expect(compileObject(pattern)(FINDING)).toBe(true);
  });

  test.each<[string, object]>([
    ['another value', { source: ['aws.detective'] }],
    ['a number as text', detail({ severity: ['8.9'] })],
    ['a field that is absent', { region: ['eu-west-1'] }],
    ['null for an absent field', detail({ gone: [null] })],
    ['fields of different objects in a list', detail({ people: { name: ['ann'], team: ['blue'] } })],
    ['a range beyond the value', detail({ severity: [{ numeric: ['>', 7, '<', 8.9] }] })],
    ['anything but the value', detail({ severity: [{ 'anything-but': 8.9 }] })],
    [
      'anything but a prefix that it has',
      detail({ type: [{ 'anything-but': { prefix: ['Recon', 'Unauthorized'] } }] }),
    ],
    ['anything but a suffix that it has', detail({ type: [{ 'anything-but': { suffix: 'Caller' } }] })],
    ['anything but a wildcard that fits', detail({ type: [{ 'anything-but': { wildcard: ['*S3*', '*Tor*'] } }] })],
    [
      'anything but a text in any case',
      detail({ tags: [{ 'anything-but': { 'equals-ignore-case': ['WEB', 'PROD'] } }] }),
    ],
    ['anything-but for an absent field', detail({ gone: [{ 'anything-but': 'x' }] })],
    ['a present field that must be absent', detail({ type: [{ exists: false }] })],
    ['an address outside the network', detail({ ip: [{ cidr: '10.1.3.0/24' }] })],
    ['an IPv4 address in an IPv6 network', detail({ ip: [{ cidr: '::/0' }] })],
    ['a wildcard that is only part of the text', detail({ type: [{ wildcard: 'Unauth' }] })],
    ['an empty list', { resources: [{ exists: true }] }],
    ['one field of two', { source: ['aws.guardduty'], account: ['111111111111'] }],
  ])('does not match %s', (_what, pattern) => {
    expect(compileObject(pattern)(FINDING)).toBe(false);
  });

  test.each([
    ['["a"]', 'Filter is not an object'],
    ['{"source":', 'Filter is not an object'],
    ['{}', 'Empty objects are not allowed'],
    ['{"detail":{}}', 'Empty objects are not allowed'],
    ['{"source":[]}', 'Empty arrays are not allowed'],
    ['{"source":"aws.guardduty"}', '"source" must be an object or an array'],
    ['{"a":[{"like":"x"}]}', 'Unrecognized match type like'],
    ['{"a":[{"prefix":1}]}', 'prefix match pattern must be a string'],
    ['{"a":[{"prefix":"x","suffix":"y"}]}', 'Only one key allowed in match expression'],
    ['{"a":[{"exists":"true"}]}', 'exists match pattern must be either true or false.'],
    ['{"a":[{"numeric":[">","7"]}]}', 'Value of > must be numeric'],
    ['{"a":[{"numeric":[">",7,"<",3]}]}', 'Bottom must be less than top'],
    ['{"a":[{"numeric":[">",5,"<",5]}]}', 'Bottom must be less than top'],
    ['{"a":[{"numeric":["!",7]}]}', 'Unrecognized numeric range operator: !'],
    ['{"a":[{"cidr":"10.0.0.0"}]}', "Malformed CIDR, one '/' required"],
    ['{"a":[{"wildcard":"a**b"}]}', 'Consecutive wildcard characters'],
    ['{"a":[{"wildcard":"a\\\\b"}]}', 'Invalid escape character'],
    ['{"a":[{"anything-but":[]}]}', 'either all values are number or string'],
    ['{"a":[{"anything-but":[1,"x"]}]}', 'mixed type is not supported'],
    ['{"a":[{"anything-but":true}]}', 'must be an array or single string/number value'],
    ['{"a":[{"anything-but":[null]}]}', 'start|null|boolean is not supported'],
    ['{"a":[{"anything-but":{"prefix":""}}]}', 'Null prefix/suffix not allowed'],
    ['{"a":[{"anything-but":{"cidr":"10.0.0.0/8"}}]}', 'Unsupported anything-but pattern: cidr'],
  ])('is refused when it is %s', (pattern, reason) => {
    expect(() => compile(pattern)).toThrow(reason);
  });

  const alternatives = (count: number) => Array.from({ length: count }, (_, at) => ({ [`field${at}`]: ['x'] }));

  test.each([
    ['stars that a repeating text reaches again', { a: [{ wildcard: `${'*a'.repeat(12)}*` }] }],
    ['the same in anything but', { a: [{ 'anything-but': { wildcard: `${'*a'.repeat(12)}*` } }] }],
    ['wildcards that fit a text together', { a: 'bcdefg'.split('').map((letter) => ({ wildcard: `*${letter}*` })) }],
    ['more than 1,000 combinations', { $or: alternatives(32), b: { $or: alternatives(32) }, c: [{ exists: true }] }],
  ])('K8: is refused as too complex when it has %s', (_what, pattern) => {
    expect(() => compileObject(pattern)).toThrow('Rule is too complex');
  });

  test.each([
    [
      'three wildcards that begin and end with a star',
      { a: ['EC2', 'S3', 'IAM'].map((name) => ({ wildcard: `*${name}*` })) },
    ],
    ['many stars between different texts', { a: [{ wildcard: 'a*b*c*d*e*f*g*' }] }],
    ['1,000 combinations', { $or: alternatives(10), b: { $or: alternatives(10), c: { $or: alternatives(10) } } }],
  ])('is accepted with %s', (_what, pattern) => {
    expect(compileObject(pattern)({})).toBe(false);
  });
});

describe('for any event, a pattern', () => {
  const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  const name = fc.string({ minLength: 1 }).filter((each) => each !== '$or' && each !== '__proto__');
  const event = fc.dictionary(name, fc.oneof(leaf, fc.dictionary(name, leaf, { minKeys: 1 })), { minKeys: 1 });

  /** The pattern that lists exactly the values of an event. */
  const exactly = (value: object): object =>
    Object.fromEntries(
      Object.entries(value).map(([key, each]) => [
        key,
        typeof each === 'object' && each !== null ? exactly(each) : [each],
      ]),
    );

  test('with all its values matches it', () => {
    fc.assert(fc.property(event, (said) => compileObject(exactly(said))(said)));
  });

  test('with one field more does not match', () => {
    fc.assert(fc.property(event, (said) => !compileObject({ ...exactly(said), 'one more field of all': [1] })(said)));
  });

  test('with a wildcard in place of any part of a text matches the text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (start, middle, end) => {
        const escaped = (text: string): string => text.replace(/[\\*]/g, '\\$&');
        return compileObject({ a: [{ wildcard: `${escaped(start)}*${escaped(end)}` }] })({ a: start + middle + end });
      }),
    );
  });

  describe('of one operator', () => {
    const word = fc.stringMatching(/^[aAbB]{0,4}$/);
    const fits = (element: unknown, said: unknown): boolean => compileObject({ a: [element] })({ a: said });

    test('prefix and suffix match the beginning and end of a text, in any case if they say so', () => {
      fc.assert(
        fc.property(word, word, (wanted, said) => {
          const [small, lowerCase] = [wanted.toLowerCase(), said.toLowerCase()];
          return (
            fits({ prefix: wanted }, said) === said.startsWith(wanted) &&
            fits({ suffix: wanted }, said) === said.endsWith(wanted) &&
            fits({ 'equals-ignore-case': wanted }, said) === (small === lowerCase) &&
            fits({ prefix: { 'equals-ignore-case': wanted } }, said) === lowerCase.startsWith(small) &&
            fits({ suffix: { 'equals-ignore-case': wanted } }, said) === lowerCase.endsWith(small)
          );
        }),
      );
    });

    test('anything-but fits a text that equals none of the listed ones', () => {
      const operator = fc.constantFrom('prefix', 'suffix', 'equals-ignore-case', 'wildcard');
      const operands = fc.array(
        word.map((text) => `${text}a`),
        { minLength: 1, maxLength: 3 },
      );
      fc.assert(
        fc.property(operator, operands, word, (name, unwanted, said) => {
          const any = unwanted.some((each) => fits({ [name]: each }, said));
          return fits({ 'anything-but': { [name]: unwanted } }, said) === !any;
        }),
      );
    });

    test('exists fits every value, or none', () => {
      fc.assert(fc.property(leaf, (said) => fits({ exists: true }, said) && !fits({ exists: false }, said)));
    });

    test('cidr compares the first bits', () => {
      const byte = fc.integer({ min: 0, max: 255 });
      const number = (address: readonly number[]) => address.reduce((sum, part) => sum * 256 + part, 0);
      fc.assert(
        fc.property(
          fc.array(byte, { minLength: 4, maxLength: 4 }),
          fc.integer({ min: 0, max: 32 }),
          byte,
          (from, bits, last) => {
            const other = [...from.slice(0, 3), last];
            const size = 2 ** (32 - bits);
            const same = Math.floor(number(from) / size) === Math.floor(number(other) / size);
            return fits({ cidr: `${from.join('.')}/${bits}` }, other.join('.')) === same;
          },
        ),
      );
    });
  });

  test('and its anything-but never both fit a value', () => {
    const value = fc.oneof(fc.string(), fc.integer());
    fc.assert(
      fc.property(value, value, (wanted, said) => {
        const is = compileObject({ a: [wanted] })({ a: said });
        return is !== compileObject({ a: [{ 'anything-but': wanted }] })({ a: said });
      }),
    );
  });

  test('of a range is the combination of its two bounds', () => {
    const number = fc.double({ noNaN: true, min: -100, max: 100 });
    fc.assert(
      fc.property(number, number, number, (one, other, said) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        fc.pre(low < high);
        const matches = (...numeric: unknown[]): boolean => compileObject({ a: [{ numeric }] })({ a: said });
        return matches('>=', low, '<', high) === (matches('>=', low) && matches('<', high));
      }),
    );
  });

  test('of alternatives matches if one of them does', () => {
    fc.assert(
      fc.property(leaf, leaf, leaf, (first, second, said) => {
        const both = { $or: [{ a: [first] }, { a: [second] }] };
        const either = [first, second].some((each) => compileObject({ a: [each] })({ a: said }));
        return compileObject(both)({ a: said }) === either;
      }),
    );
  });
});
