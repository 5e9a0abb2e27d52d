import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  ListEventBusesCommand,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutPermissionCommand,
  PutRuleCommand,
  RemovePermissionCommand,
  RemoveTargetsCommand,
  TagResourceCommand,
  TestEventPatternCommand,
  UpdateEventBusCommand,
} from '@aws-sdk/client-eventbridge';
import { SECURITY } from '../../../src/fixtures/organization-of';
import { HOME, Hub } from './hub';

describe('EventBridge', () => {
  test('keeps a rule with its targets until both are removed, targets first', async () => {
    const hub = await Hub.start();
    const client = hub.events();
    const Arn = await hub.queue('queue');
    const ResourceARN = await hub.rule({ Description: 'all tests', Tags: [{ Key: 'a', Value: '1' }] }, { Arn });
    expect(await client.send(new DescribeRuleCommand({ Name: 'rule' }))).toMatchObject({
      Arn: ResourceARN,
      EventPattern: '{"source":["test"]}',
      State: 'ENABLED',
      Description: 'all tests',
      EventBusName: 'default',
    });
    await client.send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: 'b', Value: '2' }] }));
    expect((await client.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags).toHaveLength(2);
    expect((await client.send(new ListRuleNamesByTargetCommand({ TargetArn: Arn }))).RuleNames).toEqual(['rule']);
    expect((await client.send(new ListTargetsByRuleCommand({ Rule: 'rule' }))).Targets).toEqual([{ Id: 'one', Arn }]);
    await expect(client.send(new DeleteRuleCommand({ Name: 'rule' }))).rejects.toMatchObject({
      name: 'ValidationException',
      message: "Rule can't be deleted since it has targets.",
    });
    await client.send(new RemoveTargetsCommand({ Rule: 'rule', Ids: ['one'] }));
    await client.send(new DeleteRuleCommand({ Name: 'rule' }));
    await expect(client.send(new DescribeRuleCommand({ Name: 'rule' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Rule rule does not exist on EventBus default.',
    });
  });

  test('lists rules in pages', async () => {
    const hub = await Hub.start();
    const client = hub.events();
    for (const Name of ['a1', 'a2', 'b1']) await client.send(new PutRuleCommand({ Name, EventPattern: '{"a":[1]}' }));
    const first = await client.send(new ListRulesCommand({ Limit: 2 }));
    expect(first.Rules?.map(({ Name }) => Name)).toEqual(['a1', 'a2']);
    const second = await client.send(new ListRulesCommand({ Limit: 2, NextToken: first.NextToken }));
    expect(second.Rules?.map(({ Name }) => Name)).toEqual(['b1']);
    expect(second.NextToken).toBeUndefined();
  });

  test.each([
    [{}, 'ValidationException', 'Parameter(s) EventPattern or ScheduleExpression must be specified.'],
    [{ ScheduleExpression: 'rate(1 hours)' }, 'ValidationException', 'Parameter ScheduleExpression is not valid.'],
    [
      { EventPattern: '{"source":"a"}' },
      'InvalidEventPatternException',
      'Event pattern is not valid. Reason: "source" must be an object or an array',
    ],
    [
      { EventPattern: '{"a":[1]}', EventBusName: 'none' },
      'ResourceNotFoundException',
      'Event bus none does not exist.',
    ],
  ])('refuses the rule %j', async (settings, name, message) => {
    const hub = await Hub.start();
    await expect(hub.events().send(new PutRuleCommand({ Name: 'rule', ...settings }))).rejects.toMatchObject({
      name,
      message,
    });
  });

  test('answers for each event', async () => {
    const hub = await Hub.start();
    const good = { Source: 'a', DetailType: 'b', Detail: '{}' };
    const { FailedEntryCount, Entries } = await hub.events().send(
      new PutEventsCommand({
        Entries: [
          good,
          { ...good, Source: undefined },
          { ...good, Detail: 'text' },
          { ...good, Source: 'aws.guardduty' },
          { ...good, EventBusName: 'none' },
        ],
      }),
    );
    expect(FailedEntryCount).toBe(4);
    expect(Entries).toEqual([
      { EventId: expect.any(String) },
      {
        ErrorCode: 'InvalidArgument',
        ErrorMessage: 'Parameter Source is not valid. Reason: Source is a required argument.',
      },
      { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' },
      { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' },
      { ErrorCode: 'ResourceNotFoundException', ErrorMessage: 'Event bus none does not exist.' },
    ]);
  });

  test('has a default bus everywhere, and custom buses with their own policies', async () => {
    const hub = await Hub.start();
    const client = hub.events();
    await client.send(new CreateEventBusCommand({ Name: 'findings', Description: 'all' }));
    await expect(client.send(new CreateEventBusCommand({ Name: 'findings' }))).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
      message: 'Event bus findings already exists.',
    });
    await client.send(new UpdateEventBusCommand({ Name: 'findings', Description: 'more' }));
    await client.send(
      new PutPermissionCommand({
        EventBusName: 'findings',
        StatementId: 's',
        Action: 'events:PutEvents',
        Principal: '333333333333',
      }),
    );
    const { EventBuses = [] } = await client.send(new ListEventBusesCommand({}));
    expect(EventBuses.map(({ Name }) => Name)).toEqual(['default', 'findings']);
    const { Policy, Description } = await client.send(new DescribeEventBusCommand({ Name: 'findings' }));
    expect(Description).toBe('more');
    expect(JSON.parse(Policy ?? '').Statement).toEqual([
      {
        Sid: 's',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::333333333333:root' },
        Action: 'events:PutEvents',
        Resource: `arn:aws:events:${HOME}:${SECURITY}:event-bus/findings`,
      },
    ]);
    await client.send(new RemovePermissionCommand({ EventBusName: 'findings', StatementId: 's' }));
    expect((await client.send(new DescribeEventBusCommand({ Name: 'findings' }))).Policy).toBeUndefined();
    await expect(client.send(new DeleteEventBusCommand({ Name: 'default' }))).rejects.toThrow(
      'Cannot delete event bus default.',
    );
    await client.send(new DeleteEventBusCommand({ Name: 'findings' }));
  });

  test('tests a pattern on an event', async () => {
    const hub = await Hub.start();
    const event = {
      id: '1',
      account: '1',
      source: 'a',
      time: 't',
      region: 'r',
      resources: [],
      'detail-type': 'd',
      detail: {},
    };
    const tried = (EventPattern: string, Event: object) =>
      hub.events().send(new TestEventPatternCommand({ EventPattern, Event: JSON.stringify(Event) }));
    expect((await tried('{"source":["a"]}', event)).Result).toBe(true);
    expect((await tried('{"source":["b"]}', event)).Result).toBe(false);
    await expect(tried('{"source":["b"]}', {})).rejects.toThrow('id is a required argument');
  });
});
