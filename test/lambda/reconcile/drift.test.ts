import type { Simulation } from '@muster/simulator';
import { delegationController } from '../../../lambda/controllers/delegation';
import { detectiveController } from '../../../lambda/controllers/detective';
import { guardDutyController } from '../../../lambda/controllers/guardduty';
import { handlerFor } from '../../../lambda/reconcile/handler';
import { MANAGEMENT, SECURITY } from '../../accounts';
import {
  connectionOf,
  delegation,
  detective,
  guardDuty,
  members,
  settle,
  startDelegated,
} from '../organization-under-test';

const SHOP = '333333333333';
const region = 'eu-west-1';
const lambda = { getRemainingTimeInMillis: () => 600_000 };
const TWO_DAYS = 2 * 24 * 3600;

type Line = Record<string, unknown>;

/** The log of the last pass. */
let seen: Line[] = [];

/** An organization that has been as desired for two days. */
async function rolledOut(parts: Parameters<typeof startDelegated>[0] = {}): Promise<Simulation> {
  const simulation = await startDelegated(parts);
  await settle(simulation, guardDutyController, SECURITY, guardDuty());
  await settle(simulation, detectiveController, SECURITY, detective());
  await simulation.clock.advance(TWO_DAYS);
  await settle(simulation, detectiveController, SECURITY, detective());
  return simulation;
}

/** Runs a pass as the schedule or a deployment starts it. @returns its log */
async function pass(simulation: Simulation, service: 'delegation' | 'detective' | 'guardduty', deploys = false) {
  seen = [];
  const lines = seen;
  const log = (message: string, keys: Readonly<Line> = {}) => void lines.push({ message, ...keys });
  const world = (account: string) => ({
    connection: { ...connectionOf(simulation, account), maxAttempts: 1 },
    log,
    now: () => simulation.clock.now(),
  });
  const event = (desired: unknown) => ({
    RequestType: 'Update',
    ResourceProperties: { Desired: JSON.stringify(desired) },
    StartedAt: simulation.clock.iso(),
  });
  const of = (desired: unknown) => (deploys ? event(desired) : desired);
  if (service === 'guardduty') await handlerFor(guardDutyController, world(SECURITY))(of(guardDuty()), lambda);
  if (service === 'detective') await handlerFor(detectiveController, world(SECURITY))(of(detective()), lambda);
  if (service === 'delegation') await handlerFor(delegationController, world(MANAGEMENT))(of(delegation()), lambda);
  const drift = lines.filter(({ message }) => message === 'drift');
  const [metrics = {}] = lines.filter(({ message }) => message === 'metrics');
  return { drift, metrics };
}

/** Changes something with an account's credentials, outside of muster. */
async function changeByHand(
  simulation: Simulation,
  account: string,
  operation: string,
  input: object,
  service = 'guardduty',
) {
  const as = { principal: simulation.principals.administrator(account), region };
  const of = async (listing: string) => simulation.invoke<Record<string, string[]>>(service, listing, {}, as);
  const own =
    service === 'guardduty'
      ? { DetectorId: (await of('ListDetectors')).DetectorIds?.[0] }
      : { GraphArn: Object(((await of('ListGraphs')).GraphList ?? [])[0]).Arn };
  await simulation.invoke(service, operation, { ...own, ...input }, as);
}

const stopAll = (simulation: Simulation) =>
  changeByHand(simulation, SECURITY, 'UpdateOrganizationConfiguration', { AutoEnableOrganizationMembers: 'NONE' });

type Tampering = (simulation: Simulation) => Promise<void>;

const GUARDDUTY: [string, string, string, Tampering][] = [
  [
    'OrganizationConfigurationChanged',
    SECURITY,
    'auto-enable is NONE instead of ALL',
    (simulation) => stopAll(simulation),
  ],
  [
    'M16: MemberSuspended',
    SHOP,
    'GuardDuty says Disabled',
    async (simulation) => {
      await stopAll(simulation);
      await changeByHand(simulation, SECURITY, 'StopMonitoringMembers', { AccountIds: [SHOP] });
    },
  ],
  [
    'M16: MemberRemoved',
    SHOP,
    'GuardDuty says Removed',
    async (simulation) => {
      await stopAll(simulation);
      await changeByHand(simulation, SECURITY, 'DisassociateMembers', { AccountIds: [SHOP] });
    },
  ],
  [
    'M17: MemberMissing',
    SHOP,
    'no record of the account',
    async (simulation) => {
      await stopAll(simulation);
      await changeByHand(simulation, SECURITY, 'DisassociateMembers', { AccountIds: [SHOP] });
      await changeByHand(simulation, SECURITY, 'DeleteMembers', { AccountIds: [SHOP] });
    },
  ],
  [
    'FrequencyChanged',
    SECURITY,
    'published SIX_HOURS instead of FIFTEEN_MINUTES',
    (simulation) => changeByHand(simulation, SECURITY, 'UpdateDetector', { FindingPublishingFrequency: 'SIX_HOURS' }),
  ],
  [
    'PlanChanged',
    SECURITY,
    'S3_DATA_EVENTS is DISABLED instead of ENABLED',
    (simulation) =>
      changeByHand(simulation, SECURITY, 'UpdateDetector', {
        Features: [{ Name: 'S3_DATA_EVENTS', Status: 'DISABLED' }],
      }),
  ],
  [
    'PlanChanged',
    SHOP,
    'LAMBDA_NETWORK_LOGS is ENABLED instead of DISABLED',
    (simulation) =>
      changeByHand(simulation, SECURITY, 'UpdateMemberDetectors', {
        AccountIds: [SHOP],
        Features: [{ Name: 'LAMBDA_NETWORK_LOGS', Status: 'ENABLED' }],
      }),
  ],
];

