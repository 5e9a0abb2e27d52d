import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Service } from '../../../src/contract/service';
import { roleFor } from '../../../src/fixtures/deployed-function';
import { clientOf, organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import { iam } from '../../../src/services/iam';
import { lambda } from '../../../src/services/lambda';
import { Simulation } from '../../../src/simulation';

export const REGION = 'eu-west-1';

/** A running simulation, which tests stop at their end, and a client of the security account. */
export interface Deployed {
  readonly simulation: Simulation;
  readonly client: LambdaClient;
}

/** Starts an organization with Lambda, IAM and the services that a test needs; time stands still. */
export async function startLambda(...others: Service[]): Promise<Deployed> {
  const simulation = await Simulation.start(organizationOf(), [lambda, iam, ...others], { clockRate: 0 });
  await roleFor(simulation, 'lambda.amazonaws.com', 'function-role');
  return { simulation, client: clientOf(LambdaClient, simulation, SECURITY, REGION) };
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
