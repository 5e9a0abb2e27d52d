import { holds } from '../../../../src/services/states/language/choice';

const INPUT = {
  n: 5,
  m: 7,
  text: 'log-2026.txt',
  yes: true,
  none: null,
  at: '2026-01-02T00:00:00Z',
  when: '2026-01-01T01:00:00+01:00',
};
const rule = (each: Record<string, unknown>): boolean =>
  holds(each, { input: INPUT, context: { Execution: { Name: 'x' } } });

describe('a choice', () => {
  test.each<[Record<string, unknown>]>([
    [{ Variable: '$.n', NumericEquals: 5 }],
    [{ Variable: '$.n', NumericLessThanPath: '$.m' }],
    [{ Variable: '$.n', NumericGreaterThanEquals: 5 }],
    [{ Variable: '$.text', StringMatches: 'log-*.txt' }],
    [{ Variable: '$.text', StringGreaterThan: 'a' }],
    [{ Variable: '$.yes', BooleanEquals: true }],
    [{ Variable: '$.at', TimestampGreaterThanPath: '$.when' }],
    [{ Variable: '$.when', TimestampEquals: '2026-01-01T00:00:00Z' }],
    [{ Variable: '$.none', IsNull: true }],
    [{ Variable: '$.gone', IsPresent: false }],
    [{ Variable: '$.at', IsTimestamp: true }],
    [{ Variable: '$.n', IsNumeric: true }],
    [{ Variable: '$.n', IsString: false }],
    [{ Variable: '$$.Execution.Name', StringEquals: 'x' }],
    [{ Not: { Variable: '$.n', NumericEquals: 6 } }],
    [
      {
        And: [
          { Variable: '$.n', NumericEquals: 5 },
          { Variable: '$.yes', BooleanEquals: true },
        ],
      },
    ],
    [
      {
        Or: [
          { Variable: '$.n', NumericEquals: 6 },
          { Variable: '$.m', NumericEquals: 7 },
        ],
      },
    ],
  ])('is made by %j', (each) => {
    expect(rule(each)).toBe(true);
  });

  test.each<[Record<string, unknown>]>([
    [{ Variable: '$.n', StringEquals: '5' }],
    [{ Variable: '$.text', StringMatches: 'log-*.csv' }],
    [{ Variable: '$.text', StringMatches: 'log-\\*.txt' }],
    [{ Variable: '$.text', TimestampEquals: 'log-2026.txt' }],
    [
      {
        And: [
          { Variable: '$.n', NumericEquals: 5 },
          { Variable: '$.n', NumericEquals: 6 },
        ],
      },
    ],
  ])('is not made by %j', (each) => {
    expect(rule(each)).toBe(false);
  });

  test('fails if its path finds nothing', () => {
    expect(() => rule({ Variable: '$.gone', NumericEquals: 1 })).toThrow("Invalid path '$.gone'");
  });
});
