import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeStateMachineCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  ListStateMachineVersionsCommand,
  ListTagsForResourceCommand,
  type SFNClient,
  StartExecutionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateStateMachineCommand,
  ValidateStateMachineDefinitionCommand,
} from '@aws-sdk/client-sfn';
import { SECURITY } from '../../../src/fixtures/organization-of';
import type { Simulation } from '../../../src/simulation';
import { REGION, ROLE, resultOf, run, startStates } from './machine';

const definition = JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Wait', Seconds: 10, End: true } } });
const stateMachineArn = `arn:aws:states:${REGION}:${SECURITY}:stateMachine:m`;

describe('Step Functions', () => {
  let simulation: Simulation;
  let sfn: SFNClient;
  beforeEach(async () => {
    ({ simulation, sfn } = await startStates());
    await sfn.send(
      new CreateStateMachineCommand({ name: 'm', definition, roleArn: ROLE, tags: [{ key: 'a', value: '1' }] }),
    );
  });

  test('keeps a machine: the same request returns it, a different one is refused', async () => {
    const again = await sfn.send(new CreateStateMachineCommand({ name: 'm', definition, roleArn: ROLE }));
    expect(again.stateMachineArn).toBe(stateMachineArn);
    await expect(
      sfn.send(new CreateStateMachineCommand({ name: 'm', definition, roleArn: `${ROLE}2` })),
    ).rejects.toMatchObject({
      name: 'StateMachineAlreadyExists',
      message: `State Machine Already Exists: '${stateMachineArn}'`,
    });
    expect(await sfn.send(new DescribeStateMachineCommand({ stateMachineArn }))).toMatchObject({
      status: 'ACTIVE',
      definition,
      type: 'STANDARD',
      roleArn: ROLE,
    });
    expect((await sfn.send(new ListStateMachinesCommand({}))).stateMachines).toHaveLength(1);
    const versions = new ListStateMachineVersionsCommand({ stateMachineArn });
    expect((await sfn.send(versions)).stateMachineVersions).toEqual([]);
    await sfn.send(new DeleteStateMachineCommand({ stateMachineArn }));
    await expect(sfn.send(new StartExecutionCommand({ stateMachineArn }))).rejects.toMatchObject({
      name: 'StateMachineDoesNotExist',
    });
  });

  test('deletes a machine when its executions reach their next transition; until then its name is taken', async () => {
    const two = { A: { Type: 'Wait', Seconds: 10, Next: 'B' }, B: { Type: 'Wait', Seconds: 10, End: true } };
    await sfn.send(
      new UpdateStateMachineCommand({ stateMachineArn, definition: JSON.stringify({ StartAt: 'A', States: two }) }),
    );
    const { executionArn = '' } = await sfn.send(new StartExecutionCommand({ stateMachineArn }));
    await simulation.clock.advance(1);
    await sfn.send(new DeleteStateMachineCommand({ stateMachineArn }));
    const describe = () => sfn.send(new DescribeStateMachineCommand({ stateMachineArn }));
    expect(await describe()).toMatchObject({ status: 'DELETING' });
    const name = 'StateMachineDeleting';
    await expect(sfn.send(new StartExecutionCommand({ stateMachineArn }))).rejects.toMatchObject({ name });
    const again = new CreateStateMachineCommand({ name: 'm', definition, roleArn: ROLE });
    await expect(sfn.send(again)).rejects.toMatchObject({ name });
    await simulation.clock.advance(10);
    expect(await resultOf(sfn, executionArn)).toMatchObject({ status: 'ABORTED' });
    await expect(describe()).rejects.toMatchObject({ name: 'StateMachineDoesNotExist' });
    expect(await sfn.send(again)).toMatchObject({ stateMachineArn });
  });

  test('starts an execution with a name once', async () => {
    const start = (input: string) => sfn.send(new StartExecutionCommand({ stateMachineArn, name: 'x', input }));
    const first = await start('{"a":1}');
    expect((await start('{"a":1}')).executionArn).toBe(first.executionArn);
    await expect(start('{"a":2}')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    await expect(start('text')).rejects.toBeDefined();
    await simulation.clock.advance(10);
    await expect(start('{"a":1}')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    const listed = await sfn.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'SUCCEEDED' }));
    expect(listed.executions?.map(({ name }) => name)).toEqual(['x']);
    await expect(sfn.send(new StartExecutionCommand({ stateMachineArn, input: 'text' }))).rejects.toMatchObject({
      name: 'InvalidExecutionInput',
    });
  });

  test('lets running executions keep their definition when their machine changes', async () => {
    const { executionArn = '' } = await sfn.send(new StartExecutionCommand({ stateMachineArn, input: '{"n":1}' }));
    await simulation.clock.advance(1);
    const changed = JSON.stringify({ StartAt: 'B', States: { B: { Type: 'Fail', Error: 'New' } } });
    await sfn.send(new UpdateStateMachineCommand({ stateMachineArn, definition: changed }));
    await simulation.clock.advance(9);
    expect(await resultOf(sfn, executionArn)).toMatchObject({ status: 'SUCCEEDED', output: { n: 1 } });
    const { executionArn: next = '' } = await sfn.send(new StartExecutionCommand({ stateMachineArn }));
    await simulation.clock.advance(0);
    expect(await resultOf(sfn, next)).toMatchObject({ status: 'FAILED', error: 'New' });
  });

  test('reports the mistakes of a definition before it is used, and keeps tags', async () => {
    const validate = (text: string) => sfn.send(new ValidateStateMachineDefinitionCommand({ definition: text }));
    expect(await validate(definition)).toMatchObject({ result: 'OK' });
    expect(await validate('{')).toMatchObject({ result: 'FAIL', diagnostics: [{ code: 'INVALID_JSON_DESCRIPTION' }] });
    await sfn.send(new TagResourceCommand({ resourceArn: stateMachineArn, tags: [{ key: 'b', value: '2' }] }));
    await sfn.send(new UntagResourceCommand({ resourceArn: stateMachineArn, tagKeys: ['a'] }));
    const { tags } = await sfn.send(new ListTagsForResourceCommand({ resourceArn: stateMachineArn }));
    expect(tags).toEqual([{ key: 'b', value: '2' }]);
  });

  test('fails an execution whose result is too large', async () => {
    const big = { StartAt: 'A', States: { A: { Type: 'Pass', Result: 'x'.repeat(262_144), End: true } } };
    expect(await run(big)).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  test('runs a machine inside another and waits for it', async () => {
    const outer = (pattern: string) => ({
      StartAt: 'Nested',
      States: {
        Nested: {
          Type: 'Task',
          Resource: `arn:aws:states:::states:startExecution${pattern}`,
          Parameters: { StateMachineArn: stateMachineArn, Input: { n: 2 } },
          End: true,
        },
      },
    });
    await sfn.send(
      new CreateStateMachineCommand({ name: 'outer', definition: JSON.stringify(outer('.sync:2')), roleArn: ROLE }),
    );
    const arn = stateMachineArn.replace(/m$/, 'outer');
    const { executionArn = '' } = await sfn.send(new StartExecutionCommand({ stateMachineArn: arn }));
    await simulation.clock.advance(9);
    expect(await resultOf(sfn, executionArn)).toMatchObject({ status: 'RUNNING' });
    await simulation.clock.advance(1);
    await new Promise(setImmediate);
    expect(await resultOf(sfn, executionArn)).toMatchObject({ status: 'SUCCEEDED', output: { Output: { n: 2 } } });
  });
});
