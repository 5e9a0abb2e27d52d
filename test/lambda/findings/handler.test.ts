import { stateOf } from '@muster/simulator';
import { SECURITY } from '../../accounts';
import { recorded } from '../../findings/corpus';
import { HubUnderTest } from './hub-under-test';

const TOR = recorded('UnauthorizedAccess:IAMUser/TorIPCaller');
const SSH = recorded('UnauthorizedAccess:EC2/SSHBruteForce');
const DAY = 86_400;

/** A finding as EventBridge brings it, with changes of its state. */
function event(base: Record<string, unknown>, { count = 1, ...change }: Record<string, unknown> = {}) {
  const detail: Record<string, unknown> = { ...base, ...change, service: { ...(base.service as object), count } };
  return { 'detail-type': 'GuardDuty Finding', source: 'aws.guardduty', region: detail.region, detail };
}
const later = (minutes: number) => new Date(Date.parse(String(SSH.updatedAt)) + minutes * 60_000).toISOString();
const NOTHING = { batchItemFailures: [] };
const fault = { times: 1, error: { code: 'InternalFailure', status: 500, message: 'internal' } };

describe('a finding', () => {
  let hub: HubUnderTest;
  beforeEach(async () => {
    hub = await HubUnderTest.start(
      {},
      { accounts: [{ id: '333333333333', name: 'payments', ou: 'Workloads/Prod', tags: { env: 'prod' } }] },
    );
  });

  it('is told with what is known of its account: name, units, tags, and its way into Detective', async () => {
    expect(await hub.tell(event(SSH))).toEqual(NOTHING);
    const [told] = hub.arrived();
    expect(told).toMatchObject({
      severity: SSH.severity,
      deliver: { soc: 'all' },
      tags: { env: 'prod' },
      notification: {
        id: SSH.id,
        account: { id: '333333333333', name: 'payments', email: '333333333333@example.com' },
        // nobody enrolled it in this organization
        detective: { reason: { state: 'notEnabled' } },
      },
    });
    expect(told?.ous).toEqual(expect.arrayContaining(['Workloads', 'Workloads/Prod']));
  });

  it('F7: is told once, however often EventBridge delivers it, in one batch or in several', async () => {
    await hub.tell(event(SSH), event(SSH));
    await hub.tell(event(SSH));
    expect(hub.kinds()).toEqual(['new']);
    expect(hub.logged.map(({ message }) => message)).toEqual(['notified', 'known']);
  });

  it('F7: is told as repeated with its count, and as escalated when its severity rises', async () => {
    await hub.tell(event(SSH, { severity: 5 }));
    await hub.tell(event(SSH, { severity: 5, count: 4, updatedAt: later(1) }));
    await hub.tell(event(SSH, { severity: 8, count: 5, updatedAt: later(2) }));
    expect(hub.arrived().map(({ notification }) => notification.occurrence)).toEqual([
      { kind: 'new', count: 1 },
      { kind: 'repeated', count: 4 },
      { kind: 'escalated', count: 5, previousSeverity: 5 },
    ]);
  });

  it('is not told again when an older state of it comes late', async () => {
    await hub.tell(event(SSH, { count: 4, updatedAt: later(9) }));
    await hub.tell(event(SSH, { count: 2 }));
    expect(hub.kinds()).toEqual(['new']);
  });

  describe('F6: of a global service', () => {
    const AGAIN = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });
    const there = event(TOR, { id: 'f'.repeat(32), region: 'us-east-1' });

    it('waits half a minute for the same event of other regions, and is one notification that names them', async () => {
      expect(await hub.tell(event(TOR))).toEqual(AGAIN('m0'));
      await hub.simulation.clock.advance(20);
      expect(await hub.tell(there)).toEqual(AGAIN('m0'));
      expect(hub.arrived()).toEqual([]);
      await hub.simulation.clock.advance(10);
      expect(await hub.tell(event(TOR))).toEqual(NOTHING);
      expect(await hub.tell(there)).toEqual(NOTHING);
      expect(hub.arrived()).toMatchObject([
        { occurrence: 'new', regions: ['eu-west-1', 'us-east-1'], notification: { occurrence: { count: 2 } } },
      ]);
    });

    it('does not wait where there is one region alone', async () => {
      hub.restart({ detective: { 'eu-west-1': true } });
      expect(await hub.tell(event(TOR))).toEqual(NOTHING);
      expect(hub.kinds()).toEqual(['new']);
    });

    it('is told of a region that comes later as repeated', async () => {
      await hub.tell(event(TOR), there);
      await hub.simulation.clock.advance(30);
      await hub.tell(there, event(TOR));
      expect(await hub.tell(event(TOR, { id: 'e'.repeat(32), region: 'eu-west-3' }))).toEqual(NOTHING);
      expect(hub.arrived()).toMatchObject([
        { occurrence: 'new', regions: ['eu-west-1', 'us-east-1'] },
        { occurrence: 'repeated', regions: ['eu-west-1', 'eu-west-3', 'us-east-1'] },
      ]);
    });

    it('escalates where another region, that was waited for, has it more severe', async () => {
      const worse = event(TOR, { id: 'f'.repeat(32), region: 'us-east-1', severity: 8 });
      await hub.tell(event(TOR));
      await hub.tell(worse);
      await hub.simulation.clock.advance(30);
      await hub.tell(event(TOR));
      await hub.tell(worse);
      expect(hub.arrived().map(({ occurrence, severity }) => [occurrence, severity])).toEqual([
        ['new', 5],
        ['escalated', 8],
      ]);
    });

    it('comes again when the wait is over, not when the queue would give it', async () => {
      const inQueue = await hub.queued(event(TOR));
      await hub.deliver(inQueue);
      const [message] = stateOf(hub.simulation, SECURITY, 'eu-west-1').sqs.queues.get('arriving')?.messages ?? [];
      expect((message?.visibleAt ?? 0) - hub.simulation.clock.now()).toBe(30_000);
    });
  });

  it('is new again once it is forgotten, even while DynamoDB still shows what it held', async () => {
    await hub.tell(event(SSH));
    await hub.simulation.clock.advance(91 * DAY);
    hub.restart();
    await hub.tell(event(SSH, { count: 2, updatedAt: later(9) }));
    expect(hub.kinds()).toEqual(['new', 'new']);
  });

  it('is told by one of many that are at it at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => hub.tell(event(SSH))));
    expect(hub.kinds()).toEqual(['new']);
    // those that found somebody at it leave their message where it is
    expect(answers.some(({ batchItemFailures }) => batchItemFailures.length === 0)).toBe(true);
  });

  it('comes again when EventBridge does not take it, and is told then, with those of its request alone', async () => {
    const many = Array.from({ length: 11 }, (_, at) => event(SSH, { id: at.toString(16).padStart(32, '0') }));
    hub.simulation.faults.add({ service: 'events', operation: 'PutEvents', ...fault });
    const { batchItemFailures } = await hub.tell(...many);
    const told = hub.kinds().length;
    expect([1, 10]).toContain(told);
    expect(batchItemFailures).toHaveLength(11 - told);
    expect(await hub.tell(...many)).toEqual(NOTHING);
    expect(hub.kinds()).toHaveLength(11 - told);
  });

  it('is reported with the refusal of the bus, even where the claim cannot be released after it', async () => {
    const refusal = { ...fault, error: { ...fault.error, message: 'the bus is ill' } };
    hub.simulation.faults.add({ service: 'events', operation: 'PutEvents', ...refusal });
    const second = { ...fault, error: { ...fault.error, message: 'the table is ill' } };
    // the claim is the first update and only slow, its release is the second
    hub.simulation.faults.add({ service: 'dynamodb', operation: 'UpdateItem', times: 1, latencyMs: 1 });
    hub.simulation.faults.add({ service: 'dynamodb', operation: 'UpdateItem', ...second });
    expect(await hub.tell(event(SSH))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    expect(hub.logged).toMatchObject([
      { message: 'claim not released', keys: { words: expect.stringContaining('the table is ill') } },
      { message: 'not notified', keys: { words: expect.stringContaining('the bus is ill') } },
    ]);
    expect(hub.arrived()).toEqual([]);
  });

  it('waits for an invocation that began with it, as long as that one might run', async () => {
    hub.simulation.faults.add({ service: 'events', operation: 'PutEvents', ...fault });
    hub.simulation.faults.add({ service: 'dynamodb', operation: 'UpdateItem', times: 1, latencyMs: 0 });
    hub.simulation.faults.add({ service: 'dynamodb', operation: 'UpdateItem', ...fault });
    const again = { batchItemFailures: [{ itemIdentifier: 'm0' }] };
    expect(await hub.tell(event(SSH))).toEqual(again);
    expect(await hub.tell(event(SSH))).toEqual(again);
    await hub.simulation.clock.advance(31);
    expect(await hub.tell(event(SSH))).toEqual(NOTHING);
    expect(hub.kinds()).toEqual(['new']);
  });

  it('is rather told twice than not at all when what was told cannot be written down', async () => {
    hub.simulation.faults.add({ service: 'dynamodb', operation: 'UpdateItem', times: 1, latencyMs: 0 });
    hub.simulation.faults.add({ service: 'dynamodb', operation: 'UpdateItem', ...fault });
    expect(await hub.tell(event(SSH))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    await hub.simulation.clock.advance(31);
    expect(await hub.tell(event(SSH))).toEqual(NOTHING);
    expect(hub.kinds()).toEqual(['new', 'new']);
  });

  it('keeps its claim when the answer to it was lost and the call is made again', async () => {
    hub.restart({}, 2);
    hub.simulation.faults.add({ service: 'dynamodb', operation: 'UpdateItem', times: 1, applyFirst: true });
    expect(await hub.tell(event(SSH))).toEqual(NOTHING);
    expect(hub.kinds()).toEqual(['new']);
  });

  it('waits for Organizations twice, then is told without it', async () => {
    const record = (deliveries: number) => [
      { messageId: 'm', body: JSON.stringify(event(SSH)), attributes: { ApproximateReceiveCount: String(deliveries) } },
    ];
    hub.simulation.faults.add({ service: 'organizations', operation: 'DescribeAccount', ...fault, times: 2 });
    expect(await hub.deliver(record(1))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm' }] });
    expect(await hub.deliver(record(3))).toEqual(NOTHING);
    expect(hub.arrived()[0]?.notification.account).toEqual({ id: '333333333333', ous: [], tags: {} });
  });

  it('F15: says that membership is not known when Detective does not answer, and does not wait for it', async () => {
    hub.simulation.faults.add({ service: 'detective', operation: 'ListGraphs', ...fault });
    expect(await hub.tell(event(SSH))).toEqual(NOTHING);
    expect(hub.arrived()[0]?.notification.detective).toEqual({ reason: { state: 'notKnown' } });
  });

  it('is found by its account and region once, not once for each finding', async () => {
    const many = Array.from({ length: 20 }, (_, at) => event(SSH, { id: at.toString(16).padStart(32, '0') }));
    const before = hub.simulation.calls.after(0).length;
    await hub.tell(...many);
    const asked = hub.simulation.calls
      .after(0)
      .slice(before)
      .map(({ operation }) => operation);
    for (const once of ['GetMembers', 'DescribeAccount', 'ListTagsForResource', 'BatchGetItem'])
      expect(asked.filter((operation) => operation === once)).toHaveLength(1);
    expect(asked.filter((operation) => operation === 'PutEvents')).toHaveLength(2);
    expect(hub.kinds()).toHaveLength(20);
  });

  it('leaves nothing of what it says in the log but its id', async () => {
    hub.simulation.faults.add({ service: 'events', operation: 'PutEvents', ...fault });
    await hub.tell(event(SSH));
    await hub.tell(event(TOR));
    const logged = JSON.stringify(hub.logged);
    expect(logged).toContain(SSH.id);
    expect(logged).not.toContain(SSH.title);
    expect(logged).not.toContain(SSH.type);
  });

  it('that is no JSON comes again alone', async () => {
    const records = [
      { messageId: 'broken', body: '{' },
      { messageId: 'good', body: JSON.stringify(event(SSH)) },
    ];
    expect(await hub.deliver(records)).toEqual({ batchItemFailures: [{ itemIdentifier: 'broken' }] });
    expect(hub.kinds()).toEqual(['new']);
  });

  it('that no route takes is remembered and told to nobody', async () => {
    hub.restart({ routes: [] });
    expect(await hub.tell(event(SSH))).toEqual(NOTHING);
    expect(hub.arrived()).toEqual([]);
    hub.restart();
    await hub.tell(event(SSH));
    expect(hub.arrived()).toEqual([]);
  });
});
