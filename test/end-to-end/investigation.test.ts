import { putFinding, stateOf } from '@muster/simulator';
import { detectiveController } from '../../lambda/controllers/detective';
import { guardDutyController } from '../../lambda/controllers/guardduty';
import type { InvestigationNotification } from '../../lambda/investigation/notification';
import { SECURITY } from '../accounts';
import { recorded } from '../findings/corpus';
import { detective, guardDuty, settle } from '../lambda/organization-under-test';
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
  routes: [{ name: 'severe', match: { severity: 7 }, targets: ['analysts', 'channel', 'tickets', 'inbox'] }],
};
/** seconds: the queue's window, the lag of the graph, and the length of an investigation */
const LONGEST_SECONDS = 31 + 5 * 60 + 5 * 60;

describe('the deployed investigation', () => {
  let hub: DeployedHub;
  beforeEach(async () => {
    hub = await DeployedHub.start(FINDINGS);
    await settle(hub.simulation, guardDutyController, SECURITY, guardDuty());
    await settle(hub.simulation, detectiveController, SECURITY, detective());
  }, PATIENCE);
  afterEach(() => hub?.simulation.stop());

  /** Lets a finding about alice arise in the member now, and pass through the hub. */
  async function raise(type: string, seconds = LONGEST_SECONDS): Promise<void> {
    const now = hub.simulation.clock.iso();
    const base = recorded(type);
    const service = { ...(base.service as object), eventFirstSeen: now, eventLastSeen: now };
    const finding = { ...base, severity: 8, service };
    putFinding(hub.simulation, { account: MEMBER, region: HOME, finding });
    await hub.arrive([finding], seconds);
  }
  const inbox = () => hub.queued('inbox').map((body) => JSON.parse(body));
  const results = (): InvestigationNotification[] => inbox().filter(({ kind }) => kind === 'investigation');
  const statuses = () =>
    [...stateOf(hub.simulation, SECURITY, HOME).states.executions.values()].map(({ status }) => status);

  test(
    'investigates the user of a severe finding once, and notifies every target of the finding about the result',
    async () => {
      await raise('UnauthorizedAccess:IAMUser/TorIPCaller');
      await raise('Exfiltration:S3/MaliciousIPCaller');
      expect(stateOf(hub.simulation, SECURITY, HOME).detective.graph.graph?.investigations.size).toBe(1);
      expect(inbox().map(({ kind, investigations }) => [kind, investigations?.[0]?.state])).toEqual([
        ['finding', 'follows'],
        ['investigation', undefined],
        ['finding', 'known'],
      ]);
      const [notification] = results();
      expect(notification).toMatchObject({
        summary: 'Detective sees signs that IAM user alice is compromised.',
        outcome: { state: 'finished', found: { severity: 'HIGH' } },
      });
      expect(hub.published('analysts').map(({ subject }) => subject)).toContain(
        `[High] Detective investigation of IAM user alice in account-${MEMBER} ${MEMBER} eu-west-1`,
      );
      const threads = hub.published('channel').map(({ message }) => JSON.parse(message).metadata.threadId);
      expect(threads).toHaveLength(3);
      expect(threads[0]).toBe(threads[1]);
      expect(hub.opened().map(({ source }) => source)).toEqual(['GuardDuty', 'Detective', 'GuardDuty']);
      expect(statuses()).toEqual(['SUCCEEDED']);
      expect([...hub.queued('Undelivered'), ...hub.queued('Untold')]).toEqual([]);
    },
    PATIENCE,
  );

  test(
    'notifies in the words of Detective that too many investigations are running, after trying for most of an hour',
    async () => {
      const error = { code: 'TooManyRequestsException', status: 429, message: 'too many other requests' };
      hub.simulation.faults.add({ service: 'detective', operation: 'StartInvestigation', times: 1000, error });
      await raise('UnauthorizedAccess:IAMUser/TorIPCaller', LONGEST_SECONDS);
      expect(results()).toEqual([]);
      await hub.simulation.clock.advance(3600);
      expect(results()).toMatchObject([
        { outcome: { state: 'notStarted' }, summary: expect.stringContaining('too many other requests') },
      ]);
      expect(statuses()).toEqual(['SUCCEEDED']);
    },
    PATIENCE,
  );

  test(
    'continues after the bus or Detective failed for a while, and raises an alarm if no notification could be sent',
    async () => {
      const error = { code: 'InternalFailure', status: 500, message: 'internal' };
      hub.simulation.faults.add({ service: 'detective', operation: 'StartInvestigation', times: 1, applyFirst: true });
      hub.simulation.faults.add({ service: 'detective', operation: 'GetInvestigation', times: 2, error });
      await raise('UnauthorizedAccess:IAMUser/TorIPCaller', 600);
      await hub.simulation.clock.advance(600);
      expect(results()).toMatchObject([{ outcome: { state: 'finished' } }]);
      expect(stateOf(hub.simulation, SECURITY, HOME).detective.graph.graph?.investigations.size).toBe(1);

      await hub.simulation.clock.advance(25 * 3600);
      await raise('Exfiltration:S3/MaliciousIPCaller', 120);
      hub.simulation.faults.add({ service: 'events', operation: 'PutEvents', times: 1000, error });
      await hub.simulation.clock.advance(2 * 3600);
      expect(statuses()).toEqual(['SUCCEEDED', 'FAILED']);
    },
    PATIENCE,
  );
});
