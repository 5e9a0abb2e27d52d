import { type Simulation, stateOf } from '@muster/simulator';
import { connectBus } from '../../../../lambda/aws/hub-clients';
import { directoryController, directoryHandler } from '../../../../lambda/controllers/directory';
import { LISTING_KEY } from '../../../../lambda/controllers/directory/desired';
import { handlerFor } from '../../../../lambda/reconcile/handler';
import { silent } from '../../../../lambda/reconcile/log';
import { reconcile } from '../../../../lambda/reconcile/reconcile';
import { SECURITY } from '../../../accounts';
import {
  awsOf,
  connectionOf,
  directory,
  guardDutyAlone,
  LISTING,
  listOnce,
  start,
  startDelegated,
} from '../../organization-under-test';

const HOUR = 3_600_000;
const place = { bucket: LISTING.bucket, key: LISTING_KEY, owner: SECURITY };
const lambda = { getRemainingTimeInMillis: () => 10 * 60_000 };

const begin = () => startDelegated({ accounts: [{ id: '333333333333', ou: 'Workloads/Prod' }] }, guardDutyAlone());

/** The controller in a run that begins `milliseconds` from now. */
const at = (simulation: Simulation, milliseconds: number) =>
  directoryController(awsOf(simulation, SECURITY, { now: () => Date.now() + milliseconds }));

const stored = (simulation: Simulation) => awsOf(simulation, SECURITY).listing(LISTING.region).read(place);

/** Every version of every object in the bucket. */
function versions(simulation: Simulation): number {
  const bucket = stateOf(simulation, SECURITY, LISTING.region).s3.buckets.get(LISTING.bucket);
  return (bucket?.objects.size ?? 0) + [...(bucket?.versions.values() ?? [])].flat().length;
}

test('the listing has the accounts with their units, and the units that the configuration names', async () => {
  const simulation = await begin();
  const report = await listOnce(simulation, directory({ units: ['Workloads', 'Workloads/Prod', 'Nowhere'] }));
  expect(report).toMatchObject({ expected: 3, remaining: [], accounts: { source: 'organizations', count: 3 } });
  expect(report.covered).toEqual(['111111111111', SECURITY, '333333333333']);
  const { listing } = (await stored(simulation)) ?? {};
  const { accounts } = await awsOf(simulation, SECURITY).organizations('eu-west-1').accounts();
  expect(listing?.accounts).toEqual(accounts);
  expect([...(listing?.units.keys() ?? [])]).toEqual(['Workloads', 'Workloads/Prod']);
});

test('every run writes a new listing, and the previous version is kept', async () => {
  const simulation = await begin();
  await listOnce(simulation);
  const first = await stored(simulation);
  const report = await reconcile(at(simulation, HOUR), directory());
  expect(report.applied).toEqual([`list 3 accounts for all regions, in ${LISTING.bucket}`]);
  expect((await stored(simulation))?.listing?.listedAt).toBeGreaterThan(first?.listing?.listedAt ?? 0);
  expect(versions(simulation)).toBe(2);
});

test('a run reads Organizations once, page by page', async () => {
  const simulation = await begin();
  await listOnce(simulation);
  const before = simulation.calls.last;
  await reconcile(at(simulation, HOUR), directory());
  expect(simulation.calls.after(before).map(({ operation }) => operation)).toEqual([
    'ListAccounts',
    'ListRoots',
    'GetObject',
    'PutObject',
    'GetObject',
  ]);
});

describe('two runs at once', () => {
  it('leave the newer listing, whichever run ends last', async () => {
    const simulation = await begin();
    await listOnce(simulation);
    const slow = at(simulation, HOUR);
    const seen = await slow.observe(directory());
    await reconcile(at(simulation, 2 * HOUR), directory());
    const newer = await stored(simulation);
    const [write] = slow.plan(directory(), seen, []).actions;
    const refusals = write && (await slow.apply(write));
    expect(refusals).toMatchObject([{ operation: 'PutObject', again: true }]);
    expect(await reconcile(slow, directory())).toMatchObject({ applied: [], remaining: [], expected: 3 });
    expect((await stored(simulation))?.etag).toBe(newer?.etag);
  });

  it('leave the newer listing even if the older run wrote in between', async () => {
    const simulation = await begin();
    await listOnce(simulation);
    const slow = at(simulation, 2 * HOUR);
    const seen = await slow.observe(directory());
    await reconcile(at(simulation, HOUR), directory());
    const [write] = slow.plan(directory(), seen, []).actions;
    expect(write && (await slow.apply(write))).toHaveLength(1);
    expect(await reconcile(slow, directory())).toMatchObject({
      remaining: [],
      covered: expect.arrayContaining([SECURITY]),
    });
    const { listing } = (await stored(simulation)) ?? {};
    expect(listing?.listedAt).toBeGreaterThan(Date.now() + HOUR);
  });
});

