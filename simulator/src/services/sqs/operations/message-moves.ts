import type {
  CancelMessageMoveTaskCommandInput,
  CancelMessageMoveTaskCommandOutput,
  ListMessageMoveTasksCommandInput,
  ListMessageMoveTasksCommandOutput,
  StartMessageMoveTaskCommandInput,
  StartMessageMoveTaskCommandOutput,
} from '@aws-sdk/client-sqs';
import type { Call, Operation } from '../../../contract/service';
import type { World } from '../../../contract/world';
import { ids } from '../../../kernel/ids';
import { counts } from '../attributes';
import { noResource, unsupported } from '../errors';
import { findQueue } from '../find-queue';
import { queueUrlOf } from '../queue-url';
import { wake } from '../receive';
import { type MoveTask, moveTasks, type Queue, queues } from '../state';

/** The messages that SQS moves in a second if no rate is set. */
const MAX_PER_SECOND = 500;

/** StartMessageMoveTask: from a dead-letter queue back to its messages' original queues, or to another queue. */
export const startMessageMoveTask: Operation<
  StartMessageMoveTaskCommandInput,
  Partial<StartMessageMoveTaskCommandOutput>
> = (input, call) => {
  const { SourceArn = '', DestinationArn: destinationArn, MaxNumberOfMessagesPerSecond: perSecond } = input;
  const source = queueAt(SourceArn, 'sqs:StartMessageMoveTask', call);
  if (sourcesOf(source, call.world).length === 0)
    throw unsupported('Source queue must be configured as a Dead Letter Queue.');
  if (destinationArn !== undefined) queueAt(destinationArn, 'sqs:SendMessage', call);
  const tasks = call.world.state.at(moveTasks, source.accountId, source.region);
  if (tasks.some((each) => each.sourceArn === SourceArn && each.status === 'RUNNING'))
    throw unsupported(
      'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
    );
  const { clock } = call.world;
  const task: MoveTask = {
    handle: Buffer.from(JSON.stringify({ taskId: ids.uuid(), sourceArn: SourceArn })).toString('base64'),
    sourceArn: SourceArn,
    destinationArn,
    perSecond,
    startedAt: clock.now(),
    toMove: counts(source, clock.now()).visible,
    moved: 0,
    status: 'RUNNING',
    failure: undefined,
  };
  tasks.push(task);
  clock.after(1, () => step(task, source, call.world));
  return { TaskHandle: task.handle };
};

/** ListMessageMoveTasks: the newest first. */
export const listMessageMoveTasks: Operation<
  ListMessageMoveTasksCommandInput,
  Partial<ListMessageMoveTasksCommandOutput>
> = (input, call) => {
  const source = queueAt(input.SourceArn ?? '', 'sqs:ListMessageMoveTasks', call);
  const tasks = call.world.state.peek(moveTasks, source.accountId, source.region) ?? [];
  const all = tasks.filter(({ sourceArn }) => sourceArn === source.arn).toReversed();
  return { Results: all.slice(0, input.MaxResults ?? 1).map(shown) };
};

/** CancelMessageMoveTask: messages that were moved stay there. */
export const cancelMessageMoveTask: Operation<
  CancelMessageMoveTaskCommandInput,
  Partial<CancelMessageMoveTaskCommandOutput>
> = (input, call) => {
  const tasks = call.world.state.peek(moveTasks, call.accountId, call.region) ?? [];
  const task = tasks.find(({ handle }) => handle === input.TaskHandle);
  if (!task) throw noResource('Task does not exist.');
  queueAt(task.sourceArn, 'sqs:CancelMessageMoveTask', call);
  if (task.status !== 'RUNNING') throw unsupported('Only active tasks can be cancelled.');
  task.status = 'CANCELLED';
  return { ApproximateNumberOfMessagesMoved: task.moved };
};

function queueAt(arn: string, action: string, call: Call): Queue {
  const [, , , region = '', accountId = '', name = ''] = arn.split(':');
  if (region !== call.region || !call.world.state.peek(queues, accountId, region)?.has(name))
    throw noResource("The resource that you specified for the SourceArn parameter doesn't exist.");
  return findQueue(queueUrlOf(arn), action, call);
}

/** The queues that use this one as their dead-letter queue. */
function sourcesOf({ arn, region, accountId }: Queue, { state }: World): Queue[] {
  return [...(state.peek(queues, accountId, region)?.values() ?? [])].filter(
    ({ attributes }) =>
      (JSON.parse(attributes.get('RedrivePolicy') ?? '{}') as { deadLetterTargetArn?: string }).deadLetterTargetArn ===
      arn,
  );
}

/** Moves the messages of one second. "All redriven messages are considered new messages with a new messageID and enqueueTime." */
function step(task: MoveTask, source: Queue, world: World): void {
  if (task.status !== 'RUNNING') return;
  const { clock, state } = world;
  const now = clock.now();
  const most = Math.min(task.perSecond ?? MAX_PER_SECOND, task.toMove - task.moved);
  for (const message of source.messages.filter(({ visibleAt }) => visibleAt <= now).slice(0, most)) {
    const [, , , region = '', accountId = '', name = ''] = (
      task.destinationArn ??
      message.deadLetterSource ??
      ''
    ).split(':');
    const destination = state.peek(queues, accountId, region)?.get(name);
    if (!destination) {
      task.status = 'FAILED';
      task.failure = 'AWS.SimpleQueueService.NonExistentQueue';
      return;
    }
    source.messages = source.messages.filter((each) => each !== message);
    const { deadLetterSource: _, ...rest } = message;
    const fresh = { receiveCount: 0, firstReceivedAt: undefined, receiptHandle: undefined };
    destination.messages.push({ ...rest, ...fresh, id: ids.uuid(), sentAt: now, visibleAt: now });
    task.moved += 1;
    wake(destination);
  }
  const left = source.messages.some(({ visibleAt }) => visibleAt <= now);
  if (task.moved >= task.toMove || !left) task.status = 'COMPLETED';
  else clock.after(1, () => step(task, source, world));
}

function shown({ handle, sourceArn, destinationArn, perSecond, startedAt, toMove, moved, status, failure }: MoveTask) {
  return {
    ...(status === 'RUNNING' ? { TaskHandle: handle } : {}),
    Status: status,
    SourceArn: sourceArn,
    ...(destinationArn === undefined ? {} : { DestinationArn: destinationArn }),
    ...(perSecond === undefined ? {} : { MaxNumberOfMessagesPerSecond: perSecond }),
    ApproximateNumberOfMessagesMoved: moved,
    ApproximateNumberOfMessagesToMove: toMove,
    ...(failure === undefined ? {} : { FailureReason: failure }),
    StartedTimestamp: startedAt,
  };
}
