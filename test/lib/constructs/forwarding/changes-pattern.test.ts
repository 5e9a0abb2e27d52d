import {
  DeleteRuleCommand,
  DisableRuleCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { GetScheduleCommand, SchedulerClient, UpdateScheduleCommand } from '@aws-sdk/client-scheduler';
import { clientOf, type Simulation } from '@muster/simulator';
import { changesPattern } from '../../../../lib/constructs/forwarding/changes-pattern';
import { DETECTION_RULES } from '../../../../lib/names';
import { SECURITY } from '../../../accounts';
import { start } from '../../../lambda/organization-under-test';

const region = 'eu-west-1';
const STACK = `Detection-${region}`;
const OWN = Object.values(DETECTION_RULES)[0] ?? '';
const queue = { name: 'calls', arn: `arn:aws:sqs:${region}:${SECURITY}:calls` };
const EventPattern = JSON.stringify({ source: ['mine'] });

/** An administrator account in an organization with a trail, and the rule for changes of muster's own resources. */
async function watched(trails: readonly object[] = [{ name: 'everything', organization: true }]): Promise<Simulation> {
  const simulation = await start({ trails } as Parameters<typeof start>[0]);
  const as = { principal: simulation.principals.administrator(SECURITY), region };
  const Policy = JSON.stringify({
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queue.arn,
      },
    ],
  });
  await simulation.invoke('sqs', 'CreateQueue', { QueueName: queue.name, Attributes: { Policy } }, as);
  const pattern = JSON.stringify(changesPattern(SECURITY, STACK));
  await simulation.invoke('events', 'PutRule', { Name: 'watch', EventPattern: pattern }, as);
  const target = { Rule: 'watch', Targets: [{ Id: 'queue', Arn: queue.arn }] };
  await simulation.invoke('events', 'PutTargets', target, as);
  for (const Name of [OWN, 'foreign']) await simulation.invoke('events', 'PutRule', { Name, EventPattern }, as);
  return simulation;
}

/** The names of the calls that the rule has sent on. */
async function heardOf(simulation: Simulation): Promise<string[]> {
  await simulation.clock.advance(5);
  const as = { principal: simulation.principals.administrator(SECURITY), region };
  const QueueUrl = `https://sqs.${region}.amazonaws.com/${SECURITY}/${queue.name}`;
  const { Messages = [] } = await simulation.invoke<{ Messages?: { Body: string }[] }>(
    'sqs',
    'ReceiveMessage',
    { QueueUrl, MaxNumberOfMessages: 10 },
    as,
  );
  return Messages.map(({ Body }) => JSON.parse(Body).detail.eventName).sort();
}

test('K3: each change of an own rule by a client is sent on, and no change of another one', async () => {
  const simulation = await watched();
  const events = clientOf(EventBridgeClient, simulation, SECURITY, region);
  await events.send(new PutTargetsCommand({ Rule: OWN, Targets: [{ Id: 'mine', Arn: queue.arn }] }));
  await events.send(new RemoveTargetsCommand({ Rule: OWN, Ids: ['mine'] }));
  await events.send(new DisableRuleCommand({ Name: OWN }));
  await events.send(new PutRuleCommand({ Name: OWN, EventPattern }));
  await events.send(new DeleteRuleCommand({ Name: OWN }));
  await events.send(new DisableRuleCommand({ Name: 'foreign' }));
  expect(await heardOf(simulation)).toEqual(['DeleteRule', 'DisableRule', 'PutRule', 'PutTargets', 'RemoveTargets']);
});

test('K3: a changed schedule of the stack is sent on', async () => {
  const simulation = await watched();
  const as = { principal: simulation.principals.administrator(SECURITY), region };
  const trust = { Effect: 'Allow', Principal: { Service: 'scheduler.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  await simulation.invoke('iam', 'CreateRole', { RoleName: 'pace', AssumeRolePolicyDocument }, as);
  const Name = `${STACK}-Repair`;
  const Target = { Arn: queue.arn, RoleArn: `arn:aws:iam::${SECURITY}:role/pace` };
  const schedule = { Name, ScheduleExpression: 'rate(1 hour)', FlexibleTimeWindow: { Mode: 'OFF' }, Target };
  await simulation.invoke('scheduler', 'CreateSchedule', schedule, as);
  const scheduler = clientOf(SchedulerClient, simulation, SECURITY, region);
  const { ScheduleExpression, FlexibleTimeWindow } = await scheduler.send(new GetScheduleCommand({ Name }));
  const stopped = { Name, ScheduleExpression, FlexibleTimeWindow, Target, State: 'DISABLED' } as const;
  await scheduler.send(new UpdateScheduleCommand(stopped));
  expect(await heardOf(simulation)).toEqual(['UpdateSchedule']);
});

test('K3: where no trail logs in the region, nothing is sent on', async () => {
  const simulation = await watched([]);
  await clientOf(EventBridgeClient, simulation, SECURITY, region).send(new DisableRuleCommand({ Name: OWN }));
  expect(await heardOf(simulation)).toEqual([]);
});
