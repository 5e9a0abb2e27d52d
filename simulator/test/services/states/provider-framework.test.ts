import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvokeCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { CreateStateMachineCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { Service } from '../../../src/contract/service';
import { deployFunction, roleFor } from '../../../src/fixtures/deployed-function';
import { clientOf, SECURITY } from '../../../src/fixtures/organization-of';
import { zipOf } from '../../../src/fixtures/zip-of';
import { checks } from '../../../src/services/s3/checks';
import { states } from '../../../src/services/states';
import { type Deployed, REGION, startLambda } from '../lambda/deployed';
import { ROLE, resultOf } from './machine';

const RUNTIME = join(require.resolve('aws-cdk-lib/package.json'), '../custom-resources/lib/provider-framework/runtime');

/** The files of the CDK's own handlers. */
const framework = zipOf(
  Object.fromEntries(
    ['framework', 'cfn-response', 'consts', 'outbound', 'util'].map((name) => [
      `${name}.js`,
      readFileSync(join(RUNTIME, `${name}.js`), 'utf8'),
    ]),
  ),
);

const RESPONSE_URL = `https://cloudformation-custom-resource-response-euwest1.s3.eu-west-1.amazonaws.com/key?X-Amz-Credential=AKIA${SECURITY}%2F20260101%2F${REGION}%2Fs3%2Faws4_request`;

/** A bucket that keeps the objects put into it. */
function bucket(): Service & { readonly puts: { host: string | undefined; body: Record<string, unknown> }[] } {
  const puts: { host: string | undefined; body: Record<string, unknown> }[] = [];
  return {
    puts,
    signingName: 's3',
    schemas: {},
    protocol: 'rest-xml',
    scope: 'regional',
    checks,
    operations: {},
    invalid: (message) => new Error(message),
    intercept: ({ headers, body }) => {
      puts.push({ host: headers.host, body: JSON.parse(Buffer.from(body).toString()) });
      return { status: 200, headers: {}, body: new Uint8Array() };
    },
  };
}

describe("the CDK's provider framework", () => {
  const s3 = bucket();
  let deployed: Deployed;
  let sfn: SFNClient;

  beforeEach(async () => {
    s3.puts.length = 0;
    deployed = await startLambda(states, s3);
    await roleFor(deployed.simulation, 'states.amazonaws.com', 'machine-role');
    sfn = clientOf(SFNClient, deployed.simulation, SECURITY, REGION);
  });
  afterEach(() => deployed.simulation.stop());

  /** Deploys the resources of a Provider construct with an isComplete handler. @returns the waiter's ARN */
  async function provide(onEvent: string, isComplete: string, maxAttempts: number): Promise<string> {
    const { client } = deployed;
    const Variables = {
      USER_ON_EVENT_FUNCTION_ARN: await deployFunction(client, 'on-event', onEvent),
      USER_IS_COMPLETE_FUNCTION_ARN: await deployFunction(client, 'is-complete', isComplete),
      WAITER_STATE_MACHINE_ARN: `arn:aws:states:${REGION}:${SECURITY}:stateMachine:waiter`,
    };
    const arns = [];
    for (const name of ['onEvent', 'isComplete', 'onTimeout'])
      arns.push(
        await deployFunction(client, `framework-${name}`, '', {
          Handler: `framework.${name}`,
          Code: { ZipFile: framework },
          Environment: { Variables },
        }),
      );
    const definition = {
      StartAt: 'framework-isComplete-task',
      States: {
        'framework-isComplete-task': {
          End: true,
          Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 5, MaxAttempts: maxAttempts, BackoffRate: 1 }],
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'framework-onTimeout-task' }],
          Type: 'Task',
          Resource: arns[1],
        },
        'framework-onTimeout-task': { End: true, Type: 'Task', Resource: arns[2] },
      },
    };
    await sfn.send(
      new CreateStateMachineCommand({ name: 'waiter', definition: JSON.stringify(definition), roleArn: ROLE }),
    );
    return Variables.WAITER_STATE_MACHINE_ARN;
  }

  async function create(): Promise<void> {
    const event = {
      RequestType: 'Create',
      RequestId: 'request-1',
      ResponseURL: RESPONSE_URL,
      StackId: 'stack',
      LogicalResourceId: 'Thing',
      ResourceType: 'Custom::Thing',
      ResourceProperties: { ServiceToken: 'token' },
    };
    const { FunctionError } = await deployed.client.send(
      new InvokeCommand({ FunctionName: 'framework-onEvent', Payload: JSON.stringify(event) }),
    );
    expect(FunctionError).toBeUndefined();
  }

  test('calls isComplete at every interval until it succeeds, and answers at the https URL with its data', async () => {
    const waiter = await provide(
      "exports.handler = async () => ({ PhysicalResourceId: 'thing-1', Data: { a: '1' } });",
      "let n = 0; exports.handler = async () => (++n < 3 ? { IsComplete: false } : { IsComplete: true, Data: { b: '2' } });",
      5,
    );
    await create();
    await deployed.simulation.clock.advance(9);
    expect(s3.puts).toEqual([]);
    await deployed.simulation.clock.advance(1);
    expect(s3.puts).toEqual([
      {
        host: 'cloudformation-custom-resource-response-euwest1.s3.eu-west-1.amazonaws.com',
        body: expect.objectContaining({
          Status: 'SUCCESS',
          PhysicalResourceId: 'thing-1',
          RequestId: 'request-1',
          Data: { a: '1', b: '2' },
        }),
      },
    ]);
    const { executions = [] } = await sfn.send(new ListExecutionsCommand({ stateMachineArn: waiter }));
    expect(await resultOf(sfn, executions[0]?.executionArn ?? '')).toMatchObject({ status: 'SUCCEEDED' });
  });

  test('fails when isComplete throws, in its words', async () => {
    await provide(
      "exports.handler = async () => ({ PhysicalResourceId: 'thing-1' });",
      "exports.handler = async () => { throw new Error('enabling GuardDuty in eu-west-1: denied'); };",
      5,
    );
    await create();
    await deployed.simulation.clock.advance(0);
    expect(s3.puts).toEqual([
      expect.objectContaining({
        body: expect.objectContaining({
          Status: 'FAILED',
          Reason: expect.stringContaining('enabling GuardDuty in eu-west-1: denied'),
        }),
      }),
    ]);
  });

  test('fails when its attempts are used up before isComplete succeeds', async () => {
    await provide(
      "exports.handler = async () => ({ PhysicalResourceId: 'thing-1' });",
      'exports.handler = async () => ({ IsComplete: false });',
      2,
    );
    await deployed.client.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'is-complete', Timeout: 5 }));
    await create();
    await deployed.simulation.clock.advance(10);
    expect(s3.puts.map(({ body }) => [body.Status, body.Reason])).toEqual([['FAILED', 'Operation timed out']]);
  });
});
