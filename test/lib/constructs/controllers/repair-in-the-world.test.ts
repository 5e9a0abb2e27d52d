import { LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { allServices, clientOf, Simulation } from '@muster/simulator';
import { deployFunction, organizationOf, roleFor } from '@muster/simulator/fixtures';
import { repairDefinition } from '../../../../lib/constructs/controllers/repair-definition';
import { desiredIn } from '../../../../lib/rollout/detection';
import { SECURITY } from '../../../accounts';

import { rolloutOf } from '../../stacks/synthesized';

const REGION = 'eu-west-1';
const desired = rolloutOf({ regions: [REGION] }).detections.flatMap(desiredIn);
const FAILING = "exports.handler = async () => { throw new Error('account 222222222222: no detector'); };";
const ANSWERING = 'exports.handler = async () => ({ IsComplete: true });';

let simulation: Simulation;
let queue: SQSClient;
let QueueUrl: string | undefined;
beforeEach(async () => {
  simulation = await Simulation.start(organizationOf(), allServices, { clockRate: 0 });
  await roleFor(simulation, 'lambda.amazonaws.com', 'function-role');
  queue = clientOf(SQSClient, simulation, SECURITY, REGION);
  ({ QueueUrl } = await queue.send(new CreateQueueCommand({ QueueName: 'undelivered' })));
});
afterEach(() => simulation.stop());

/** Runs one repair with these passes, for as long as three attempts of each take. @returns its outcome */
async function repair(guardduty: string, detective: string): Promise<string | undefined> {
  const lambda = clientOf(LambdaClient, simulation, SECURITY, REGION);
  const sfn = clientOf(SFNClient, simulation, SECURITY, REGION);
  const places: Record<string, string | undefined> = {
    guardduty: await deployFunction(lambda, 'guardduty', guardduty),
    detective: await deployFunction(lambda, 'detective', detective),
    undelivered: QueueUrl,
  };
  const definition = JSON.stringify(repairDefinition(desired, { partition: 'aws' }));
  const { stateMachineArn } = await sfn.send(
    new CreateStateMachineCommand({
      name: 'repair',
      definition: definition.replace(/\$\{(\w+)\}/g, (_, name: string) => places[name] ?? ''),
      roleArn: await roleFor(simulation, 'states.amazonaws.com', 'machine-role'),
    }),
  );
  const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, input: '{}' }));
  await simulation.clock.advance(600);
  return (await sfn.send(new DescribeExecutionCommand({ executionArn }))).status;
}

async function parked() {
  const request = new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'], MaxNumberOfMessages: 10 });
  const { Messages = [] } = await queue.send(request);
  return Messages.map(({ Body = '', MessageAttributes = {} }) => ({
    body: JSON.parse(Body),
    words: MessageAttributes.ERROR_MESSAGE?.StringValue,
  }));
}

test('a pass that fails three times is parked with its error, and the next pass runs all the same', async () => {
  expect(await repair(FAILING, ANSWERING)).toBe('SUCCEEDED');
  expect(await parked()).toEqual([
    {
      body: { service: 'guardduty', region: REGION, execution: expect.stringContaining(':execution:repair:') },
      words: expect.stringContaining('account 222222222222: no detector'),
    },
  ]);
});

test('nothing is parked if all passes succeed', async () => {
  expect(await repair(ANSWERING, ANSWERING)).toBe('SUCCEEDED');
  expect(await parked()).toEqual([]);
});

test('a pass that fails once is tried again, and not parked', async () => {
  const once = `let n = 0; exports.handler = async () => { if (n++ === 0) throw new Error('not yet'); return {}; };`;
  expect(await repair(once, ANSWERING)).toBe('SUCCEEDED');
  expect(await parked()).toEqual([]);
});
