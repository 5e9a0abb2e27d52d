import { GetFunctionCommand, InvokeCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { deployFunction } from '../../../src/fixtures/deployed-function';
import { SECURITY } from '../../../src/fixtures/organization-of';
import { environmentsOf } from '../../../src/services/lambda/execution/environments';
import { answerOf, type Deployed, startLambda } from './deployed';

describe('a deployed function', () => {
  let deployed: Deployed;
  beforeEach(async () => {
    deployed = await startLambda();
  });
  afterEach(() => deployed.simulation.stop());

  test('returns the answer of its handler, with its own environment and context', async () => {
    process.env.PARENT_SECRET = 'leaked';
    await deployFunction(
      deployed.client,
      'echo',
      `exports.handler = async (event, context) => ({
        event, secret: process.env.PARENT_SECRET, stage: process.env.STAGE, region: process.env.AWS_REGION,
        arn: context.invokedFunctionArn, remaining: context.getRemainingTimeInMillis(), id: context.awsRequestId });`,
      { Environment: { Variables: { STAGE: 'test' } } },
    );
    const { error, payload } = await answerOf(deployed.client, 'echo', { a: 1 });
    expect(error).toBeUndefined();
    expect(payload).toEqual({
      event: { a: 1 },
      stage: 'test',
      region: 'eu-west-1',
      arn: `arn:aws:lambda:eu-west-1:${SECURITY}:function:echo`,
      remaining: expect.any(Number),
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test('calls the organization as its role, through the SDK that the runtime includes', async () => {
    await deployFunction(
      deployed.client,
      'who',
      `const { LambdaClient, ListFunctionsCommand } = require('@aws-sdk/client-lambda');
       exports.handler = async () => (await new LambdaClient({}).send(new ListFunctionsCommand({}))).Functions.length;`,
    );
    expect(await answerOf(deployed.client, 'who')).toEqual({ error: undefined, payload: 1 });
    expect(deployed.simulation.calls.after(0)).toContainEqual(
      expect.objectContaining({
        operation: 'ListFunctions',
        account: SECURITY,
        principal: `arn:aws:sts::${SECURITY}:assumed-role/function-role/who`,
      }),
    );
  });

  test('keeps its environment while warm, one invocation at a time', async () => {
    await deployFunction(
      deployed.client,
      'count',
      'let n = 0; exports.handler = () => new Promise((resolve) => setTimeout(() => resolve(++n), 50));',
    );
    expect((await answerOf(deployed.client, 'count')).payload).toBe(1);
    expect((await answerOf(deployed.client, 'count')).payload).toBe(2);
    const both = await Promise.all([answerOf(deployed.client, 'count'), answerOf(deployed.client, 'count')]);
    expect(both.map(({ payload }) => payload).sort()).toEqual([1, 3]);
    expect(environmentsOf(deployed.simulation).alive).toBe(2);
    await deployed.client.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'count', Timeout: 9 }));
    expect((await answerOf(deployed.client, 'count')).payload).toBe(1);
  });

  test('fails when its handler throws, with type, message and trace', async () => {
    await deployFunction(
      deployed.client,
      'throws',
      "exports.handler = async () => { throw new TypeError('no such account'); };",
    );
    expect(await answerOf(deployed.client, 'throws')).toEqual({
      error: 'Unhandled',
      payload: {
        errorType: 'TypeError',
        errorMessage: 'no such account',
        trace: expect.arrayContaining(['TypeError: no such account']),
      },
    });
  });

  test('fails when it takes longer than its timeout', async () => {
    await deployFunction(deployed.client, 'slow', 'exports.handler = () => new Promise((r) => setTimeout(r, 60000));', {
      Timeout: 1,
    });
    const { error, payload } = await answerOf(deployed.client, 'slow');
    expect(error).toBe('Unhandled');
    expect(payload).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/^RequestId: [0-9a-f-]{36} Error: Task timed out after 1\.00 seconds$/),
    });
  });

  test('fails when its process ends, and the next invocation finds a new one', async () => {
    await deployFunction(
      deployed.client,
      'exits',
      'let n = 0; exports.handler = async ({ code }) => { if (code) process.exit(code); return ++n; };',
    );
    expect((await answerOf(deployed.client, 'exits', { code: 3 })).payload).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Runtime exited with error: exit status 3$/),
    });
    expect((await answerOf(deployed.client, 'exits')).payload).toBe(1);
  });

  test('fails when it needs more memory than it has', async () => {
    await deployFunction(
      deployed.client,
      'greedy',
      'const held = []; exports.handler = async () => { for (;;) held.push(new Array(1e6).fill({})); };',
      { MemorySize: 128 },
    );
    expect((await answerOf(deployed.client, 'greedy')).payload).toMatchObject({ errorType: 'Runtime.ExitError' });
  });

  test.each([
    ['index.missing', 'Runtime.HandlerNotFound', 'index.missing is undefined or not exported'],
    ['absent.handler', 'Runtime.ImportModuleError', "Error: Cannot find module 'absent'"],
    ['index', 'Runtime.MalformedHandlerName', 'Bad handler'],
  ])('fails when its handler %s cannot be loaded', async (Handler, errorType, errorMessage) => {
    await deployFunction(deployed.client, 'broken', 'exports.handler = async () => 1;', { Handler });
    expect((await answerOf(deployed.client, 'broken')).payload).toMatchObject({ errorType, errorMessage });
  });

  test.each([
    ['a callback', "exports.handler = (event, context, done) => done(null, 'called back');", 'called back'],
    ['a plain value', "exports.handler = () => 'plain';", 'plain'],
    ['nothing at all', 'exports.handler = () => {};', null],
    ['nothing, after other work', 'exports.handler = () => { setTimeout(() => {}, 20); };', null],
  ])('may answer with %s', async (_how, code, expected) => {
    await deployFunction(deployed.client, 'answers', code);
    expect((await answerOf(deployed.client, 'answers')).payload).toBe(expected);
  });

  test('writes its console output between START, END and REPORT lines', async () => {
    await deployFunction(
      deployed.client,
      'talks',
      "exports.handler = async () => { console.log('hello %s', 'there'); };",
    );
    const { LogResult } = await deployed.client.send(new InvokeCommand({ FunctionName: 'talks', LogType: 'Tail' }));
    const lines = Buffer.from(LogResult ?? '', 'base64')
      .toString()
      .split('\n');
    expect(lines).toEqual([
      expect.stringMatching(/^START RequestId: \S+ Version: \$LATEST$/),
      expect.stringMatching(/^\S+Z\t\S+\tINFO\thello there$/),
      expect.stringMatching(/^END RequestId: \S+$/),
      expect.stringMatching(/^REPORT RequestId: \S+\tDuration: [\d.]+ ms\t.*Init Duration/),
    ]);
  });

  test('whose runtime is not Node.js can be created but fails by name when invoked', async () => {
    await deployFunction(deployed.client, 'snake', 'def handler(): pass', { Runtime: 'python3.12' });
    const { Configuration } = await deployed.client.send(new GetFunctionCommand({ FunctionName: 'snake' }));
    expect(Configuration).toMatchObject({ State: 'Active', LastUpdateStatus: 'Successful', Runtime: 'python3.12' });
    await expect(answerOf(deployed.client, 'snake')).rejects.toThrow('Runtime python3.12 is not simulated');
  });
});
