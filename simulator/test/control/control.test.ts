import { CreateDetectorCommand, GuardDutyClient } from '@aws-sdk/client-guardduty';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import type { Service } from '../../src/contract/service';
import type { AwsEvent } from '../../src/contract/world';
import { control } from '../../src/control';
import { clientOf, MANAGEMENT, organizationOf, SECURITY } from '../../src/fixtures/organization-of';
import { type Served, serve } from '../../src/server';
import { account } from '../../src/services/account';
import { guardduty } from '../../src/services/guardduty';
import { iam } from '../../src/services/iam';
import { seedAccount } from '../../src/services/iam/seed';
import { organizations } from '../../src/services/organizations';
import { Simulation } from '../../src/simulation';

const SHOP = '333333333333';

/** The members of answers. */
interface Body {
  readonly time?: string;
  readonly finding?: object;
  readonly errors?: readonly { readonly path: string }[];
  readonly routes?: readonly string[];
}

interface State {
  readonly organization: { readonly accounts: readonly { readonly id: string; readonly inOrganization: boolean }[] };
  readonly accounts: Record<string, Record<string, Record<string, unknown>>>;
}

async function answerOf(response: Response): Promise<{ status: number; body: Body }> {
  return { status: response.status, body: (await response.json()) as Body };
}

