import {
  CreateStateMachineCommand,
  SendTaskSuccessCommand,
  type SFNClient,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Service } from '../../../src/contract/service';
import { AwsError } from '../../../src/kernel/aws-error';
import { checks } from '../../../src/services/ssm/checks';
import { ROLE, resultOf, run, startMachine, startStates } from './machine';

/** A service whose one operation fails the given number of times and then answers. */
function flaky(failures: number, code = 'ThrottlingException'): Service & { readonly seen: unknown[] } {
  const seen: unknown[] = [];
  return {
    seen,
    signingName: 'ssm',
    schemas: {},
    protocol: 'json-1.1',
    scope: 'regional',
    checks,
    invalid: (message) => new Error(message),
    operations: {
      GetParameter: (input: unknown) => {
        seen.push(input);
        if (seen.length <= failures) throw new AwsError(code, 400, 'Rate exceeded');
        return { Parameter: { Value: 'found' } };
      },
    },
  };
}

const TASK = {
  Type: 'Task',
  Resource: 'arn:aws:states:::aws-sdk:ssm:getParameter',
  Parameters: { Name: '/a' },
  End: true,
};
const one = (state: object) => ({ StartAt: 'Only', States: { Only: state } });

describe('a state machine', () => {
  test('passes its input from state to state along their paths', async () => {
    const { status, output, events } = await run(
      {
        StartAt: 'Shape',
        States: {
          Shape: {
            Type: 'Pass',
            InputPath: '$.detail',
            Parameters: { 'id.$': '$.id', fixed: 1, 'machine.$': '$$.StateMachine.Name' },
            ResultPath: '$.shaped',
            Next: 'Pick',
          },
          Pick: { Type: 'Pass', OutputPath: '$.shaped', End: true },
        },
      },
      { detail: { id: 'x' }, other: true },
    );
    expect(status).toBe('SUCCEEDED');
    expect(output).toEqual({ id: 'x', fixed: 1, machine: 'machine' });
    expect(events).toEqual([
      'ExecutionStarted',
      'PassStateEntered',
      'PassStateExited',
      'PassStateEntered',
      'PassStateExited',
      'ExecutionSucceeded',
    ]);
  });

  test('waits for the organization’s time', async () => {
    const { simulation, sfn } = await startStates();
    const arn = await startMachine(sfn, one({ Type: 'Wait', SecondsPath: '$.s', End: true }), { s: 3600 });
    await simulation.clock.advance(3599);
    expect(await resultOf(sfn, arn)).toMatchObject({ status: 'RUNNING' });
    await simulation.clock.advance(1);
    expect(await resultOf(sfn, arn)).toMatchObject({ status: 'SUCCEEDED', output: { s: 3600 } });
    await simulation.stop();
  });

  test('retries the errors of its retriers, with growing delays', async () => {
    const service = flaky(2);
    const { simulation, sfn } = await startStates(service);
    const Retry = [{ ErrorEquals: ['Ssm.ThrottlingException'], IntervalSeconds: 10, BackoffRate: 2, MaxAttempts: 2 }];
    const arn = await startMachine(sfn, one({ ...TASK, Retry }));
    await simulation.clock.advance(0);
    expect(service.seen).toHaveLength(1);
    await simulation.clock.advance(10);
    expect(service.seen).toHaveLength(2);
    await simulation.clock.advance(19);
    expect(service.seen).toHaveLength(2);
    await simulation.clock.advance(1);
    expect(await resultOf(sfn, arn)).toMatchObject({ status: 'SUCCEEDED', output: { Parameter: { Value: 'found' } } });
    await simulation.stop();
  });

  test('fails when its attempts are used up, with the error and its cause', async () => {
    const Retry = [{ ErrorEquals: ['States.TaskFailed'], MaxAttempts: 1, MaxDelaySeconds: 1 }];
    expect(await run(one({ ...TASK, Retry }), {}, 60, flaky(9))).toMatchObject({
      status: 'FAILED',
      error: 'Ssm.ThrottlingException',
      cause: expect.stringContaining('Rate exceeded'),
    });
  });

  test('continues at the state of its catcher, with the error beside the input', async () => {
    const definition = {
      StartAt: 'Try',
      States: {
        Try: { ...TASK, Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'Report' }] },
        Report: { Type: 'Pass', Parameters: { 'reported.$': '$.failure.Error', 'who.$': '$.who' }, End: true },
      },
    };
    const { output } = await run(definition, { who: 'me' }, 0, flaky(9, 'ParameterNotFound'));
    expect(output).toEqual({ reported: 'Ssm.ParameterNotFoundException', who: 'me' });
  });

  test('fails when a Fail state says so', async () => {
    const failed = await run(one({ Type: 'Fail', Error: 'NoAccount', CausePath: '$.why' }), { why: 'closed' });
    expect(failed).toMatchObject({ status: 'FAILED', error: 'NoAccount', cause: 'closed' });
  });

  test('fails when no choice matches', async () => {
    const Choices = [{ Variable: '$.n', NumericGreaterThan: 5, Next: 'Only' }];
    expect(await run(one({ Type: 'Choice', Choices }), { n: 1 })).toMatchObject({ error: 'States.NoChoiceMatched' });
  });

  test('runs branches concurrently and gathers their outputs in order', async () => {
    const branch = (seconds: number) => ({
      StartAt: 'W',
      States: { W: { Type: 'Wait', Seconds: seconds, Next: 'P' }, P: { Type: 'Pass', Result: seconds, End: true } },
    });
    const { status, output } = await run(
      one({ Type: 'Parallel', Branches: [branch(20), branch(10)], End: true }),
      {},
      20,
    );
    expect([status, output]).toEqual(['SUCCEEDED', [20, 10]]);
  });

  test('maps items with its maximum of concurrent iterations', async () => {
    const { simulation, sfn } = await startStates();
    const arn = await startMachine(
      sfn,
      one({
        Type: 'Map',
        ItemsPath: '$.ids',
        MaxConcurrency: 2,
        ItemSelector: { 'at.$': '$$.Map.Item.Index', 'id.$': '$$.Map.Item.Value', 'of.$': '$.name' },
        ItemProcessor: { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 10, End: true } } },
        End: true,
      }),
      { ids: ['a', 'b', 'c'], name: 'list' },
    );
    await simulation.clock.advance(19);
    expect(await resultOf(sfn, arn)).toMatchObject({ status: 'RUNNING' });
    await simulation.clock.advance(1);
    expect((await resultOf(sfn, arn)).output).toEqual(['a', 'b', 'c'].map((id, at) => ({ at, id, of: 'list' })));
    await simulation.stop();
  });

  test('waits for the token that it has issued', async () => {
    const service = flaky(0);
    const { simulation, sfn } = await startStates(service);
    const arn = await startMachine(
      sfn,
      one({ ...TASK, Resource: `${TASK.Resource}.waitForTaskToken`, Parameters: { 'Name.$': '$$.Task.Token' } }),
    );
    await simulation.clock.advance(1000);
    expect(await resultOf(sfn, arn)).toMatchObject({ status: 'RUNNING' });
    const [{ Name: taskToken }] = service.seen as [{ Name: string }];
    await sfn.send(new SendTaskSuccessCommand({ taskToken, output: '{"approved":true}' }));
    await simulation.clock.advance(0);
    await new Promise(setImmediate);
    expect(await resultOf(sfn, arn)).toMatchObject({ status: 'SUCCEEDED', output: { approved: true } });
    await simulation.stop();
  });

  test('ends as ABORTED when it is stopped, whatever it waits for', async () => {
    const { simulation, sfn } = await startStates();
    const executionArn = await startMachine(sfn, one({ Type: 'Wait', Seconds: 60, End: true }));
    await simulation.clock.advance(1);
    await sfn.send(new StopExecutionCommand({ executionArn, error: 'Enough' }));
    await simulation.clock.advance(120);
    expect(await resultOf(sfn, executionArn)).toMatchObject({ status: 'ABORTED', error: 'Enough' });
    await simulation.stop();
  });

  test('ends as TIMED_OUT after its TimeoutSeconds', async () => {
    const definition = { ...one({ Type: 'Wait', Seconds: 60, End: true }), TimeoutSeconds: 30 };
    expect(await run(definition, {}, 61)).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' });
  });

  test.each([
    [{ StartAt: 'A', States: {} }, "MISSING_TRANSITION_TARGET: Missing 'Next' target: A at /StartAt"],
    [one({ Type: 'Pass', QueryLanguage: 'JSONata', End: true }), 'QueryLanguage JSONata is not simulated'],
    [one({ ...TASK, Resource: 'arn:aws:states:::ecs:runTask.sync' }), 'ecs:runTask.sync is not simulated'],
    [one({ Type: 'Pass' }), 'One of the fields is required: [Next, End] at /States/Only'],
  ])('is refused when its definition is %j', async (definition, message) => {
    const { sfn } = await startStates();
    const create = new CreateStateMachineCommand({ name: 'm', definition: JSON.stringify(definition), roleArn: ROLE });
    await expect((sfn as SFNClient).send(create)).rejects.toMatchObject({
      name: 'InvalidDefinition',
      message: expect.stringContaining(message),
    });
  });
});
