import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  InvokeCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import type { Service } from '../../../src/kernel/service';
import { iam } from '../../../src/services/iam';
import { lambda } from '../../../src/services/lambda';
import { Simulation } from '../../../src/simulation';
import { clientOf, organizationOf, SECURITY } from '../../organization-of';
import { zipOf } from './zip-of';

export const REGION = 'eu-west-1';

/** A running simulation that tests stop at their end, and a client of the security account. */
export interface Deployed {
  readonly simulation: Simulation;
  readonly client: LambdaClient;
}

/** Starts an organization with Lambda and IAM and whatever else a test needs; time stands still. */
export async function startLambda(...others: Service[]): Promise<Deployed> {
  const simulation = await Simulation.start(organizationOf(), [lambda, iam, ...others], { clockRate: 0 });
  await roleFor(simulation, 'lambda.amazonaws.com', 'function-role');
  return { simulation, client: clientOf(LambdaClient, simulation, SECURITY, REGION) };
}

/** A role that a service may assume and that may do everything; its ARN. */
export async function roleFor(
  simulation: Simulation,
  service: string,
  RoleName: string,
  account = SECURITY,
): Promise<string> {
  const client = clientOf(IAMClient, simulation, account, REGION);
  const policy = (statement: object): string =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
  const AssumeRolePolicyDocument = policy({ Principal: { Service: service }, Action: 'sts:AssumeRole' });
  const { Role } = await client.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const PolicyDocument = policy({ Action: '*', Resource: '*' });
  await client.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'all', PolicyDocument }));
  return Role?.Arn ?? '';
}

/** Deploys `code` as `index.js` of a function in the security account. */
export async function deploy(
  client: LambdaClient,
  name: string,
  code: string,
  settings: Partial<CreateFunctionCommandInput> = {},
): Promise<string> {
  const { FunctionArn } = await client.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs20.x',
      Handler: 'index.handler',
      Role: `arn:aws:iam::${SECURITY}:role/function-role`,
      Code: { ZipFile: zipOf({ 'index.js': code }) },
      Timeout: 30,
      ...settings,
    }),
  );
  return FunctionArn ?? '';
}

/** Invokes a function and reads its JSON answer. */
export async function answerOf(
  client: LambdaClient,
  name: string,
  event: unknown = {},
): Promise<{ error: string | undefined; payload: unknown }> {
  const { Payload, FunctionError } = await client.send(
    new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event) }),
  );
  return { error: FunctionError, payload: JSON.parse(Buffer.from(Payload ?? []).toString()) };
}
