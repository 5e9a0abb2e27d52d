import {
  AddPermissionCommand,
  DeleteFunctionCommand,
  GetFunctionCodeSigningConfigCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  GetFunctionEventInvokeConfigCommand,
  GetPolicyCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
  ListTagsCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  RemovePermissionCommand,
  TagResourceCommand,
  UpdateFunctionCodeCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import type { Service } from '../../../src/contract/service';
import { deployFunction } from '../../../src/fixtures/deployed-function';
import { clientOf, SECURITY } from '../../../src/fixtures/organization-of';
import { zipOf } from '../../../src/fixtures/zip-of';
import { AwsError } from '../../../src/kernel/aws-error';
import { checks } from '../../../src/services/s3/checks';
import { answerOf, type Deployed, REGION, startLambda } from './deployed';

const CODE = 'exports.handler = async () => 1;';
const ARN = `arn:aws:lambda:${REGION}:${SECURITY}:function:f`;

/** A bucket with one deployment package. */
const bucket: Service = {
  signingName: 's3',
  schemas: {},
  protocol: 'rest-xml',
  scope: 'regional',
  checks,
  invalid: (message) => new Error(message),
  operations: {
    GetObject: ({ Key }: { Key: string }) => {
      if (Key !== 'code.zip') throw new AwsError('NoSuchKey', 404, 'The specified key does not exist.');
      return { Body: zipOf({ 'index.js': "exports.handler = async () => 'from the bucket';" }) };
    },
  },
};

describe('Lambda', () => {
  let deployed: Deployed;
  let client: LambdaClient;

  beforeEach(async () => {
    deployed = await startLambda(bucket);
    client = deployed.client;
  });
  afterEach(() => deployed.simulation.stop());

  test('has a created function ready at once, for its waiters', async () => {
    await deployFunction(client, 'f', CODE, { Tags: { a: '1' }, Description: 'one' });
    const waiting = { client, maxWaitTime: 5 };
    await waitUntilFunctionActiveV2(waiting, { FunctionName: 'f' });
    await waitUntilFunctionUpdatedV2(waiting, { FunctionName: ARN });
    const { Configuration, Tags } = await client.send(new GetFunctionCommand({ FunctionName: 'f' }));
    expect(Tags).toEqual({ a: '1' });
    expect(Configuration).toMatchObject({
      FunctionArn: ARN,
      Runtime: 'nodejs20.x',
      Timeout: 30,
      MemorySize: 128,
      Version: '$LATEST',
      LoggingConfig: { LogGroup: '/aws/lambda/f' },
    });
  });

  test('takes code from a bucket, and names a missing object', async () => {
    await deployFunction(client, 'f', CODE, { Code: { S3Bucket: 'assets', S3Key: 'code.zip' } });
    expect((await answerOf(client, 'f')).payload).toBe('from the bucket');
    await expect(
      deployFunction(client, 'g', CODE, { Code: { S3Bucket: 'assets', S3Key: 'no.zip' } }),
    ).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message:
        'Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.',
    });
  });

  test.each([
    [{ Role: `arn:aws:iam::${SECURITY}:role/none` }, 'The role defined for the function cannot be assumed by Lambda.'],
    [
      { Code: { ZipFile: Buffer.from('text') } },
      'Could not unzip uploaded file. Please check your file, then try to upload again.',
    ],
    [
      { Timeout: 901 },
      "Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900",
    ],
    [{ Environment: { Variables: { AWS_REGION: 'x' } } }, 'Reserved keys used in this request: AWS_REGION'],
    [{ FunctionName: 'no such name' }, "Value 'no such name' at 'functionName' failed to satisfy constraint"],
  ])('refuses the function %j', async (settings, message) => {
    await expect(deployFunction(client, 'f', CODE, settings)).rejects.toThrow(message);
  });

  test('refuses a second function with a name, and unknown functions', async () => {
    await deployFunction(client, 'f', CODE);
    await expect(deployFunction(client, 'f', CODE)).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message: 'Function already exist: f',
    });
    await expect(answerOf(client, 'none')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Function not found: arn:aws:lambda:${REGION}:${SECURITY}:function:none`,
    });
    await expect(client.send(new InvokeCommand({ FunctionName: 'f', Payload: 'text' }))).rejects.toMatchObject({
      name: 'InvalidRequestContentException',
    });
  });

  test('runs new code from the next invocation, and old code under its version', async () => {
    await deployFunction(client, 'f', CODE);
    expect((await answerOf(client, 'f')).payload).toBe(1);
    expect((await client.send(new PublishVersionCommand({ FunctionName: 'f' }))).Version).toBe('1');
    const ZipFile = zipOf({ 'index.js': 'exports.handler = async () => 2;' });
    await client.send(new UpdateFunctionCodeCommand({ FunctionName: 'f', ZipFile }));
    expect((await answerOf(client, 'f')).payload).toBe(2);
    expect((await answerOf(client, 'f:1')).payload).toBe(1);
    const { Versions } = await client.send(new ListVersionsByFunctionCommand({ FunctionName: 'f' }));
    expect(Versions?.map(({ Version }) => Version)).toEqual(['$LATEST', '1']);
    await expect(answerOf(client, 'f:2')).rejects.toThrow('Function not found');
  });

  test('runs ES modules, which also find the SDK', async () => {
    const ZipFile = zipOf({
      'app/index.mjs':
        "import { LambdaClient } from '@aws-sdk/client-lambda'; export const handler = async () => typeof LambdaClient;",
    });
    await deployFunction(client, 'f', CODE, { Code: { ZipFile }, Handler: 'app/index.handler' });
    expect(await answerOf(client, 'f')).toEqual({ error: undefined, payload: 'function' });
  });

  test('admits another account only if the policy does', async () => {
    await deployFunction(client, 'f', CODE);
    const other = clientOf(LambdaClient, deployed.simulation, '333333333333', REGION);
    await expect(answerOf(other, ARN)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const permission = {
      FunctionName: 'f',
      StatementId: 's',
      Action: 'lambda:InvokeFunction',
      Principal: '333333333333',
    };
    await client.send(new AddPermissionCommand(permission));
    expect((await answerOf(other, ARN)).payload).toBe(1);
    await expect(client.send(new AddPermissionCommand(permission))).rejects.toThrow(
      'The statement id (s) provided already exists.',
    );
    const { Policy } = await client.send(new GetPolicyCommand({ FunctionName: 'f' }));
    expect(JSON.parse(Policy ?? '').Statement).toHaveLength(1);
    await client.send(new RemovePermissionCommand({ FunctionName: 'f', StatementId: 's' }));
    await expect(client.send(new GetPolicyCommand({ FunctionName: 'f' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  test('limits a function to its reserved concurrency', async () => {
    await deployFunction(client, 'f', CODE);
    await client.send(new PutFunctionConcurrencyCommand({ FunctionName: 'f', ReservedConcurrentExecutions: 0 }));
    await expect(answerOf(client, 'f')).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      message: 'Rate Exceeded.',
    });
  });

  test('keeps tags and the settings of asynchronous invocations until the function is deleted', async () => {
    await deployFunction(client, 'f', CODE);
    await client.send(new TagResourceCommand({ Resource: ARN, Tags: { b: '2' } }));
    expect((await client.send(new ListTagsCommand({ Resource: ARN }))).Tags).toEqual({ b: '2' });
    await client.send(new PutFunctionEventInvokeConfigCommand({ FunctionName: 'f', MaximumRetryAttempts: 0 }));
    expect(await client.send(new GetFunctionEventInvokeConfigCommand({ FunctionName: 'f' }))).toMatchObject({
      FunctionArn: `${ARN}:$LATEST`,
      MaximumRetryAttempts: 0,
    });
    expect((await client.send(new ListFunctionsCommand({}))).Functions).toHaveLength(1);
    const signing = await client.send(new GetFunctionCodeSigningConfigCommand({ FunctionName: 'f' }));
    expect(signing).toMatchObject({ FunctionName: 'f', CodeSigningConfigArn: '' });
    await client.send(new DeleteFunctionCommand({ FunctionName: 'f' }));
    await expect(client.send(new GetFunctionConfigurationCommand({ FunctionName: 'f' }))).rejects.toThrow(
      'Function not found',
    );
  });
});
