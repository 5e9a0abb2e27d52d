import {
  CreateEventBusCommand,
  PutEventsCommand,
  PutPermissionCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { SECURITY } from '../../../../src/fixtures/organization-of';
import { deliveries } from '../../../../src/services/events/state';
import { FAR, HOME, Hub } from '../hub';

const MEMBER = '333333333333';
const HUB_BUS = `arn:aws:events:${HOME}:${SECURITY}:event-bus/findings`;

async function hubWithBus(): Promise<{ hub: Hub; queue: string }> {
  const hub = await Hub.start();
  await hub.events().send(new CreateEventBusCommand({ Name: 'findings' }));
  const queue = await hub.queue('queue');
  await hub.rule({ Name: 'all', EventBusName: 'findings' }, { Arn: queue });
  return { hub, queue };
}

/** Allows the whole organization to put events on the hub's bus. */
function admitOrganization(hub: Hub, EventBusName = 'findings'): Promise<unknown> {
  const Condition = { Type: 'StringEquals', Key: 'aws:PrincipalOrgID', Value: 'o-exampleorg1' };
  return hub.events().send(
    new PutPermissionCommand({
      EventBusName,
      StatementId: 'org',
      Action: 'events:PutEvents',
      Principal: '*',
      Condition,
    }),
  );
}

/** Allows only the member to put events on the hub's bus, under a condition. */
function admit(hub: Hub, Condition: object): Promise<unknown> {
  const statement = {
    Sid: 'member',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${MEMBER}:root` },
    Action: 'events:PutEvents',
    Resource: HUB_BUS,
    Condition,
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  return hub.events().send(new PutPermissionCommand({ EventBusName: 'findings', Policy }));
}

const lastOutcome = (hub: Hub, account: string, region: string) =>
  hub.simulation.state.at(deliveries, account, region).at(-1);

describe('an event for a bus', () => {
  test('of another region is forwarded unchanged, with a role that may put it', async () => {
    const { hub, queue } = await hubWithBus();
    const RoleArn = await hub.role('forward', 'events:PutEvents', HUB_BUS);
    await hub.rule({}, { Arn: HUB_BUS, RoleArn }, FAR);
    await hub.put({ n: 1 }, FAR);
    expect(await hub.bodies(queue)).toEqual([
      expect.objectContaining({ source: 'test', account: SECURITY, region: FAR, detail: { n: 1 } }),
    ]);
  });

  test('goes to the dead-letter queue of its own region if the role may not put it', async () => {
    const { hub, queue } = await hubWithBus();
    const deadLetters = await hub.queue('dead-letters', undefined, FAR);
    const RoleArn = await hub.role('forward', 'events:PutEvents', `${HUB_BUS}-of-another-name`);
    await hub.rule({}, { Arn: HUB_BUS, RoleArn, DeadLetterConfig: { Arn: deadLetters } }, FAR);
    await hub.put({}, FAR);
    expect(await hub.bodies(queue)).toEqual([]);
    const [parkedMessage] = await hub.messages(deadLetters);
    expect(parkedMessage?.MessageAttributes?.ERROR_CODE?.StringValue).toBe('NO_PERMISSIONS');
  });

  test('of the same account needs a role, which AWS checks when the target is put', async () => {
    const { hub } = await hubWithBus();
    await expect(hub.rule({}, { Arn: HUB_BUS }, FAR)).rejects.toThrow(`RoleArn is required for target ${HUB_BUS}.`);
  });

  test('of another account is refused there until the bus admits the sender (F13)', async () => {
    const { hub, queue } = await hubWithBus();
    await hub.rule({}, { Arn: HUB_BUS }, HOME, MEMBER);
    await hub.put({ n: 1 }, HOME, MEMBER);
    expect(lastOutcome(hub, MEMBER, HOME)).toMatchObject({
      outcome: 'lost',
      error: expect.stringMatching(/^NO_PERMISSIONS/),
    });
    await admitOrganization(hub);
    await hub.put({ n: 2 }, HOME, MEMBER);
    expect(await hub.bodies(queue)).toEqual([expect.objectContaining({ account: MEMBER, detail: { n: 2 } })]);
  });

  test.each([
    ['from the rule that the policy names', 'known', true],
    ['from no other rule', 'other', false],
  ])('K6: of another account is admitted %s', async (_, Name, admitted) => {
    const { hub, queue } = await hubWithBus();
    const rule = `arn:aws:events:${HOME}:${MEMBER}:rule/known`;
    await admit(hub, { ArnEquals: { 'aws:SourceArn': rule } });
    await hub.rule({ Name }, { Arn: HUB_BUS }, HOME, MEMBER);
    await hub.put({ n: 1 }, HOME, MEMBER);
    expect(await hub.bodies(queue)).toHaveLength(admitted ? 1 : 0);
  });

  test('K6: that is put rather than forwarded comes from no rule, and its source decides', async () => {
    const { hub, queue } = await hubWithBus();
    const put = async () => {
      const entry = { Source: 'test', DetailType: 'd', Detail: '{}', EventBusName: HUB_BUS };
      const { Entries } = await hub.events(HOME, MEMBER).send(new PutEventsCommand({ Entries: [entry] }));
      return Entries?.[0]?.ErrorCode;
    };
    await admit(hub, { ArnLike: { 'aws:SourceArn': '*' } });
    expect(await put()).toMatch(/^AccessDenied/);
    await admit(hub, { StringEquals: { 'events:source': 'another' } });
    expect(await put()).toMatch(/^AccessDenied/);
    await admit(hub, { StringEquals: { 'events:source': 'test', 'events:detail-type': 'd' } });
    expect(await put()).toBeUndefined();
    expect(await hub.bodies(queue)).toHaveLength(1);
  });

  test.each([
    ['another account', HOME, MEMBER, 'THIRD_ACCOUNT_HOP_DETECTED'],
    ['another region', FAR, SECURITY, 'THIRD_REGION_HOP_DETECTED'],
  ])('of %s is not forwarded to a third bus, whoever owns it', async (_, region, account, code) => {
    const { hub, queue } = await hubWithBus();
    await admitOrganization(hub);
    const home = (name: string) => `arn:aws:events:${HOME}:${SECURITY}:event-bus/${name}`;
    await admitOrganization(hub, 'default');
    const RoleArn = await hub.role('forward', 'events:PutEvents', '*');
    const own = account === SECURITY ? { RoleArn } : {};
    await hub.rule({}, { Arn: home('default'), ...own }, region, account);
    const third = region === HOME ? home('findings') : `arn:aws:events:us-east-1:${SECURITY}:event-bus/default`;
    await hub.rule({}, { Arn: third, RoleArn });
    await hub.put({ n: 1 }, region, account);
    expect(lastOutcome(hub, SECURITY, HOME)).toMatchObject({ outcome: 'lost', error: expect.stringContaining(code) });
    expect(await hub.bodies(queue)).toEqual([]);
    await hub.put({ n: 2 });
    expect(lastOutcome(hub, SECURITY, HOME)).toMatchObject({ outcome: 'delivered' });
  });

  test('that does not exist is lost', async () => {
    const { hub } = await hubWithBus();
    const Arn = `arn:aws:events:${HOME}:${MEMBER}:event-bus/none`;
    await hub.rule({}, { Arn });
    await hub.put({});
    expect(lastOutcome(hub, SECURITY, HOME)).toMatchObject({
      outcome: 'lost',
      error: 'NO_RESOURCE: Event bus none does not exist.',
    });
  });

  test('that a service emits arrives on the default bus of its account and region', async () => {
    const hub = await Hub.start();
    const queue = await hub.queue('queue', undefined, FAR);
    await hub.rule({ EventPattern: '{"source":["aws.guardduty"]}' }, { Arn: queue }, FAR);
    const finding = { source: 'aws.guardduty', detailType: 'GuardDuty Finding', detail: { id: 'f' } };
    await hub.simulation.emit({ account: SECURITY, region: FAR, ...finding });
    await hub.simulation.emit({ account: MEMBER, region: FAR, ...finding });
    expect(await hub.bodies(queue)).toEqual([expect.objectContaining({ detail: { id: 'f' }, account: SECURITY })]);
  });

  test('in a circle stops', async () => {
    const hub = await Hub.start();
    const bus = (region: string): string => `arn:aws:events:${region}:${SECURITY}:event-bus/default`;
    const RoleArn = await hub.role('forward', 'events:PutEvents', '*');
    await hub.rule({}, { Arn: bus(FAR), RoleArn }, HOME);
    await hub.rule({}, { Arn: bus(HOME), RoleArn }, FAR);
    await hub.put({});
    expect(hub.simulation.state.at(deliveries, SECURITY, FAR).length).toBeLessThan(5);
  });

  test('has at most five targets in a rule', async () => {
    const hub = await Hub.start();
    const Arn = await hub.queue('queue');
    await hub.rule({}, { Arn });
    const Targets = ['a', 'b', 'c', 'd', 'e'].map((Id) => ({ Id, Arn }));
    await expect(hub.events().send(new PutTargetsCommand({ Rule: 'rule', Targets }))).rejects.toMatchObject({
      name: 'LimitExceededException',
    });
  });
});