test('an unreadable listing is replaced', async () => {
  const simulation = await begin();
  await listOnce(simulation);
  const as = { principal: simulation.principals.administrator(SECURITY), region: LISTING.region };
  const nonsense = { Bucket: LISTING.bucket, Key: LISTING_KEY, Body: Buffer.from('nonsense') };
  await simulation.invoke('s3', 'PutObject', nonsense, as);
  expect(await stored(simulation)).toMatchObject({ listing: undefined, problem: expect.any(String) });
  await reconcile(at(simulation, 0), directory());
  expect((await stored(simulation))?.listing?.accounts).toHaveLength(3);
});

describe('the function', () => {
  const handler = (simulation: Simulation) =>
    handlerFor(directoryController, { connection: connectionOf(simulation, SECURITY), log: silent });

  const event = (RequestType: 'Create' | 'Delete') => ({
    RequestType,
    StackId: `arn:aws:cloudformation:eu-west-1:${SECURITY}:stack/OrganizationDirectory/1`,
    ResourceProperties: { Desired: JSON.stringify(directory()) },
    StartedAt: new Date().toISOString(),
  });

  it('waits for the delegation, and then says how many accounts it has listed', async () => {
    const simulation = await start();
    await expect(handler(simulation)(event('Create'), lambda)).resolves.toEqual({ IsComplete: false });
    const delegated = await begin();
    await listOnce(delegated);
    expect(await handler(delegated)(event('Create'), lambda)).toMatchObject({
      IsComplete: true,
      Data: { Summary: '3 of 3 covered' },
    });
  });

  it('empties the bucket when its stack is deleted, whoever deletes it', async () => {
    const simulation = await begin();
    await listOnce(simulation);
    await reconcile(at(simulation, HOUR), directory());
    expect(await handler(simulation)(event('Delete'), lambda)).toMatchObject({ IsComplete: true });
    expect(versions(simulation)).toBe(0);
    expect(await handler(simulation)(event('Delete'), lambda)).toMatchObject({ IsComplete: true });
  });

  it('runs one pass for all events of a batch, and wakes the regions only after it', async () => {
    const simulation = await begin();
    await listOnce(simulation);
    const received = await listener(simulation);
    const bus = connectBus(LISTING.region, BUS, connectionOf(simulation, SECURITY));
    const before = simulation.calls.last;
    const later = { now: () => Date.now() + HOUR, log: silent };
    const run = handlerFor(directoryController, { connection: connectionOf(simulation, SECURITY), ...later });
    const started = directoryHandler(run, () => ({ desired: directory(), bus }));
    const body = (detail: object) => ({ body: JSON.stringify({ detail }) });
    await started({ Records: [body({ eventName: 'MoveAccount' }), body({ regionName: 'eu-south-1' })] }, lambda);
    const done = simulation.calls.after(before).map(({ operation }) => operation);
    expect(done.filter((operation) => /^Put/.test(operation))).toEqual(['PutObject', 'PutEvents']);
    expect(received()).toMatchObject([
      { source: 'muster.directory', 'detail-type': 'Organization Listed', detail: { regions: ['*', 'eu-south-1'] } },
    ]);
  });

  it('wakes no region if it could not list the accounts, and returns the events to the queue', async () => {
    const simulation = await begin();
    await listOnce(simulation);
    const received = await listener(simulation);
    const error = { code: 'AccessDeniedException', status: 400, message: 'no' };
    simulation.faults.add({ service: 'organizations', operation: 'ListAccounts', times: 1, error });
    const bus = connectBus(LISTING.region, BUS, connectionOf(simulation, SECURITY));
    const started = directoryHandler(handler(simulation), () => ({ desired: directory(), bus }));
    await expect(started({ Records: [{ body: '{"detail":{}}' }] }, lambda)).rejects.toMatchObject({
      code: 'AccessDenied',
    });
    expect(received()).toEqual([]);
  });
});

const BUS = 'muster-findings';

/** Records the events on the findings bus, in order. */
async function listener(simulation: Simulation): Promise<() => unknown[]> {
  const as = { principal: simulation.principals.administrator(SECURITY), region: LISTING.region };
  const invoke = (service: string, operation: string, input: object) =>
    simulation.invoke(service, operation, input, as);
  const QueueArn = `arn:aws:sqs:${LISTING.region}:${SECURITY}:heard`;
  const allow = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: '*', Resource: QueueArn };
  await invoke('sqs', 'CreateQueue', {
    QueueName: 'heard',
    Attributes: { Policy: JSON.stringify({ Statement: [allow] }) },
  });
  await invoke('events', 'CreateEventBus', { Name: BUS });
  const EventPattern = JSON.stringify({ account: [SECURITY] });
  await invoke('events', 'PutRule', { Name: 'all', EventBusName: BUS, EventPattern });
  await invoke('events', 'PutTargets', { Rule: 'all', EventBusName: BUS, Targets: [{ Id: 'heard', Arn: QueueArn }] });
  const queue = stateOf(simulation, SECURITY, LISTING.region).sqs.queues.get('heard');
  return () => (queue?.messages ?? []).map(({ body }) => JSON.parse(body) as unknown);
}
