import {
  CreateEventSourceMappingCommand,
  ListTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-lambda';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { deployFunction } from '../../../src/fixtures/deployed-function';
import { clientOf, SECURITY } from '../../../src/fixtures/organization-of';
import { sqs } from '../../../src/services/sqs';
import { REGION, startLambda } from './deployed';

test('event source mappings have tags like functions', async () => {
  const { simulation, client } = await startLambda(sqs);
  const queues = clientOf(SQSClient, simulation, SECURITY, REGION);
  await queues.send(new CreateQueueCommand({ QueueName: 'work' }));
  await deployFunction(client, 'f', 'exports.handler = async () => 1;');
  const { EventSourceMappingArn: Resource } = await client.send(
    new CreateEventSourceMappingCommand({
      FunctionName: 'f',
      EventSourceArn: `arn:aws:sqs:${REGION}:${SECURITY}:work`,
      Tags: { a: '1', b: '2' },
    }),
  );
  await client.send(new TagResourceCommand({ Resource, Tags: { c: '3' } }));
  await client.send(new UntagResourceCommand({ Resource, TagKeys: ['a'] }));
  expect((await client.send(new ListTagsCommand({ Resource }))).Tags).toEqual({ b: '2', c: '3' });
  await expect(client.send(new ListTagsCommand({ Resource: `${Resource}0` }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await simulation.stop();
});
