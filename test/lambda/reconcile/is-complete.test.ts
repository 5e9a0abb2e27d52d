import { LambdaClient } from '@aws-sdk/client-lambda';
import { clientOf, type Simulation } from '@muster/simulator';
import { deployFunction, roleFor } from '@muster/simulator/fixtures';
import { connectFunctions } from '../../../lambda/aws/lambda/functions-client';
import { isComplete } from '../../../lambda/reconcile/is-complete';
import { SECURITY } from '../../accounts';
import { connectionOf, start } from '../organization-under-test';

const REGION = 'eu-west-1';
const EVENT = { RequestType: 'Create', ResourceProperties: {} } as const;

/** Creates the function of a pass from its source. @returns its ARN */
async function passOf(source: string): Promise<string> {
  await roleFor(simulation, 'lambda.amazonaws.com', 'function-role');
  return deployFunction(clientOf(LambdaClient, simulation, SECURITY, REGION), 'pass', source);
}

let simulation: Simulation;

beforeEach(async () => {
  simulation = await start();
});

afterEach(() => simulation.stop());

test('the framework gets the answer of the pass', async () => {
  const arn = await passOf(
    'exports.handler = async (event) => ({ IsComplete: true, Data: { Summary: event.RequestType } })',
  );
  const functions = connectFunctions(REGION, connectionOf(simulation, SECURITY));
  expect(await functions.invoke(arn, EVENT)).toEqual({ IsComplete: true, Data: { Summary: 'Create' } });
});

test("a failed pass fails the framework with the pass's own message and code", async () => {
  const arn = await passOf(
    "exports.handler = async () => { const e = new Error('enabling GuardDuty in eu-west-1: no'); e.name = 'RolloutError'; throw e; }",
  );
  const functions = connectFunctions(REGION, connectionOf(simulation, SECURITY));
  await expect(functions.invoke(arn, EVENT)).rejects.toMatchObject({
    code: 'RolloutError',
    message: 'enabling GuardDuty in eu-west-1: no',
  });
});

test('a missing function of a pass is an error that names it', async () => {
  const arn = `arn:aws:lambda:${REGION}:${SECURITY}:function:gone`;
  const functions = connectFunctions(REGION, connectionOf(simulation, SECURITY));
  await expect(functions.invoke(arn, EVENT)).rejects.toMatchObject({ message: expect.stringContaining(arn) });
});

test('a custom resource that names no pass is an error', async () => {
  await expect(isComplete(EVENT)).rejects.toMatchObject({ code: 'InvalidDesiredState' });
});
