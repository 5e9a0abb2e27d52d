import { stateOf } from '@muster/simulator';
import { SECURITY } from '../../accounts';
import { recorded } from '../../findings/corpus';
import { HubUnderTest } from './hub-under-test';

const TOR = recorded('UnauthorizedAccess:IAMUser/TorIPCaller');
const SSH = recorded('UnauthorizedAccess:EC2/SSHBruteForce');
const DAY = 86_400;

/** A finding as EventBridge delivers it, with a changed state. */
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

  it('is notified with the name, units and tags of its account, and a link to Detective', async () => {
    expect(await hub.notifyAbout(event(SSH))).toEqual(NOTHING);
    const [notification] = hub.arrived();
    expect(notification).toMatchObject({
      severity: SSH.severity,
      deliver: { soc: 'all' },
      tags: { env: 'prod' },
      notification: {
        id: SSH.id,
        account: { id: '333333333333', name: 'payments', email: '333333333333@example.com' },
        // the account is not enrolled in this organization
        detective: { reason: { state: 'notEnabled' } },
      },
    });
    expect(notification?.ous).toEqual(expect.arrayContaining(['Workloads', 'Workloads/Prod']));
  });

  it('is notified without the e-mail address of its account if the configuration leaves it out', async () => {
    const account = { id: '333333333333', name: 'payments' };
    const without = await HubUnderTest.start({ accountEmail: false }, { accounts: [account] });
    await without.notifyAbout(event(SSH));
    const [notification] = without.arrived();
    expect(notification?.notification.account).toMatchObject(account);
    expect(JSON.stringify(notification)).not.toContain('333333333333@example.com');
  });

  it('is notified although the request that reads the records of its batch fails once', async () => {
    hub.simulation.faults.add({ service: 'dynamodb', operation: 'BatchGetItem', ...fault });
    await hub.notifyAbout(event(SSH), event({ ...SSH, id: '2' }));
    expect(hub.kinds()).toEqual(['new', 'new']);
  });

  it('is left to the next invocation if there is no time to notify and to note it', async () => {
    const records = [{ messageId: 'm0', body: JSON.stringify(event(SSH)) }];
    expect(await hub.deliver(records, 4000)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    expect(hub.kinds()).toEqual([]);
    expect(await hub.deliver(records)).toEqual(NOTHING);
    expect(hub.kinds()).toEqual(['new']);
  });

  it('F7: is notified once, however often EventBridge delivers it, in one batch or in several', async () => {
    await hub.notifyAbout(event(SSH), event(SSH));
    await hub.notifyAbout(event(SSH));
    expect(hub.kinds()).toEqual(['new']);
    expect(hub.logged.map(({ message }) => message)).toEqual(['notified', 'known']);
  });

  it('F7: is notified as repeated with its count, and as escalated when its severity rises', async () => {
    await hub.notifyAbout(event(SSH, { severity: 5 }));
    await hub.notifyAbout(event(SSH, { severity: 5, count: 4, updatedAt: later(1) }));
    await hub.notifyAbout(event(SSH, { severity: 8, count: 5, updatedAt: later(2) }));
    expect(hub.arrived().map(({ notification }) => notification.occurrence)).toEqual([
      { kind: 'new', count: 1 },
      { kind: 'repeated', count: 4 },
      { kind: 'escalated', count: 5, previousSeverity: 5 },
    ]);
  });

  it('is not notified again when an older state of it arrives late', async () => {
    await hub.notifyAbout(event(SSH, { count: 4, updatedAt: later(9) }));
    await hub.notifyAbout(event(SSH, { count: 2 }));
    expect(hub.kinds()).toEqual(['new']);
  });

  describe('F6: of a global service', () => {
    const AGAIN = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });
    const there = event(TOR, { id: 'f'.repeat(32), region: 'us-east-1' });

    it('waits half a minute for the same event from other regions, and is one notification that names them', async () => {
      expect(await hub.notifyAbout(event(TOR))).toEqual(AGAIN('m0'));
      await hub.simulation.clock.advance(20);
      expect(await hub.notifyAbout(there)).toEqual(AGAIN('m0'));
      expect(hub.arrived()).toEqual([]);
      await hub.simulation.clock.advance(10);
      expect(await hub.notifyAbout(event(TOR))).toEqual(NOTHING);
      expect(await hub.notifyAbout(there)).toEqual(NOTHING);
      expect(hub.arrived()).toMatchObject([
        { occurrence: 'new', regions: ['eu-west-1', 'us-east-1'], notification: { occurrence: { count: 2 } } },
      ]);
    });

    it('does not wait if there is only one region', async () => {
      hub.restart({ detective: { 'eu-west-1': true } });
      expect(await hub.notifyAbout(event(TOR))).toEqual(NOTHING);
      expect(hub.kinds()).toEqual(['new']);
    });

    it('is notified as repeated when another region follows later', async () => {
      await hub.notifyAbout(event(TOR), there);
      await hub.simulation.clock.advance(30);
      await hub.notifyAbout(there, event(TOR));
      expect(await hub.notifyAbout(event(TOR, { id: 'e'.repeat(32), region: 'eu-west-3' }))).toEqual(NOTHING);
      expect(hub.arrived()).toMatchObject([
        { occurrence: 'new', regions: ['eu-west-1', 'us-east-1'] },
        { occurrence: 'repeated', regions: ['eu-west-1', 'eu-west-3', 'us-east-1'] },
      ]);
    });

    it('escalates if another region that was waited for reports a higher severity', async () => {
      const worse = event(TOR, { id: 'f'.repeat(32), region: 'us-east-1', severity: 8 });
      await hub.notifyAbout(event(TOR));
      await hub.notifyAbout(worse);
      await hub.simulation.clock.advance(30);
      await hub.notifyAbout(event(TOR));
      await hub.notifyAbout(worse);
      expect(hub.arrived().map(({ occurrence, severity }) => [occurrence, severity])).toEqual([
        ['new', 5],
        ['escalated', 8],
      ]);
    });

    it('is received again when the wait is over, not when the visibility timeout of the queue ends', async () => {
      const inQueue = await hub.queued(event(TOR));
      await hub.deliver(inQueue);
      const [message] = stateOf(hub.simulation, SECURITY, 'eu-west-1').sqs.queues.get('arriving')?.messages ?? [];
      expect((message?.visibleAt ?? 0) - hub.simulation.clock.now()).toBe(30_000);
    });
  });

  it('is new again once its record has expired, even while DynamoDB still returns the record', async () => {
    await hub.notifyAbout(event(SSH));
    await hub.simulation.clock.advance(91 * DAY);
    hub.restart();
    await hub.notifyAbout(event(SSH, { count: 2, updatedAt: later(9) }));
    expect(hub.kinds()).toEqual(['new', 'new']);
  });

  it('is notified by only one of many simultaneous invocations', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => hub.notifyAbout(event(SSH))));
    expect(hub.kinds()).toEqual(['new']);
    // an invocation that finds a claim leaves its message in the queue
    expect(answers.some(({ batchItemFailures }) => batchItemFailures.length === 0)).toBe(true);
  });

  it('is received again and notified then if EventBridge refuses it; only findings of the same request are affected', async () => {
    const many = Array.from({ length: 11 }, (_, at) => event(SSH, { id: at.toString(16).padStart(32, '0') }));
    hub.simulation.faults.add({ service: 'events', operation: 'PutEvents', ...fault });
    const { batchItemFailures } = await hub.notifyAbout(...many);
    const notification = hub.kinds().length;
    expect([1, 10]).toContain(notification);
    expect(batchItemFailures).toHaveLength(11 - notification);
    expect(await hub.notifyAbout(...many)).toEqual(NOTHING);
    expect(hub.kinds()).toHaveLength(11 - notification);
  });

  it('is reported with the refusal of the bus, even if the claim cannot be released afterwards', async () => {
    const refusal = { ...fault, error: { ...fault.error, message: 'the bus is ill' } };
    hub.simulation.faults.add({ service: 'events', operation: 'PutEvents', ...refusal });
    const second = { ...fault, error: { ...fault.error, message: 'the table is ill' } };
    // the claim is the first update, which is only slow; its release is the second
    hub.simulation.faults.add({ service: 'dynamodb', operation: 'UpdateItem', times: 1, latencyMs: 1 });
    hub.simulation.faults.add({ service: 'dynamodb', operation: 'UpdateItem', ...second });
    expect(await hub.notifyAbout(event(SSH))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    expect(hub.logged).toMatchObject([
      { message: 'claim not released', keys: { words: expect.stringContaining('the table is ill') } },
      { message: 'not notified', keys: { words: expect.stringContaining('the bus is ill') } },
    ]);
    expect(hub.arrived()).toEqual([]);
  });

  it('waits for an invocation that has claimed it, as long as that one might run', async () => {
    hub.simulation.faults.add({ service: 'events', operation: 'PutEvents', ...fault });
    hub.simulation.faults.add({ service: 'dynamodb', operation: 'UpdateItem', times: 1, latencyMs: 0 });
    hub.simulation.faults.add({ service: 'dynamodb', operation: 'UpdateItem', ...fault });
    const again = { batchItemFailures: [{ itemIdentifier: 'm0' }] };
    expect(await hub.notifyAbout(event(SSH))).toEqual(again);
    expect(await hub.notifyAbout(event(SSH))).toEqual(again);
    await hub.simulation.clock.advance(31);
    expect(await hub.notifyAbout(event(SSH))).toEqual(NOTHING);
    expect(hub.kinds()).toEqual(['new']);
  });

  it('is notified at least once: twice if the notification cannot be recorded', async () => {
    hub.simulation.faults.add({ service: 'dynamodb', operation: 'UpdateItem', times: 1, latencyMs: 0 });
    hub.simulation.faults.add({ service: 'dynamodb', operation: 'UpdateItem', ...fault });
    expect(await hub.notifyAbout(event(SSH))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    await hub.simulation.clock.advance(31);
    expect(await hub.notifyAbout(event(SSH))).toEqual(NOTHING);
    expect(hub.kinds()).toEqual(['new', 'new']);
  });

  it('keeps its claim if the answer to the claim was lost and the call is repeated', async () => {
    hub.restart({}, 2);
    hub.simulation.faults.add({ service: 'dynamodb', operation: 'UpdateItem', times: 1, applyFirst: true });
    expect(await hub.notifyAbout(event(SSH))).toEqual(NOTHING);
    expect(hub.kinds()).toEqual(['new']);
  });

  it('waits for Organizations twice, then is notified without it', async () => {
    const record = (deliveries: number) => [
      { messageId: 'm', body: JSON.stringify(event(SSH)), attributes: { ApproximateReceiveCount: String(deliveries) } },
    ];
    hub.simulation.faults.add({ service: 'organizations', operation: 'DescribeAccount', ...fault, times: 2 });
    expect(await hub.deliver(record(1))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm' }] });
    expect(await hub.deliver(record(3))).toEqual(NOTHING);
    expect(hub.arrived()[0]?.notification.account).toEqual({ id: '333333333333', ous: [], tags: {} });
  });

  it('F15: says that the membership is unknown if Detective does not answer, and does not wait', async () => {
    hub.simulation.faults.add({ service: 'detective', operation: 'ListGraphs', ...fault });
    expect(await hub.notifyAbout(event(SSH))).toEqual(NOTHING);
    expect(hub.arrived()[0]?.notification.detective).toEqual({ reason: { state: 'notKnown' } });
  });

  it('needs the facts of its account and region only once, not once for each finding', async () => {
    const many = Array.from({ length: 20 }, (_, at) => event(SSH, { id: at.toString(16).padStart(32, '0') }));
    const before = hub.simulation.calls.after(0).length;
    await hub.notifyAbout(...many);
    const asked = hub.simulation.calls
      .after(0)
      .slice(before)
      .map(({ operation }) => operation);
    for (const once of ['GetMembers', 'DescribeAccount', 'ListTagsForResource', 'BatchGetItem'])
      expect(asked.filter((operation) => operation === once)).toHaveLength(1);
    expect(asked.filter((operation) => operation === 'PutEvents')).toHaveLength(2);
    expect(hub.kinds()).toHaveLength(20);
  });

  it('leaves only its id in the log', async () => {
    hub.simulation.faults.add({ service: 'events', operation: 'PutEvents', ...fault });
    await hub.notifyAbout(event(SSH));
    await hub.notifyAbout(event(TOR));
    const logged = JSON.stringify(hub.logged);
    expect(logged).toContain(SSH.id);
    expect(logged).not.toContain(SSH.title);
    expect(logged).not.toContain(SSH.type);
  });

  it('that is not JSON is the only message of its batch that is received again', async () => {
    const records = [
      { messageId: 'broken', body: '{' },
      { messageId: 'good', body: JSON.stringify(event(SSH)) },
    ];
    expect(await hub.deliver(records)).toEqual({ batchItemFailures: [{ itemIdentifier: 'broken' }] });
    expect(hub.kinds()).toEqual(['new']);
  });

  it('that no route takes is recorded, and no one is notified', async () => {
    hub.restart({ routes: [] });
    expect(await hub.notifyAbout(event(SSH))).toEqual(NOTHING);
    expect(hub.arrived()).toEqual([]);
    hub.restart();
    await hub.notifyAbout(event(SSH));
    expect(hub.arrived()).toEqual([]);
  });
});
