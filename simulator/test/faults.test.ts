import {
  CreateDetectorCommand,
  CreateMembersCommand,
  GuardDutyClient,
  ListDetectorsCommand,
  ListMembersCommand,
} from '@aws-sdk/client-guardduty';
import { GuardDutyOrganization } from '../src/fixtures/guardduty-organization';
import { clientOf, organizationOf, SECURITY } from '../src/fixtures/organization-of';
import type { Fault } from '../src/kernel/faults';
import { allServices } from '../src/services';
import { deliveries } from '../src/services/events/state';
import { Simulation } from '../src/simulation';
import { Hub } from './services/events/hub';

const region = 'eu-west-1';
const SHOP = '333333333333';
const BANK = '444444444444';
const guardDuty = (simulation: Simulation, account = SHOP) => clientOf(GuardDutyClient, simulation, account, region);

async function startWith(fault: Partial<Fault>): Promise<Simulation> {
  const simulation = await Simulation.start(organizationOf(), allServices, { clockRate: 0 });
  simulation.faults.add({ service: 'guardduty', operation: 'ListDetectors', times: 1, ...fault });
  return simulation;
}

async function detectorId(simulation: Simulation, account = SHOP): Promise<string | undefined> {
  const { DetectorIds = [] } = await guardDuty(simulation, account).send(new ListDetectorsCommand({}));
  return DetectorIds[0];
}

test.each(['ECONNRESET', 'ETIMEDOUT'] as const)('a connection can break as %s', async (noAnswer) => {
  const simulation = await startWith({ noAnswer });
  await expect(detectorId(simulation)).rejects.toMatchObject({ name: 'TimeoutError', code: noAnswer });
});

test('a lagging read shows the state before the change, until the change is old enough', async () => {
  const simulation = await startWith({ times: 2, lagSeconds: 30 });
  const { DetectorId } = await guardDuty(simulation).send(new CreateDetectorCommand({ Enable: true }));
  expect(await detectorId(simulation)).toBeUndefined();
  await simulation.clock.advance(31);
  expect(await detectorId(simulation)).toBe(DetectorId);
});

test('a lagging read does not show what a service changed in an account by a call of its own', async () => {
  const simulation = await startWith({ times: 2, lagSeconds: 30 });
  const as = { principal: simulation.principals.administrator(SHOP), region };
  const { DetectorId } = await simulation.invoke<{ DetectorId: string }>(
    'guardduty',
    'CreateDetector',
    { Enable: true },
    as,
  );
  expect(await detectorId(simulation)).toBeUndefined();
  await simulation.clock.advance(31);
  expect(await detectorId(simulation)).toBe(DetectorId);
});

test('a write sees the present state, although reads lag', async () => {
  const simulation = await startWith({ lagSeconds: 30 });
  await guardDuty(simulation).send(new CreateDetectorCommand({ Enable: true }));
  await expect(guardDuty(simulation).send(new CreateDetectorCommand({ Enable: true }))).rejects.toThrow(
    'a detector already exists for the current account',
  );
  expect(await detectorId(simulation)).toBeUndefined();
});

test('a fault can concern only calls that name something, however deep in their input', async () => {
  const error = { code: 'BadRequestException', status: 400, message: 'no' };
  const simulation = await startWith({ operation: 'CreateDetector', naming: 'S3_DATA_EVENTS', error });
  const create = (Name: 'EKS_AUDIT_LOGS' | 'S3_DATA_EVENTS', account: string) =>
    guardDuty(simulation, account).send(
      new CreateDetectorCommand({ Enable: true, Features: [{ Name, Status: 'ENABLED' }] }),
    );
  expect((await create('EKS_AUDIT_LOGS', SHOP)).DetectorId).toBeDefined();
  await expect(create('S3_DATA_EVENTS', BANK)).rejects.toThrow('no');
  expect((await create('S3_DATA_EVENTS', BANK)).DetectorId).toBeDefined();
});

test('a batch can leave accounts out with a reason; batches without them are unaffected', async () => {
  const organization = await GuardDutyOrganization.start({}, allServices);
  await organization.delegate();
  const { simulation } = organization;
  const result = 'Internal error';
  const unprocessed = { accounts: [SHOP], result };
  simulation.faults.add({ service: 'guardduty', operation: 'CreateMembers', times: 1, unprocessed });
  const client = guardDuty(simulation, SECURITY);
  const DetectorId = await detectorId(simulation, SECURITY);
  const create = (...ids: string[]) => {
    const AccountDetails = ids.map((id) => ({ AccountId: id, Email: `${id}@example.com` }));
    return client.send(new CreateMembersCommand({ DetectorId, AccountDetails }));
  };
  expect((await create('555555555555')).UnprocessedAccounts).toEqual([]);
  expect((await create(SHOP, BANK)).UnprocessedAccounts).toEqual([{ AccountId: SHOP, Result: result }]);
  const { Members = [] } = await client.send(new ListMembersCommand({ DetectorId }));
  expect(Members.map(({ AccountId }) => AccountId)).toEqual(['555555555555', BANK]);
  expect((await create(SHOP)).UnprocessedAccounts).toEqual([]);
});

describe('a call between services', () => {
  const error = { code: 'InternalError', status: 500, message: 'We encountered an internal error' };
  const refuse = (hub: Hub, more: Partial<Fault>) =>
    hub.simulation.faults.add({ service: 'sqs', operation: 'SendMessage', times: 1, error, ...more });

  test('is not affected by a fault for clients', async () => {
    const hub = await Hub.start();
    const queue = await hub.queue('heard');
    await hub.rule({}, { Arn: queue });
    refuse(hub, {});
    await hub.put({ sent: 1 });
    expect(await hub.bodies(queue)).toMatchObject([{ detail: { sent: 1 } }]);
  });

  test.each([
    { applyFirst: false, arrived: 1 },
    { applyFirst: true, arrived: 2 },
  ])(
    'is affected by an internal fault, after which EventBridge retries: $arrived arrived',
    async ({ applyFirst, arrived }) => {
      const hub = await Hub.start();
      const queue = await hub.queue('heard');
      await hub.rule({}, { Arn: queue });
      refuse(hub, { internal: true, applyFirst });
      await hub.put({ sent: 1 });
      expect(await hub.bodies(queue)).toHaveLength(arrived - 1);
      await hub.simulation.clock.advance(60);
      expect(await hub.bodies(queue)).toHaveLength(1);
    },
  );

  test('gets no answer in time if the connection breaks', async () => {
    const hub = await Hub.start();
    const queue = await hub.queue('heard');
    await hub.rule({}, { Arn: queue });
    hub.simulation.faults.add({ service: 'sqs', operation: '*', times: 2, noAnswer: 'ETIMEDOUT', internal: true });
    await hub.put({ sent: 1 });
    await hub.simulation.clock.advance(60);
    expect(hub.simulation.state.at(deliveries, SECURITY, 'eu-west-1').at(-1)).toMatchObject({ attempts: 3 });
  });
});