describe('GuardDuty', () => {
  test.each(GUARDDUTY)(
    '%s in %s is reported by the schedule (%s), and repaired',
    async (name, account, words, change) => {
      const simulation = await rolledOut();
      expect((await pass(simulation, 'guardduty')).drift).toEqual([]);
      await change(simulation);
      const { drift, metrics } = await pass(simulation, 'guardduty');
      const reason = name.split(': ').at(-1);
      const about = { service: 'guardduty', region, account, reason, words: expect.stringContaining(words) };
      expect(drift).toContainEqual(expect.objectContaining(about));
      expect(metrics.Drift).toBe(drift.length);
      expect(await pass(simulation, 'guardduty')).toMatchObject({ drift: [], metrics: { Drift: 0 } });
    },
  );

  test('M17: a detector that was deleted by hand is created again, with every member', async () => {
    const simulation = await rolledOut();
    const allMembers = { AccountIds: [MANAGEMENT, SHOP, '444444444444', '555555555555'] };
    await stopAll(simulation);
    await changeByHand(simulation, SECURITY, 'DisassociateMembers', allMembers);
    await changeByHand(simulation, SECURITY, 'DeleteMembers', allMembers);
    await simulation.clock.advance(180);
    await changeByHand(simulation, SECURITY, 'DeleteDetector', {});
    expect((await pass(simulation, 'guardduty')).drift).toMatchObject([
      { account: SECURITY, reason: 'DetectorDeleted' },
    ]);
    expect(await settle(simulation, guardDutyController, SECURITY, guardDuty())).toMatchObject({
      expected: 5,
      remaining: [],
    });
  });

  test('an account that has just joined is enrolled, and no drift', async () => {
    const simulation = await rolledOut();
    const as = { principal: simulation.principals.administrator(MANAGEMENT), region: 'us-east-1' };
    await simulation.invoke('organizations', 'CreateAccount', { AccountName: 'new', Email: 'new@example.com' }, as);
    await simulation.clock.advance(60);
    const { drift, metrics } = await pass(simulation, 'guardduty');
    expect([drift, metrics.Exceptions]).toEqual([[], 0]);
    expect((await settle(simulation, guardDutyController, SECURITY, guardDuty())).covered).toHaveLength(6);
  });

  test('a repair that the guard refuses is reported as drift all the same', async () => {
    const simulation = await rolledOut({ accounts: members(30) });
    const Features = [{ Name: 'LAMBDA_NETWORK_LOGS', Status: 'ENABLED' }];
    const AccountIds = members(30).map(({ id }) => id);
    await changeByHand(simulation, SECURITY, 'UpdateMemberDetectors', { AccountIds, Features });
    await expect(pass(simulation, 'guardduty')).rejects.toMatchObject({ code: 'UnsafePlan' });
    expect(seen.filter(({ message }) => message === 'drift')).toHaveLength(30);
  });

  test('a deployment reports no drift, whatever it changes', async () => {
    const simulation = await rolledOut();
    await stopAll(simulation);
    expect((await pass(simulation, 'guardduty', true)).metrics).toMatchObject({ Drift: 0, Exceptions: 0 });
  });

  test('M6: an account that AWS refuses stays an exception, and is no drift', async () => {
    const simulation = await rolledOut({
      outsideAccounts: [{ id: '888888888888' }],
      guardduty: [
        { account: '888888888888', region },
        { account: SHOP, region, administrator: '888888888888' },
      ],
    });
    const { drift, metrics } = await pass(simulation, 'guardduty');
    expect([drift, metrics.Exceptions]).toEqual([[], 1]);
  });
});

describe('Detective', () => {
  test('M17: an account that was removed from the graph by hand is reported, and enrolled again', async () => {
    const simulation = await rolledOut();
    expect((await pass(simulation, 'detective')).drift).toEqual([]);
    await changeByHand(simulation, SECURITY, 'DeleteMembers', { AccountIds: [SHOP] }, 'detective');
    expect((await pass(simulation, 'detective')).drift).toMatchObject([
      { account: SHOP, reason: 'MemberMissing', region },
    ]);
    expect((await settle(simulation, detectiveController, SECURITY, detective())).covered).toContain(SHOP);
  });

  test('M17: a graph that was deleted by hand is created again', async () => {
    const simulation = await rolledOut();
    await changeByHand(simulation, SECURITY, 'DeleteGraph', {}, 'detective');
    expect((await pass(simulation, 'detective')).drift).toMatchObject([{ account: SECURITY, reason: 'GraphDeleted' }]);
  });

  test('auto-enable that was switched off by hand is reported, and switched on again', async () => {
    const simulation = await rolledOut();
    await changeByHand(simulation, SECURITY, 'UpdateOrganizationConfiguration', { AutoEnable: false }, 'detective');
    expect((await pass(simulation, 'detective')).drift).toMatchObject([
      { reason: 'OrganizationConfigurationChanged', words: 'auto-enable is false instead of true' },
    ]);
  });
});

describe('Delegation', () => {
  test('D7: an administrator that was removed by hand in one region is reported, and designated again', async () => {
    const simulation = await rolledOut();
    expect((await pass(simulation, 'delegation')).drift).toEqual([]);
    const as = { principal: simulation.principals.administrator(MANAGEMENT), region: 'us-east-1' };
    await simulation.invoke('guardduty', 'DisableOrganizationAdminAccount', { AdminAccountId: SECURITY }, as);
    const waiting = await pass(simulation, 'delegation');
    expect(waiting.metrics).toMatchObject({ Drift: 0, Exceptions: 1 });
    await simulation.clock.advance(61);
    expect((await pass(simulation, 'delegation')).drift).toMatchObject([
      { account: MANAGEMENT, region: 'us-east-1', reason: 'AdministratorRemoved' },
    ]);
  });
});
