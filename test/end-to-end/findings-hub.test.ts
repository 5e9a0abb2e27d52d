import { FINDINGS_BUS } from '../../lib/names';
import { corpus, recorded } from '../findings/corpus';
import { DeployedHub } from './deployed-hub';
import { HOME, PATIENCE } from './stage';

const MEMBER = '333333333333';

const FINDINGS = {
  targets: {
    analysts: { sns: {} },
    channel: { chat: { slack: { workspaceId: 'T0123ABCD', channelId: 'C0123ABCD' } } },
    tickets: { opsItem: {} },
    inbox: { sqs: {} },
  },
  routes: [{ name: 'all', targets: ['analysts', 'channel', 'tickets', 'inbox'] }],
};
const SSH = recorded('UnauthorizedAccess:EC2/SSHBruteForce');
/** how long a message waits in the queue of the enrichment before it comes again: until it is visible, and the window */
const AGAIN = 185 + 6;
const many = (count: number, first = 0) =>
  Array.from({ length: count }, (_, at) => ({ ...SSH, id: (first + at).toString(16).padStart(32, '0') }));

describe('the deployed findings hub', () => {
  let hub: DeployedHub;
  beforeEach(async () => {
    hub = await DeployedHub.start(FINDINGS);
  }, PATIENCE);
  afterEach(() => hub?.simulation.stop());

  test(
    'F7: tells every target of every recorded finding once, whatever its shape and however often it comes',
    async () => {
      const findings = corpus.map(({ finding }) => finding);
      const ids = new Set(findings.map(({ id }) => id));
      await hub.arrive([...findings, ...findings.toReversed()]);
      await hub.arrive(findings);
      const told = hub.queued('inbox').map((body) => JSON.parse(body));
      const known = told.filter(({ id }) => ids.has(id)).map(({ id }) => id);
      expect(known.length).toBeGreaterThanOrEqual(60);
      expect(new Set(known).size).toBe(known.length);
      for (const messages of [hub.published('analysts'), hub.published('channel'), hub.opened()])
        expect(messages).toHaveLength(told.length);
      for (const { subject } of hub.published('analysts')) expect(subject).toMatch(/^\[[ -~]{1,99}$/);
      expect([...hub.queued('Undelivered'), ...hub.queued('Untold')]).toEqual([]);
    },
    PATIENCE,
  );

  test(
    "F8: a member's own rule that sends its findings home too is not let in, and makes none told twice where it is",
    async () => {
      const [first, second] = many(2).map((finding) => ({ ...finding, accountId: MEMBER, region: HOME }));
      await hub.forwardFrom(MEMBER);
      await hub.arrive([first ?? {}], 0);
      await hub.arise(MEMBER, first ?? {});
      expect(hub.lastDelivery(MEMBER)).toMatchObject({
        outcome: 'lost',
        error: expect.stringMatching(/^NO_PERMISSIONS/),
      });
      expect(hub.queued('inbox')).toHaveLength(1);

      await hub.call('events', 'PutPermission', {
        EventBusName: FINDINGS_BUS,
        StatementId: 'by-hand',
        Action: 'events:PutEvents',
        Principal: MEMBER,
      });
      await hub.arrive([second ?? {}], 0);
      await hub.arise(MEMBER, second ?? {});
      expect(hub.lastDelivery(MEMBER)).toMatchObject({ outcome: 'delivered' });
      expect(hub.queued('inbox')).toHaveLength(2);
    },
    PATIENCE,
  );

  test(
    'F12: loses nothing where targets fail: what was sent is delivered or in a dead-letter queue',
    async () => {
      await hub.arrive(many(3));
      const { QueueUrls } = await hub.call<{ QueueUrls: string[] }>('sqs', 'ListQueues', {});
      await hub.call('sqs', 'DeleteQueue', { QueueUrl: QueueUrls.find((url) => url.includes('inbox')) });
      await hub.arrive(many(4, 3));
      expect(hub.queued('Undelivered')).toHaveLength(4);
      for (const messages of [hub.published('analysts'), hub.published('channel'), hub.opened()])
        expect(messages).toHaveLength(7);
    },
    PATIENCE,
  );

  test(
    'F5: parks what a topic cannot take because its key does not let EventBridge use it, and rings',
    async () => {
      const { Keys } = await hub.call<{ Keys: { KeyId: string }[] }>('kms', 'ListKeys', {});
      for (const { KeyId } of Keys) await hub.call('kms', 'DisableKey', { KeyId });
      await hub.arrive(many(2));
      expect(hub.published('channel')).toEqual([]);
      expect(hub.queued('Undelivered').length).toBeGreaterThanOrEqual(2);
      expect(hub.queued('inbox')).toHaveLength(2);
    },
    PATIENCE,
  );

  test(
    'tells again what EventBridge did not take, and gives it to a person where that does not end',
    async () => {
      const error = { code: 'InternalFailure', status: 500, message: 'internal' };
      hub.simulation.faults.add({ service: 'events', operation: 'PutEvents', times: 4, error });
      await hub.arrive(many(2));
      expect(hub.queued('inbox')).toEqual([]);
      await hub.simulation.clock.advance(AGAIN);
      expect(hub.queued('inbox')).toHaveLength(2);

      hub.simulation.faults.add({ service: 'events', operation: 'PutEvents', times: 1000, error });
      await hub.arrive(many(2, 2));
      await hub.simulation.clock.advance(9 * AGAIN);
      expect([hub.queued('inbox').length, hub.queued('Untold').length]).toEqual([2, 2]);
    },
    PATIENCE,
  );
});
