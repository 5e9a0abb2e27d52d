import { CreateRoleCommand, DeleteRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { clientOf, SECURITY } from '../../../src/fixtures/organization-of';
import { scheduler } from '../../../src/services/scheduler';
import { invocations } from '../../../src/services/scheduler/state';
import { HOME, Hub } from '../events/hub';

const GROUP = `arn:aws:scheduler:${HOME}:${SECURITY}:schedule-group/default`;

describe('a schedule', () => {
  let hub: Hub;
  let client: SchedulerClient;
  let roles: IAMClient;
  let queue: string;
  let RoleArn: string;

  beforeEach(async () => {
    hub = await Hub.start(scheduler);
    client = clientOf(SchedulerClient, hub.simulation, SECURITY, HOME);
    roles = clientOf(IAMClient, hub.simulation, SECURITY, HOME);
    queue = await hub.queue('queue');
    RoleArn = await role('schedule-role', { StringEquals: { 'aws:SourceAccount': SECURITY, 'aws:SourceArn': GROUP } });
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }],
    });
    await roles.send(new PutRolePolicyCommand({ RoleName: 'schedule-role', PolicyName: 'send', PolicyDocument }));
  });

  async function role(RoleName: string, Condition: object): Promise<string> {
    const trust = {
      Effect: 'Allow',
      Principal: { Service: 'scheduler.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition,
    };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
    return (await roles.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))).Role?.Arn ?? '';
  }

  const settings = (ScheduleExpression: string, more = {}) => ({
    Name: 'repair',
    ScheduleExpression,
    FlexibleTimeWindow: { Mode: 'OFF' as const },
    Target: { Arn: queue, RoleArn, Input: '{"at":"<aws.scheduler.scheduled-time>"}' },
    ...more,
  });
  const create = (expression: string, more = {}) => client.send(new CreateScheduleCommand(settings(expression, more)));

  test.each(['rate(1 hour)', 'rate(1 hours)'])(
    'by %s invokes its target at once and then every period, with its input',
    async (expression) => {
      await create(expression);
      await hub.simulation.clock.advance(0);
      expect(await hub.bodies(queue)).toEqual([{ at: expect.stringMatching(/^\d{4}-.*Z$/) }]);
      await hub.simulation.clock.advance(3599);
      expect(await hub.bodies(queue)).toEqual([]);
      await hub.simulation.clock.advance(7201);
      expect(await hub.bodies(queue)).toHaveLength(3);
    },
  );

  test('for one time invokes once, and is deleted afterwards if it says so', async () => {
    const time = new Date(hub.simulation.clock.now() + 600_000).toISOString().slice(0, 19);
    await create(`at(${time})`, { ActionAfterCompletion: 'DELETE' });
    await hub.simulation.clock.advance(7200);
    expect(await hub.bodies(queue)).toHaveLength(1);
    await expect(client.send(new GetScheduleCommand({ Name: 'repair' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Schedule repair does not exist.',
    });
  });

  test('pauses while it is disabled and ends with its end date', async () => {
    await create('rate(1 hour)', { State: 'DISABLED' });
    await hub.simulation.clock.advance(7200);
    expect(await hub.bodies(queue)).toEqual([]);
    const EndDate = new Date(hub.simulation.clock.now() + 3_700_000);
    await client.send(new UpdateScheduleCommand(settings('rate(1 hour)', { EndDate })));
    await hub.simulation.clock.advance(36_000);
    expect(await hub.bodies(queue)).toHaveLength(2);
  });

  test('fails if its role may not call the target, into its dead-letter queue if the role may', async () => {
    await roles.send(new DeleteRolePolicyCommand({ RoleName: 'schedule-role', PolicyName: 'send' }));
    await create('rate(1 hour)');
    await hub.simulation.clock.advance(0);
    expect(hub.simulation.state.at(invocations, SECURITY, HOME)).toEqual([
      expect.objectContaining({
        outcome: 'dropped',
        error: expect.stringContaining('is not authorized to perform: sqs:SendMessage'),
      }),
    ]);
    const deadLetters = await hub.queue('dead-letters', null);
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: deadLetters }],
    });
    await roles.send(
      new PutRolePolicyCommand({ RoleName: 'schedule-role', PolicyName: 'dead-letters', PolicyDocument }),
    );
    const Target = { Arn: queue, RoleArn, Input: '{"n":1}', DeadLetterConfig: { Arn: deadLetters } };
    await client.send(new UpdateScheduleCommand(settings('rate(1 hour)', { Target })));
    await hub.simulation.clock.advance(0);
    const [parkedMessage] = await hub.messages(deadLetters);
    expect(parkedMessage).toMatchObject({
      Body: '{"n":1}',
      MessageAttributes: { ERROR_CODE: { StringValue: 'NO_PERMISSIONS' } },
    });
  });

  test('is refused when the role does not trust the scheduler for this group', async () => {
    const other = await role('other', { StringEquals: { 'aws:SourceArn': `${GROUP}-of-another-name` } });
    const Target = { Arn: queue, RoleArn: other };
    await expect(create('rate(1 hour)', { Target })).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
    });
  });

  test.each([
    ['rate(1 week)', {}, 'Invalid Schedule Expression rate(1 week).'],
    ['rate(1 hour)', { ScheduleExpressionTimezone: 'Mars/Base' }, 'Invalid Schedule Timezone: Mars/Base.'],
    ['rate(1 hour)', { GroupName: 'none' }, 'Schedule group none does not exist.'],
  ])('is refused when it is %s with %j', async (expression, more, message) => {
    await expect(create(expression, more)).rejects.toThrow(message);
  });

  test('is listed in its group until it is deleted', async () => {
    await client.send(new CreateScheduleGroupCommand({ Name: 'more' }));
    const { ScheduleGroups } = await client.send(new ListScheduleGroupsCommand({}));
    expect(ScheduleGroups?.map(({ Name }) => Name).sort()).toEqual(['default', 'more']);
    await create('rate(1 hour)');
    await expect(create('rate(1 hour)')).rejects.toMatchObject({ name: 'ConflictException' });
    const names = async () =>
      (await client.send(new ListSchedulesCommand({ GroupName: 'default' }))).Schedules?.map(({ Name }) => Name);
    expect(await names()).toEqual(['repair']);
    await client.send(new DeleteScheduleCommand({ Name: 'repair' }));
    await hub.simulation.clock.advance(7200);
    expect([await names(), await hub.bodies(queue)]).toEqual([[], []]);
  });
});
