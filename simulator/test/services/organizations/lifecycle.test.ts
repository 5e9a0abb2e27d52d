import {
  CloseAccountCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreatePolicyCommand,
  DeleteOrganizationalUnitCommand,
  DescribeAccountCommand,
  DescribeCreateAccountStatusCommand,
  EnablePolicyTypeCommand,
  LeaveOrganizationCommand,
  ListCreateAccountStatusCommand,
  ListTagsForResourceCommand,
  MoveAccountCommand,
  OrganizationsClient,
  type PolicyType,
  RemoveAccountFromOrganizationCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateOrganizationalUnitCommand,
} from '@aws-sdk/client-organizations';
import type { Service } from '../../../src/contract/service';
import type { AwsEvent } from '../../../src/contract/world';
import { clientOf, MANAGEMENT, organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import { organizations } from '../../../src/services/organizations';
import { Simulation } from '../../../src/simulation';

const SHOP = '333333333333';

describe('Organizations, accounts that join, move and leave', () => {
  let simulation: Simulation;
  let events: AwsEvent[];

  const listener: Service = {
    ...organizations,
    signingName: 'listener',
    onEvent: (event) => {
      events.push(event);
    },
  };
  const start = async (parts: Parameters<typeof organizationOf>[0] = {}) => {
    events = [];
    simulation = await Simulation.start(organizationOf(parts), [organizations, listener], { clockRate: 0 });
  };
  beforeEach(() => start());

  const as = (account = MANAGEMENT) => clientOf(OrganizationsClient, simulation, account, 'us-east-1');
  const create = async (Email: string, AccountName = 'new') =>
    (await as().send(new CreateAccountCommand({ Email, AccountName, Tags: [{ Key: 'a', Value: 'b' }] })))
      .CreateAccountStatus;
  const statusOf = async (id: string | undefined) =>
    (await as().send(new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: id }))).CreateAccountStatus;
  const close = (AccountId: string) => as().send(new CloseAccountCommand({ AccountId }));
  const remove = (AccountId: string) => as().send(new RemoveAccountFromOrganizationCommand({ AccountId }));
  const stateOf = async (AccountId: string) =>
    (await as().send(new DescribeAccountCommand({ AccountId }))).Account?.State;

  test('a new account appears in the root after a while, and an event has its id', async () => {
    const asked = await create('new@example.com');
    expect([asked?.State, asked?.AccountId]).toEqual(['IN_PROGRESS', undefined]);
    await simulation.clock.advance(60);
    const done = await statusOf(asked?.Id);
    expect(done).toMatchObject({ State: 'SUCCEEDED', AccountId: expect.stringMatching(/^\d{12}$/) });
    expect(simulation.organization.pathOf(done?.AccountId ?? '')).toEqual([simulation.organization.rootId]);
    expect(events).toEqual([
      expect.objectContaining({ detail: expect.objectContaining({ eventName: 'AccountJoinedOrganization' }) }),
      expect.objectContaining({
        account: MANAGEMENT,
        region: 'us-east-1',
        source: 'aws.organizations',
        detailType: 'AWS Service Event via CloudTrail',
        detail: expect.objectContaining({
          eventName: 'CreateAccountResult',
          serviceEventDetails: {
            createAccountStatus: expect.objectContaining({
              state: 'SUCCEEDED',
              accountName: '****',
              accountId: done?.AccountId,
            }),
          },
        }),
      }),
    ]);
  });

  test('two accounts cannot have one e-mail address', async () => {
    const asked = await create(`${SHOP}@example.com`);
    await simulation.clock.advance(60);
    expect(await statusOf(asked?.Id)).toMatchObject({ State: 'FAILED', FailureReason: 'EMAIL_ALREADY_EXISTS' });
    const failed = await as().send(new ListCreateAccountStatusCommand({ States: ['FAILED'] }));
    expect(failed.CreateAccountStatuses?.map(({ Id }) => Id)).toEqual([asked?.Id]);
    await expect(statusOf('car-12345678')).rejects.toMatchObject({ name: 'CreateAccountStatusNotFoundException' });
  });

  test('a closed account is pending first, then closed, and leaves after 90 days', async () => {
    await close(SHOP);
    expect(await stateOf(SHOP)).toBe('PENDING_CLOSURE');
    await expect(close(SHOP)).rejects.toMatchObject({ name: 'ConflictException' });
    await simulation.clock.advance(300);
    expect(await stateOf(SHOP)).toBe('CLOSED');
    expect(events.at(-1)?.detail).toMatchObject({
      eventName: 'CloseAccountResult',
      serviceEventDetails: { closeAccountStatus: { accountId: SHOP, state: 'SUCCEEDED' } },
    });
    await expect(close(SHOP)).rejects.toMatchObject({ name: 'AccountAlreadyClosedException' });
    await simulation.clock.advance(90 * 24 * 3600);
    await expect(stateOf(SHOP)).rejects.toMatchObject({ name: 'AccountNotFoundException' });
  });

  test('fails to close or remove the management account', async () => {
    await expect(close(MANAGEMENT)).rejects.toMatchObject({ Reason: 'CANNOT_CLOSE_MANAGEMENT_ACCOUNT' });
    await expect(remove(MANAGEMENT)).rejects.toMatchObject({ name: 'MasterCannotLeaveOrganizationException' });
    await expect(as().send(new LeaveOrganizationCommand({}))).rejects.toMatchObject({
      name: 'MasterCannotLeaveOrganizationException',
    });
  });

  test('fails to remove a delegated administrator', async () => {
    await start({ organization: { delegatedAdministrators: { 'guardduty.amazonaws.com': SECURITY } } });
    const reason = { name: 'ConstraintViolationException', Reason: 'CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG' };
    await expect(remove(SECURITY)).rejects.toMatchObject(reason);
    await expect(as(SECURITY).send(new LeaveOrganizationCommand({}))).rejects.toMatchObject(reason);
  });

  test('a removed account is outside, without its tags', async () => {
    await start({ accounts: [{ id: SHOP, tags: { environment: 'prod' } }] });
    await remove(SHOP);
    expect(simulation.organization.has(SHOP)).toBe(false);
    expect(simulation.organization.accounts.get(SHOP)?.tags).toEqual({});
    expect(events.at(-1)).toMatchObject({
      detailType: 'AWS API Call via CloudTrail',
      detail: { eventName: 'RemoveAccountFromOrganization', requestParameters: { accountId: SHOP } },
    });
  });

  test.each([
    ['leaves', 'LEFT', () => as(SHOP).send(new LeaveOrganizationCommand({}))],
    ['is removed', 'REMOVED', () => remove(SHOP)],
  ])('N6: an account that %s leaves with an event of the organization', async (_, departureMethod, depart) => {
    await start({ accounts: [{ id: SHOP }] });
    await depart();
    expect(events.map(({ detail }) => detail)).toContainEqual(
      expect.objectContaining({
        eventName: 'AccountDepartedOrganization',
        serviceEventDetails: {
          accountDepartedOrganization: expect.objectContaining({ accountId: SHOP, departureMethod }),
        },
      }),
    );
  });

  test('an account can leave, but not in its first four days', async () => {
    await as(SHOP).send(new LeaveOrganizationCommand({}));
    expect(simulation.organization.has(SHOP)).toBe(false);
    const asked = await create('young@example.com');
    await simulation.clock.advance(60);
    const young = (await statusOf(asked?.Id))?.AccountId ?? '';
    await expect(remove(young)).rejects.toMatchObject({ Reason: 'WAIT_PERIOD_ACTIVE' });
    await simulation.clock.advance(4 * 24 * 3600);
    await remove(young);
    expect(simulation.organization.has(young)).toBe(false);
  });

  test('an account moves between units, from its present one', async () => {
    const { rootId } = simulation.organization;
    const unit = (await as().send(new CreateOrganizationalUnitCommand({ ParentId: rootId, Name: 'Prod' })))
      .OrganizationalUnit?.Id;
    const move = (SourceParentId: string | undefined, DestinationParentId: string | undefined) =>
      as().send(new MoveAccountCommand({ AccountId: SHOP, SourceParentId, DestinationParentId }));
    await move(rootId, unit);
    expect(simulation.organization.pathOf(SHOP)).toEqual([rootId, unit]);
    expect(events.at(-1)?.detail).toMatchObject({
      eventName: 'MoveAccount',
      requestParameters: { accountId: SHOP, sourceParentId: rootId, destinationParentId: unit },
    });
    await expect(move(rootId, unit)).rejects.toMatchObject({ name: 'DuplicateAccountException' });
    await expect(move('ou-none-12345678', rootId)).rejects.toMatchObject({ name: 'SourceParentNotFoundException' });
    await expect(move(unit, 'ou-none-12345678')).rejects.toMatchObject({
      name: 'DestinationParentNotFoundException',
    });
  });

  test('units have unique names and at most five levels, and can be deleted when they are empty', async () => {
    const { rootId } = simulation.organization;
    const make = async (ParentId: string | undefined, Name: string) =>
      (await as().send(new CreateOrganizationalUnitCommand({ ParentId, Name }))).OrganizationalUnit?.Id;
    let parent: string | undefined = rootId;
    for (const name of ['1', '2', '3', '4', '5']) parent = await make(parent, name);
    await expect(make(parent, '6')).rejects.toMatchObject({ Reason: 'OU_DEPTH_LIMIT_EXCEEDED' });
    await expect(make(rootId, '1')).rejects.toMatchObject({ name: 'DuplicateOrganizationalUnitException' });
    const first = [...simulation.organization.units.values()].find(({ name }) => name === '1')?.id;
    const drop = (OrganizationalUnitId: string | undefined) =>
      as().send(new DeleteOrganizationalUnitCommand({ OrganizationalUnitId }));
    await expect(drop(first)).rejects.toMatchObject({ name: 'OrganizationalUnitNotEmptyException' });
    await drop(parent);
    await as().send(new UpdateOrganizationalUnitCommand({ OrganizationalUnitId: first, Name: 'one' }));
    expect(simulation.organization.units.get(first ?? '')?.name).toBe('one');
    expect(simulation.organization.units.size).toBe(4);
  });

  test('accounts, units, policies and the root have tags', async () => {
    const { rootId } = simulation.organization;
    const Content = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
    });
    const Tags = [{ Key: 'a', Value: '0' }];
    const Type = 'SERVICE_CONTROL_POLICY';
    const policy = new CreatePolicyCommand({ Name: 'p', Description: '', Type, Content, Tags });
    const policyId = (await as().send(policy)).Policy?.PolicySummary?.Id;
    for (const ResourceId of [SHOP, rootId, policyId]) {
      const tags = async () => (await as().send(new ListTagsForResourceCommand({ ResourceId }))).Tags;
      await as().send(
        new TagResourceCommand({
          ResourceId,
          Tags: [
            { Key: 'a', Value: '1' },
            { Key: 'b', Value: '2' },
          ],
        }),
      );
      await as().send(new UntagResourceCommand({ ResourceId, TagKeys: ['a'] }));
      expect(await tags()).toEqual([{ Key: 'b', Value: '2' }]);
    }
    await expect(as().send(new ListTagsForResourceCommand({ ResourceId: '999999999999' }))).rejects.toMatchObject({
      name: 'TargetNotFoundException',
    });
  });

  test('service control policies are enabled, and cannot be enabled again', async () => {
    const enable = (RootId: string, PolicyType: PolicyType, account?: string) =>
      as(account).send(new EnablePolicyTypeCommand({ RootId, PolicyType }));
    const { rootId } = simulation.organization;
    await expect(enable(rootId, 'SERVICE_CONTROL_POLICY')).rejects.toMatchObject({
      name: 'PolicyTypeAlreadyEnabledException',
    });
    await expect(enable('r-zzzz', 'SERVICE_CONTROL_POLICY')).rejects.toMatchObject({ name: 'RootNotFoundException' });
    await expect(enable(rootId, 'TAG_POLICY')).rejects.toMatchObject({ name: 'InvalidInputException' });
    await expect(enable(rootId, 'SERVICE_CONTROL_POLICY', SHOP)).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });
});
