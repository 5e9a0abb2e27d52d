import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { repairDefinition } from '../../../lib/constructs/repair-definition';
import { desiredIn } from '../../../lib/detection';

import { sqs } from '../../../simulator/src/services/sqs';
import { states } from '../../../simulator/src/services/states';
import { clientOf, SECURITY } from '../../../simulator/test/organization-of';
import { type Deployed, deploy, REGION, roleFor, startLambda } from '../../../simulator/test/services/lambda/deployed';
import { rolloutOf } from '../stacks/synthesized';

const desired = rolloutOf({ regions: [REGION] }).detections.flatMap(desiredIn);
const FAILING = "exports.handler = async () => { throw new Error('account 222222222222: no detector'); };";
const ANSWERING = 'exports.handler = async () => ({ IsComplete: true });';

let deployed: Deployed;
let queue: SQSClient;
let QueueUrl: string | undefined;
beforeEach(async () => {
  deployed = await startLambda(states, sqs);
  queue = clientOf(SQSClient, deployed.simulation, SECURITY, REGION);
  ({ QueueUrl } = await queue.send(new CreateQueueCommand({ QueueName: 'undelivered' })));
});
afterEach(() => deployed.simulation.stop());

/** Repairs once, with these passes, for as long as three attempts of each take. @returns how it ended */
async function repair(guardduty: string, detective: string): Promise<string | undefined> {
  const sfn = clientOf(SFNClient, deployed.simulation, SECURITY, REGION);
  const places: Record<string, string | undefined> = {
    guardduty: await deploy(deployed.client, 'guardduty', guardduty),
    detective: await deploy(deployed.client, 'detective', detective),
    undelivered: QueueUrl,
  };
  const definition = repairDefinition(desired, { partition: 'aws' });
  const { stateMachineArn } = await sfn.send(
    new CreateStateMachineCommand({
      name: 'repair',
      definition: definition.replace(/\$\{(\w+)\}/g, (_, name: string) => places[name] ?? ''),
      roleArn: await roleFor(deployed.simulation, 'states.amazonaws.com', 'machine-role'),
    }),
  );
  const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, input: '{}' }));
  await deployed.simulation.clock.advance(600);
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

test('a pass that fails three times is parked with its words, and keeps the next from nothing', async () => {
  expect(await repair(FAILING, ANSWERING)).toBe('SUCCEEDED');
  expect(await parked()).toEqual([
    {
      body: { service: 'guardduty', region: REGION, execution: expect.stringContaining(':execution:repair:') },
      words: expect.stringContaining('account 222222222222: no detector'),
    },
  ]);
});

test('where all passes do what they shall, nothing is parked', async () => {
  expect(await repair(ANSWERING, ANSWERING)).toBe('SUCCEEDED');
  expect(await parked()).toEqual([]);
});

test('a pass that fails once is tried again before anybody is told', async () => {
  const once = `let n = 0; exports.handler = async () => { if (n++ === 0) throw new Error('not yet'); return {}; };`;
  expect(await repair(once, ANSWERING)).toBe('SUCCEEDED');
  expect(await parked()).toEqual([]);
});
