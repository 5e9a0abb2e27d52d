import { DeployedHub } from '../end-to-end/deployed-hub';
import { HOME, PATIENCE, SECURITY } from '../end-to-end/stage';

const MEMBER = '333333333333';
const SENT: ('new' | 'escalated' | 'repeated')[] = ['new', 'escalated', 'repeated'];

const FINDINGS = {
  targets: {
    pager: { chat: { slack: { workspaceId: 'T0123ABCD', channelId: 'C0123ABCD' } } },
    archive: { sqs: {} },
    lab: { sqs: {} },
  },
  routes: [
    { name: 'all', match: { occurrence: SENT }, targets: ['pager', 'archive'] },
    { name: 'lab', match: { occurrence: SENT, sample: ['member' as const] }, targets: ['lab'] },
  ],
  defaultRoute: { targets: ['archive'] },
} satisfies Parameters<typeof DeployedHub.start>[0];

describe('K7: sample findings', () => {
  let hub: DeployedHub;
  beforeAll(async () => {
    hub = await DeployedHub.start(FINDINGS, {}, [HOME]);
  }, PATIENCE);
  afterAll(() => hub?.simulation.stop());

  const notified = () => [hub.queued('archive').length, hub.published('pager').length];

  /** Has GuardDuty create sample findings in an account, of every type unless some are named. */
  async function make(account: string, FindingTypes?: readonly string[]): Promise<void> {
    const as = { principal: hub.simulation.principals.administrator(account), region: HOME };
    const { invoke } = hub.simulation;
    const call = invoke.bind(hub.simulation)<{ DetectorIds: string[] }>;
    const [DetectorId] = (await call('guardduty', 'ListDetectors', {}, as)).DetectorIds;
    await call('guardduty', 'CreateSampleFindings', { DetectorId, ...(FindingTypes && { FindingTypes }) }, as);
    await hub.simulation.clock.advance(600);
  }

  test(
    'of every type that a member creates notify no recipient, unless a route asks for samples',
    async () => {
      const before = notified();
      await make(MEMBER);
      expect(hub.queued('lab').length).toBeGreaterThan(20);
      expect(notified()).toEqual(before);
    },
    PATIENCE,
  );

  test(
    'that the administrator creates are delivered: a canary reaches its targets',
    async () => {
      const [archived = 0, paged = 0] = notified();
      await make(SECURITY, ['Recon:EC2/Portscan']);
      expect(notified()).toEqual([archived + 1, paged + 1]);
    },
    PATIENCE,
  );
});
