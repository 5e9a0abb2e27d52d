import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { allServices, clientOf, Simulation, stateOf } from '../src';
import { READABLE } from '../src/account-state';
import { organizationOf, SECURITY } from '../src/fixtures';

const REGION = 'eu-west-1';
const start = () => Simulation.start(organizationOf(), allServices, { clockRate: 0 });

test('the state of an account is the state of its services, and empty if nothing was called', async () => {
  const simulation = await start();
  expect(stateOf(simulation, SECURITY, REGION).sqs.queues.size).toBe(0);
  await clientOf(SQSClient, simulation, SECURITY, REGION).send(new CreateQueueCommand({ QueueName: 'inbox' }));
  expect([...stateOf(simulation, SECURITY, REGION).sqs.queues.keys()]).toEqual(['inbox']);
  expect(stateOf(simulation, SECURITY, 'us-east-1').sqs.queues.size).toBe(0);
});

test('reading it creates nothing', async () => {
  const simulation = await start();
  const before = simulation.state.snapshot();
  stateOf(simulation, SECURITY, REGION);
  expect(simulation.state.snapshot()).toEqual(before);
});

test('services and values have the names of GET /_simulator/state', () => {
  for (const [service, slots] of Object.entries(READABLE))
    for (const [name, slot] of Object.entries(slots)) expect([slot.service, slot.name]).toEqual([service, name]);
});
