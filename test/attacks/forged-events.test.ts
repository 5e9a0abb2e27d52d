import { FINDINGS_BUS, findingsBusArn, MANAGEMENT_RULES } from '../../lib/names';
import { DeployedHub } from '../end-to-end/deployed-hub';
import { HOME, MANAGEMENT, PATIENCE, SECURITY } from '../end-to-end/stage';

const MEMBER = '333333333333';
const BUS = findingsBusArn({ partition: 'aws', account: SECURITY, region: HOME });

const FINDINGS = {
  targets: { channel: { chat: { slack: { workspaceId: 'T0123ABCD', channelId: 'C0123ABCD' } } }, inbox: { sqs: {} } },
  routes: [{ name: 'all', targets: ['channel', 'inbox'] }],
};

/** A notification as the enrichment would send it, with the attacker's text. */
const FORGED = {
  Source: 'muster.findings',
  DetailType: 'Muster Finding',
  Detail: JSON.stringify({
    deliver: { channel: 'all', inbox: 'all' },
    messages: { channel: { version: '1.0', source: 'custom', content: { description: 'call this number' } } },
    notification: { title: 'call this number' },
    severity: 9,
    occurrence: 'new',
    sample: 'real',
  }),
};

describe('K6: an attacker who may put events, in an account that is not the administrator', () => {
  let hub: DeployedHub;
  beforeAll(async () => {
    hub = await DeployedHub.start(FINDINGS);
  }, PATIENCE);
  afterAll(() => hub?.simulation.stop());

  const as = (account: string) => ({ principal: hub.simulation.principals.administrator(account), region: HOME });
  const put = (account: string, EventBusName: string) =>
    hub.simulation.invoke<{ Entries: { ErrorCode?: string }[] }>(
      'events',
      'PutEvents',
      { Entries: [{ ...FORGED, EventBusName }] },
      as(account),
    );
  const delivered = () => [hub.queued('inbox').length, hub.published('channel').length];

  /** Creates a rule on an account's default bus that sends the forged event to a target, and puts the event on that bus. */
  async function through(account: string, Name: string, Arn: string) {
    const EventPattern = JSON.stringify({ source: [FORGED.Source] });
    await hub.simulation.invoke('events', 'PutRule', { Name, EventPattern }, as(account));
    await hub.simulation.invoke('events', 'PutTargets', { Rule: Name, Targets: [{ Id: 'it', Arn }] }, as(account));
    await put(account, 'default');
    await hub.simulation.clock.advance(31);
    return hub.lastDelivery(account, Name);
  }

  test('the same event is delivered when the administrator puts it: the forgery is a good one', async () => {
    await put(SECURITY, FINDINGS_BUS);
    await hub.simulation.clock.advance(31);
    expect(delivered()).toEqual([1, 1]);
  });

  test.each([MANAGEMENT, MEMBER])('cannot put a notification on the findings bus (%s)', async (account) => {
    const before = delivered();
    const { Entries } = await put(account, BUS);
    expect(Entries).toMatchObject([{ ErrorCode: expect.stringMatching(/^AccessDenied/) }]);
    expect(delivered()).toEqual(before);
  });

  test.each([MANAGEMENT, MEMBER])('cannot send one there through a rule of their own (%s)', async (account) => {
    const before = delivered();
    expect(await through(account, 'attack', BUS)).toMatchObject({
      outcome: 'lost',
      error: expect.stringMatching(/^NO_PERMISSIONS/),
    });
    expect(delivered()).toEqual(before);
  });

  test.each(Object.values(MANAGEMENT_RULES))(
    'cannot have one delivered even by changing rule %s of the management account',
    async (rule) => {
      const before = delivered();
      expect(await through(MANAGEMENT, rule, BUS)).toMatchObject({ outcome: 'delivered' });
      expect(delivered()).toEqual(before);
    },
  );

  test.each([MANAGEMENT, MEMBER])(
    'cannot publish to the on-call topic through a rule of their own (%s)',
    async (account) => {
      const { Topics } = await hub.call<{ Topics: { TopicArn: string }[] }>('sns', 'ListTopics', {});
      const topic = Topics.find(({ TopicArn }) => TopicArn.includes('Operations'))?.TopicArn ?? '';
      expect(await through(account, 'attack', topic)).toMatchObject({ outcome: 'lost' });
      expect(hub.publishedTo('Operations')).toEqual([]);
    },
  );
});