describe('the control interface', () => {
  let simulation: Simulation;
  let served: Served;
  let events: AwsEvent[];

  const listener: Service = {
    ...organizations,
    signingName: 'listener',
    onEvent: (event) => {
      events.push(event);
    },
  };

  beforeEach(async () => {
    events = [];
    const file = organizationOf({ outsideAccounts: [{ id: '999999999999', email: 'root@partner.example' }] });
    // accounts have no roles at first
    const { seed: _, ...unseeded } = iam;
    const services = [account, guardduty, organizations, unseeded, listener];
    simulation = await Simulation.start(file, services, { clockRate: 0 });
    served = await serve(simulation, { control: control(simulation) });
  });
  afterEach(async () => {
    await served.close();
    await simulation.stop();
  });

  const send = (path: string, init: RequestInit = {}) =>
    fetch(`${served.endpoint}/_simulator/${path}`, { ...init, headers: { 'x-simulator-token': served.token } });
  const get = async <T = unknown>(path: string) => (await (await send(path)).json()) as T;
  const post = async (path: string, body: unknown) =>
    answerOf(await send(path, { method: 'POST', body: JSON.stringify(body) }));
  const as = (id = MANAGEMENT) => clientOf(OrganizationsClient, simulation, id, 'eu-west-1');
  const listAccounts = () => as().send(new ListAccountsCommand({}));
  const accountIds = async () => (await listAccounts()).Accounts?.map(({ Id }) => Id);

  test('the state shows the organization, and every service by account and region', async () => {
    const { DetectorId = '' } = await clientOf(GuardDutyClient, simulation, SHOP, 'eu-west-1').send(
      new CreateDetectorCommand({ Enable: true }),
    );
    const state = await get<State>('state');
    expect(state.organization).toMatchObject({ id: 'o-exampleorg1', managementAccount: MANAGEMENT });
    expect(state.organization.accounts.map(({ id, inOrganization }) => [id, inOrganization])).toEqual([
      [MANAGEMENT, true],
      [SECURITY, true],
      [SHOP, true],
      ['444444444444', true],
      ['555555555555', true],
      ['999999999999', false],
    ]);
    expect(JSON.stringify(state.accounts[SHOP]?.['eu-west-1']?.guardduty)).toContain(DetectorId);
  });

  test('calls are numbered, and can be read after a given number', async () => {
    await listAccounts();
    await expect(as(SHOP).send(new ListAccountsCommand({}))).rejects.toThrow();
    const call = { region: 'us-east-1', service: 'organizations', operation: 'ListAccounts' };
    expect(await get('calls')).toEqual([
      expect.objectContaining({ ...call, n: 1, account: MANAGEMENT, status: 200, errorCode: null }),
      expect.objectContaining({ ...call, n: 2, account: SHOP, status: 400, errorCode: 'AccessDeniedException' }),
    ]);
    expect(await get('calls?after=1')).toEqual([expect.objectContaining({ n: 2 })]);
    expect((await send('calls?after=x')).status).toBe(400);
  });

  test('only the actions that a role was allowed so far are shown by its ARN', async () => {
    const roleArn = `arn:aws:iam::${SHOP}:role/OrganizationAccountAccessRole`;
    const caller = simulation.principals.session(roleArn, 'me');
    const permits = () =>
      simulation.authorization.permits(
        { caller, service: 'logs', region: 'eu-west-1' },
        { action: 'logs:PutLogEvents', resource: '*' },
      );
    expect([permits(), await get('permissions')]).toEqual([false, {}]);
    seedAccount(SHOP, simulation);
    expect([permits(), await get('permissions')]).toEqual([true, { [roleArn]: ['logs:PutLogEvents'] }]);
  });

  test('a fault affects the given number of calls', async () => {
    const error = { code: 'ServiceException', status: 500, message: 'broken' };
    await post('faults', { service: 'organizations', operation: 'ListAccounts', times: 1, error });
    await expect(listAccounts()).rejects.toMatchObject({ name: 'ServiceException', message: 'broken' });
    expect(await accountIds()).toHaveLength(5);
    await post('faults', { service: '*', operation: '*', times: 9, error });
    await send('faults', { method: 'DELETE' });
    expect(await accountIds()).toHaveLength(5);
  });

  test('time moves forward by the requested seconds', async () => {
    const before = simulation.clock.now();
    const { body } = await post('clock', { advanceSeconds: 3600 });
    expect(Date.parse(body.time ?? '') - before).toBe(3_600_000);
  });

  test('an outside account joins by accepting the invitation, an unknown account is created', async () => {
    await post('accounts', { action: 'join', account: { id: '999999999999', ou: 'Workloads' } });
    await post('accounts', { action: 'join', account: { id: '123456789012', name: 'new' } });
    expect(await accountIds()).toEqual(expect.arrayContaining(['999999999999', '123456789012']));
    expect(events.map(({ account: at, region, detail }) => [at, region, detail.eventName])).toEqual([
      [MANAGEMENT, 'us-east-1', 'AccountJoinedOrganization'],
      [MANAGEMENT, 'us-east-1', 'AcceptHandshake'],
      [MANAGEMENT, 'us-east-1', 'AccountJoinedOrganization'],
      [MANAGEMENT, 'us-east-1', 'CreateAccountResult'],
    ]);
    expect(events[1]?.detail).toMatchObject({
      responseElements: {
        handshake: { state: 'ACCEPTED', parties: expect.arrayContaining([{ type: 'ACCOUNT', id: '999999999999' }]) },
      },
    });
    expect(events[3]?.detail).toMatchObject({
      serviceEventDetails: { createAccountStatus: { accountId: '123456789012', state: 'SUCCEEDED' } },
    });
  });

  test('accounts are suspended, closed and removed', async () => {
    await post('accounts', { action: 'suspend', account: { id: SHOP } });
    await post('accounts', { action: 'close', account: { id: '444444444444' } });
    await post('accounts', { action: 'leave', account: { id: '555555555555' } });
    const states = async () => (await listAccounts()).Accounts?.map(({ Id, State }) => `${Id} ${State}`).slice(2);
    expect(await states()).toEqual([`${SHOP} SUSPENDED`, '444444444444 PENDING_CLOSURE']);
    await post('clock', { advanceSeconds: 300 });
    expect(await states()).toEqual([`${SHOP} SUSPENDED`, '444444444444 CLOSED']);
    expect(events.map(({ detail }) => detail.eventName)).toEqual([
      'AccountDepartedOrganization',
      'RemoveAccountFromOrganization',
      'CloseAccountResult',
    ]);
  });

  test('an opt-in region is enabled after some minutes', async () => {
    await post('accounts', { action: 'enableRegion', account: { id: SHOP }, region: 'af-south-1' });
    await post('clock', { advanceSeconds: 600 });
    expect(simulation.organization.accounts.get(SHOP)?.optedIn.has('af-south-1')).toBe(true);
    expect(events.filter(({ account: at }) => at === MANAGEMENT).map(({ detail }) => detail.status)).toEqual([
      'ENABLING',
      'ENABLED',
    ]);
  });

  test('a finding arises if GuardDuty is on, and missing fields are filled in', async () => {
    const finding = { account: SHOP, region: 'eu-west-1', finding: { severity: 8 } };
    expect((await post('findings', finding)).status).toBe(400);
    await clientOf(GuardDutyClient, simulation, SHOP, 'eu-west-1').send(new CreateDetectorCommand({ Enable: true }));
    const { body } = await post('findings', finding);
    expect(body.finding).toMatchObject({ severity: 8, accountId: SHOP, region: 'eu-west-1', type: expect.any(String) });
    await post('clock', { advanceSeconds: 600 });
    expect(events.filter(({ source }) => source === 'aws.guardduty')).toHaveLength(1);
  });

  test.each([
    ['faults', { service: 'guardduty', operation: 1, times: 0 }, ['operation', 'times']],
    ['faults', { service: 'guardduty', operation: 'x', times: 1 }, ['body']],
    ['faults', { service: 'sqs', operation: 'x', times: 1, latencyMs: 1, internal: true }, ['body']],
    ['clock', { advanceSeconds: -1 }, ['advanceSeconds']],
    ['clock', {}, ['body']],
    ['accounts', { action: 'jion', account: { id: '3' } }, ['action', 'account.id']],
    ['accounts', { action: 'join', account: { id: SHOP } }, ['account.id']],
    ['accounts', { action: 'leave', account: { id: MANAGEMENT } }, ['account.id']],
    ['accounts', { action: 'close', account: { id: '999999999999' } }, ['account.id']],
    ['accounts', { action: 'enableRegion', account: { id: SHOP } }, ['region']],
    ['accounts', { action: 'enableRegion', account: { id: SHOP }, region: 'eu-west-1' }, ['ValidationException']],
    ['findings', { account: SHOP, finding: [] }, ['region', 'finding']],
  ])('fails with all mistakes of the body of %s: %#', async (path, wrong, paths) => {
    const { status, body } = await post(path, wrong);
    expect(status).toBe(400);
    expect(body.errors?.map((error) => error.path)).toEqual(paths);
  });

  test('fails if the body is not JSON or the route does not exist', async () => {
    const notJson = await answerOf(await send('clock', { method: 'POST', body: '{' }));
    expect([notJson.status, notJson.body.errors?.[0]?.path]).toEqual([400, 'body']);
    const nowhere = await answerOf(await send('nowhere'));
    expect([nowhere.status, nowhere.body.routes]).toEqual([
      404,
      expect.arrayContaining(['GET /_simulator/state', 'POST /_simulator/findings']),
    ]);
  });
});
