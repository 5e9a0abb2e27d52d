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
/** seconds until the enrichment receives a message again: its visibility timeout, and the batching window */
const RETURN = 185 + 6;
const many = (count: number, first = 0) =>
  Array.from({ length: count }, (_, at) => ({ ...SSH, id: (first + at).toString(16).padStart(32, '0') }));

describe('the deployed findings hub', () => {
  let hub: DeployedHub;
  beforeEach(async () => {
    hub = await DeployedHub.start(FINDINGS);
  }, PATIENCE);
  afterEach(() => hub?.simulation.stop());

  test(
    'F7: notifies every target about every recorded finding once, whatever its shape and however often it arrives',
    async () => {
      const findings = corpus.map(({ finding }) => finding);
      const ids = new Set(findings.map(({ id }) => id));
      await hub.arrive([...findings, ...findings.toReversed()]);
      await hub.arrive(findings);
      const notifications = hub.queued('inbox').map((body) => JSON.parse(body));
      const known = notifications.filter(({ id }) => ids.has(id)).map(({ id }) => id);
      expect(known.length).toBeGreaterThanOrEqual(60);
      expect(new Set(known).size).toBe(known.length);
      for (const messages of [hub.published('analysts'), hub.published('channel'), hub.opened()])
        expect(messages).toHaveLength(notifications.length);
      for (const { subject } of hub.published('analysts')) expect(subject).toMatch(/^\[[ -~]{1,99}$/);
      expect([...hub.queued('Undelivered'), ...hub.queued('Untold')]).toEqual([]);
    },
    PATIENCE,
  );

  test(
    "F8: refuses findings that a member's own rule forwards, and notifies about none twice even if that account is allowed in",
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
    'F12: loses nothing if targets fail: every notification is delivered or in a dead-letter queue',
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
    'F5: parks notifications for a topic whose key EventBridge cannot use',
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
    'retries notifications that EventBridge refused, and parks them if it goes on refusing',
    async () => {
      const error = { code: 'InternalFailure', status: 500, message: 'internal' };
      hub.simulation.faults.add({ service: 'events', operation: 'PutEvents', times: 4, error });
      await hub.arrive(many(2));
      expect(hub.queued('inbox')).toEqual([]);
      await hub.simulation.clock.advance(RETURN);
      expect(hub.queued('inbox')).toHaveLength(2);

      hub.simulation.faults.add({ service: 'events', operation: 'PutEvents', times: 1000, error });
      await hub.arrive(many(2, 2));
      await hub.simulation.clock.advance(9 * RETURN);
      expect([hub.queued('inbox').length, hub.queued('Untold').length]).toEqual([2, 2]);
    },
    PATIENCE,
  );
});
