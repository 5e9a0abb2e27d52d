import { z } from 'zod';
import { asks, type ContractCase, inState, refused, type Steps, shaped } from '../case';

const PATTERNS = 'events: Exact values, prefix, suffix';
const EVENT = {
  version: '0',
  id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
  source: 'muster.contract',
  account: '123456789012',
  region: 'us-east-1',
  'detail-type': 'Contract',
  time: '2026-01-01T00:00:00Z',
  resources: [],
  detail: { name: 'portscan', size: 8, place: { ip: '10.0.0.7' }, list: ['a', 'b'] },
};

/** A pattern, asked against one event. Nothing is made. */
const matches = (name: string, detail: object, Result: boolean, statement: `events: ${string}` = PATTERNS) =>
  asks(
    name,
    statement,
    ['events', 'TestEventPattern', { EventPattern: JSON.stringify({ detail }), Event: JSON.stringify(EVENT) }],
    inState(z.object({ Result: z.literal(Result) })),
    { writes: 'nothing: patterns are only tested' },
  );

/** A pattern that is refused. */
const notAPattern = (name: string, statement: `events: ${string}`, EventPattern: string) =>
  asks(
    name,
    statement,
    ['events', 'TestEventPattern', { EventPattern, Event: JSON.stringify(EVENT) }],
    refused('InvalidEventPatternException'),
    {
      writes: 'nothing: patterns are only tested',
    },
  );

/** Entries that EventBridge refuses, each for itself. */
const entryRefused = (
  name: string,
  statement: `events: ${string}`,
  entry: object,
  ErrorCode: string,
): ContractCase => ({
  name,
  statement,
  writes: 'nothing: the entry is refused',
  run: async ({ call, expect }) => {
    const Entries = [{ Source: 'muster.contract', DetailType: 'Contract', Detail: '{}', ...entry }];
    const failed = z.object({
      FailedEntryCount: z.literal(1),
      Entries: z.tuple([z.object({ ErrorCode: z.literal(ErrorCode) })]),
    });
    expect(await call('events', 'PutEvents', { Entries }), shaped(failed));
  },
});

async function makeBus({ make, facts }: Steps): Promise<void> {
  await make('events', 'CreateEventBus', { Name: facts.label }, () => ({
    what: `event bus ${facts.label}`,
    service: 'events',
    operation: 'DeleteEventBus',
    input: { Name: facts.label },
  }));
}

const combinations = JSON.stringify({
  $or: Array.from({ length: 1001 }, (_, n) => ({ detail: { [`field${n}`]: ['x'] } })),
});
const manyStars = JSON.stringify({
  detail: { name: [{ wildcard: '*a*b*c*d*e*f*g*h*i*j*k*l*m*n*o*p*' }, { wildcard: '*a*a*a*a*a*a*a*a*a*a*a*a*a*a*' }] },
});

/** What EventBridge answers. */
export const eventsReads: readonly ContractCase[] = [
  asks(
    'every account has the default bus',
    'events: Every account has the bus `default`',
    ['events', 'DescribeEventBus', {}],
    shaped(z.object({ Name: z.literal('default') })),
  ),
];

/** What EventBridge answers to changes. */
export const eventsWrites: readonly ContractCase[] = [
  matches('a prefix matches', { name: [{ prefix: 'port' }] }, true),
  matches('a suffix matches without regard to case', { name: [{ suffix: { 'equals-ignore-case': 'SCAN' } }] }, true),
  matches('a wildcard matches', { name: [{ wildcard: 'p*t*n' }] }, true),
  matches('anything-but takes a list of prefixes', { name: [{ 'anything-but': { prefix: ['port', 'x'] } }] }, false),
  matches('a number is in a range', { size: [{ numeric: ['>=', 7, '<', 9] }] }, true),
  matches('an address is in a block', { place: { ip: [{ cidr: '10.0.0.0/24' }] } }, true),
  matches(
    'an absent field matches exists: false',
    { missing: [{ exists: false }] },
    true,
    'events: `exists: false` matches below',
  ),
  matches('a list matches if one value does', { list: ['b'] }, true, 'events: A list in the event matches if one'),
  notAPattern('an empty pattern value is refused', 'events: An invalid pattern', '{"detail":{"name":[]}}'),
  notAPattern(
    'more than 1,000 combinations are refused',
    'events: More than 1,000 combinations of `$or`',
    combinations,
  ),
  notAPattern('wildcards that multiply are refused', 'events: Wildcards that multiply', manyStars),
  entryRefused(
    "an event in AWS's name is refused",
    'events: PutEvents takes 1 to 10 entries',
    { Source: 'aws.guardduty' },
    'NotAuthorizedForSourceException',
  ),
  entryRefused(
    'an event whose detail is not JSON is refused',
    'events: PutEvents takes 1 to 10 entries',
    { Detail: '{' },
    'MalformedDetail',
  ),
  {
    name: 'a schedule is only for the default bus',
    statement: 'events: A rule has a pattern or, only on the default bus',
    writes: 'an event bus without rules',
    run: async (steps) => {
      await makeBus(steps);
      const { label } = steps.facts;
      const input = { Name: label, EventBusName: label, ScheduleExpression: 'rate(1 day)' };
      const answer = await steps.attempt('events', 'PutRule', input, () => ({
        what: `rule ${label} on bus ${label}`,
        service: 'events',
        operation: 'DeleteRule',
        input: { Name: label, EventBusName: label },
      }));
      steps.expect(answer, refused('ValidationException'));
    },
  },
  {
    name: 'a new bus logs nothing',
    statement: 'events: A bus logs by `LogConfig`',
    writes: 'an event bus without rules',
    run: async (steps) => {
      await makeBus(steps);
      const off = z.object({ LogConfig: z.object({ Level: z.literal('OFF') }).optional() });
      steps.expect(await steps.call('events', 'DescribeEventBus', { Name: steps.facts.label }), inState(off));
    },
  },
  {
    name: 'a connection without the parameters of its kind is refused',
    statement: 'events: A connection is BASIC, API_KEY or OAUTH_CLIENT_CREDENTIALS',
    writes: 'nothing: AWS refuses the call',
    run: async ({ attempt, expect, facts }) => {
      const input = { Name: facts.label, AuthorizationType: 'API_KEY', AuthParameters: {} };
      const answer = await attempt('events', 'CreateConnection', input, () => ({
        what: `connection ${facts.label}`,
        service: 'events',
        operation: 'DeleteConnection',
        input: { Name: facts.label },
      }));
      expect(answer, refused('ValidationException'));
    },
  },
];
