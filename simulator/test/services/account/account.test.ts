import {
  AccountClient,
  DisableRegionCommand,
  EnableRegionCommand,
  GetAccountInformationCommand,
  GetRegionOptStatusCommand,
  ListRegionsCommand,
} from '@aws-sdk/client-account';
import type { Service } from '../../../src/contract/service';
import type { AwsEvent } from '../../../src/contract/world';
import { clientOf, MANAGEMENT, organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import { account as accountService } from '../../../src/services/account';
import { Simulation } from '../../../src/simulation';

const SHOP = '333333333333';
const CAPE_TOWN = 'af-south-1';

describe('Account Management', () => {
  let simulation: Simulation;
  let events: AwsEvent[];

  const listener: Service = {
    ...accountService,
    signingName: 'listener',
    onEvent: (event) => {
      events.push(event);
    },
  };
  const start = async (parts: Parameters<typeof organizationOf>[0] = {}) => {
    events = [];
    simulation = await Simulation.start(organizationOf(parts), [accountService, listener], { clockRate: 0 });
  };
  beforeEach(() => start({ organization: { trustedServices: ['account.amazonaws.com'] } }));

  const as = (account = MANAGEMENT) => clientOf(AccountClient, simulation, account, 'us-east-1');
  const statusOf = async (RegionName = CAPE_TOWN, AccountId?: string, by = MANAGEMENT) =>
    (await as(by).send(new GetRegionOptStatusCommand({ RegionName, AccountId }))).RegionOptStatus;
  const enable = (by = SHOP, RegionName = CAPE_TOWN, AccountId?: string) =>
    as(by).send(new EnableRegionCommand({ RegionName, AccountId }));
  const disable = (by = SHOP, RegionName = CAPE_TOWN) => as(by).send(new DisableRegionCommand({ RegionName }));

  test('34 regions are listed, 50 per page, and by status', async () => {
    const all = (await as().send(new ListRegionsCommand({}))).Regions ?? [];
    expect(all).toHaveLength(34);
    expect(all.find(({ RegionName }) => RegionName === 'ap-northeast-3')?.RegionOptStatus).toBe('ENABLED_BY_DEFAULT');
    const off = await as().send(new ListRegionsCommand({ RegionOptStatusContains: ['DISABLED'], MaxResults: 10 }));
    const rest = await as().send(
      new ListRegionsCommand({ RegionOptStatusContains: ['DISABLED'], MaxResults: 10, NextToken: off.NextToken }),
    );
    expect([off.Regions?.length, rest.Regions?.length, rest.NextToken]).toEqual([10, 7, undefined]);
    await expect(as().send(new ListRegionsCommand({ MaxResults: 51 }))).rejects.toMatchObject({
      name: 'ValidationException',
      reason: 'fieldValidationFailed',
    });
  });

  test('R5: a region is enabled some minutes after the request, only in that account, and an event reports it', async () => {
    await enable();
    expect(await statusOf(CAPE_TOWN, undefined, SHOP)).toBe('ENABLING');
    expect(simulation.organization.accounts.get(SHOP)?.optedIn.has(CAPE_TOWN)).toBe(false);
    await simulation.clock.advance(600);
    expect(await statusOf(CAPE_TOWN, undefined, SHOP)).toBe('ENABLED');
    expect(await statusOf()).toBe('DISABLED');
    expect(events.map(({ account, region, detailType, detail }) => [account, region, detailType, detail])).toEqual([
      [
        SHOP,
        'us-east-1',
        'Region Opt-In Status Change',
        { accountId: SHOP, regionName: CAPE_TOWN, status: 'ENABLING' },
      ],
      [SHOP, 'us-east-1', 'Region Opt-In Status Change', { accountId: SHOP, regionName: CAPE_TOWN, status: 'ENABLED' }],
    ]);
  });

  test('the event of a region goes to the calling account, which may be the management account', async () => {
    await enable(MANAGEMENT, CAPE_TOWN, SHOP);
    await simulation.clock.advance(600);
    expect(simulation.organization.accounts.get(SHOP)?.optedIn.has(CAPE_TOWN)).toBe(true);
    expect(events.map(({ account, detail }) => [account, detail.accountId])).toEqual([
      [MANAGEMENT, SHOP],
      [MANAGEMENT, SHOP],
    ]);
  });

  test('without delays a region is enabled at once', async () => {
    await start({ settings: { delays: false } });
    await enable();
    expect(await statusOf(CAPE_TOWN, undefined, SHOP)).toBe('ENABLED');
  });

  test('a region that is being disabled is closed at once, and disabled some minutes later', async () => {
    await start({ accounts: [{ id: SHOP, optedInRegions: [CAPE_TOWN] }] });
    await disable();
    expect(simulation.organization.accounts.get(SHOP)?.optedIn.has(CAPE_TOWN)).toBe(false);
    await expect(enable()).rejects.toMatchObject({ name: 'ConflictException', $metadata: { httpStatusCode: 409 } });
    await simulation.clock.advance(600);
    expect(await statusOf(CAPE_TOWN, undefined, SHOP)).toBe('DISABLED');
  });

  test('fails if a region is already enabled, enabled by default, already disabled or unknown', async () => {
    const wrongStatus = {
      name: 'ValidationException',
      message: 'Unable to switch region status because of its current opt-in status.',
      reason: 'invalidRegionOptTarget',
      $metadata: { httpStatusCode: 400 },
    };
    await enable();
    await simulation.clock.advance(600);
    await expect(enable()).rejects.toMatchObject(wrongStatus);
    await expect(enable(SHOP, 'eu-west-1')).rejects.toMatchObject(wrongStatus);
    await expect(disable(SHOP, 'me-south-1')).rejects.toMatchObject(wrongStatus);
    await expect(statusOf('eu-west-9')).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('an account switches six regions at a time', async () => {
    for (const region of ['ap-east-1', 'ap-east-2', 'ap-south-2', 'ca-west-1', 'eu-south-1', 'eu-south-2'])
      await enable(SHOP, region);
    await expect(enable()).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      $metadata: { httpStatusCode: 429 },
    });
  });

  test('the management account reads members, but not itself by id', async () => {
    expect(await statusOf(CAPE_TOWN, SHOP)).toBe('DISABLED');
    await expect(statusOf(CAPE_TOWN, MANAGEMENT)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(
        'is not authorized to perform: account:GetRegionOptStatus (The management account can only be managed using the standalone context from the management account)',
      ),
      $metadata: { httpStatusCode: 403 },
    });
  });

  test('fails when trusted access is missing or the caller is a member', async () => {
    await expect(statusOf(CAPE_TOWN, SHOP, SECURITY)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await start();
    await expect(statusOf(CAPE_TOWN, SHOP)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(
        '(Your organization must first enable trusted access with AWS Account Management.)',
      ),
    });
  });

  test('a delegated administrator of Account Management reads members', async () => {
    await start({ organization: { delegatedAdministrators: { 'account.amazonaws.com': SECURITY } } });
    expect(await statusOf(CAPE_TOWN, SHOP, SECURITY)).toBe('DISABLED');
  });

  test('an account can read its name and state', async () => {
    expect(await as(SHOP).send(new GetAccountInformationCommand({}))).toMatchObject({
      AccountId: SHOP,
      AccountName: `account-${SHOP}`,
      AccountState: 'ACTIVE',
      AccountCreatedDate: expect.any(Date),
    });
  });
});
