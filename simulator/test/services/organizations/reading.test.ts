import {
  DescribeAccountCommand,
  DescribeOrganizationalUnitCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListChildrenCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
  OrganizationsClient,
  paginateListAccounts,
} from '@aws-sdk/client-organizations';
import { clientOf, MANAGEMENT, organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import { organizations } from '../../../src/services/organizations';
import { Simulation } from '../../../src/simulation';

const DENIED = { name: 'AccessDeniedException', message: "You don't have permissions to access this resource." };

function accountsOf(count: number) {
  return Array.from({ length: count }, (_, at) => ({ id: String(300000000000 + at), ou: 'Workloads/Prod' }));
}

describe('Organizations, read', () => {
  let simulation: Simulation;

  const start = async (parts: Parameters<typeof organizationOf>[0]) => {
    simulation = await Simulation.start(organizationOf(parts), [organizations], { clockRate: 0 });
  };
  const as = (account = MANAGEMENT) => clientOf(OrganizationsClient, simulation, account, 'eu-west-1');
  const root = async () => (await as().send(new ListRootsCommand({}))).Roots?.[0]?.Id;
  const unitsBelow = async (ParentId: string | undefined) =>
    (await as().send(new ListOrganizationalUnitsForParentCommand({ ParentId }))).OrganizationalUnits ?? [];

  beforeEach(() =>
    start({ accounts: accountsOf(40), outsideAccounts: [{ id: '999999999999', email: 'root@partner.example' }] }),
  );

  test('a page has 20 accounts, and the second one none although more follow', async () => {
    const first = await as().send(new ListAccountsCommand({}));
    const second = await as().send(new ListAccountsCommand({ NextToken: first.NextToken }));
    const third = await as().send(new ListAccountsCommand({ NextToken: second.NextToken }));
    expect([first, second, third].map((page) => page.Accounts?.length)).toEqual([20, 0, 20]);
    expect(third.NextToken).toEqual(expect.any(String));
  });

  test('the SDK paginator finds every account once', async () => {
    const found: (string | undefined)[] = [];
    for await (const page of paginateListAccounts({ client: as() }, { MaxResults: 7 }))
      found.push(...(page.Accounts ?? []).map((account) => account.Id));
    expect(found).toHaveLength(42);
    expect(new Set(found).size).toBe(42);
  });

  test('fails if more than 20 are requested, or with an invalid token', async () => {
    await expect(as().send(new ListAccountsCommand({ MaxResults: 21 }))).rejects.toMatchObject({
      name: 'InvalidInputException',
      Reason: 'MAX_VALUE_EXCEEDED',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(as().send(new ListAccountsCommand({ NextToken: 'x' }))).rejects.toMatchObject({
      name: 'InvalidInputException',
      Reason: 'INVALID_NEXT_TOKEN',
    });
  });

  test('an account has a state, a status and a path', async () => {
    await start({ accounts: [{ id: '333333333333', name: 'old', ou: 'Suspended', state: 'SUSPENDED' }] });
    const { Account } = await as().send(new DescribeAccountCommand({ AccountId: '333333333333' }));
    const unit = (await unitsBelow(await root()))[0];
    expect(Account).toMatchObject({
      Arn: `arn:aws:organizations::${MANAGEMENT}:account/o-exampleorg1/333333333333`,
      Name: 'old',
      Status: 'SUSPENDED',
      State: 'SUSPENDED',
      JoinedMethod: 'CREATED',
      JoinedTimestamp: expect.any(Date),
      Paths: [`o-exampleorg1/${await root()}/${unit?.Id}/333333333333/`],
    });
  });

  test('an outside account does not exist for the organization', async () => {
    await expect(as().send(new DescribeAccountCommand({ AccountId: '999999999999' }))).rejects.toMatchObject({
      name: 'AccountNotFoundException',
      message: "You specified an account that doesn't exist.",
    });
    await expect(as('999999999999').send(new DescribeOrganizationCommand({}))).rejects.toMatchObject({
      name: 'AWSOrganizationsNotInUseException',
      message: 'Your account is not a member of an organization.',
    });
  });

  test('a member may describe the organization and nothing else', async () => {
    const { Organization } = await as(SECURITY).send(new DescribeOrganizationCommand({}));
    expect(Organization).toMatchObject({ Id: 'o-exampleorg1', MasterAccountId: MANAGEMENT, FeatureSet: 'ALL' });
    await expect(as(SECURITY).send(new ListAccountsCommand({}))).rejects.toMatchObject(DENIED);
    await expect(as(SECURITY).send(new ListRootsCommand({}))).rejects.toMatchObject(DENIED);
  });

  test('a delegated administrator of any service may read', async () => {
    await start({ organization: { delegatedAdministrators: { 'macie.amazonaws.com': SECURITY } } });
    expect((await as(SECURITY).send(new ListAccountsCommand({}))).Accounts).toHaveLength(5);
  });

  test('the tree can be read down and up', async () => {
    const rootId = await root();
    const workloads = (await unitsBelow(rootId))[0];
    const prod = (await unitsBelow(workloads?.Id))[0];
    expect([workloads?.Name, prod?.Name]).toEqual(['Workloads', 'Prod']);
    expect(prod?.Path).toBe(`o-exampleorg1/${rootId}/${workloads?.Id}/${prod?.Id}/`);
    const inProd = await as().send(new ListAccountsForParentCommand({ ParentId: prod?.Id, MaxResults: 3 }));
    expect(inProd.Accounts?.map(({ Id }) => Id)).toEqual(['300000000000', '300000000001', '300000000002']);
    const children = await as().send(new ListChildrenCommand({ ParentId: rootId, ChildType: 'ACCOUNT' }));
    expect(children.Children?.map(({ Id }) => Id)).toEqual([MANAGEMENT, SECURITY]);
    expect((await as().send(new ListParentsCommand({ ChildId: '300000000000' }))).Parents).toEqual([
      { Id: prod?.Id, Type: 'ORGANIZATIONAL_UNIT' },
    ]);
    expect((await as().send(new ListParentsCommand({ ChildId: workloads?.Id }))).Parents).toEqual([
      { Id: rootId, Type: 'ROOT' },
    ]);
    const described = await as().send(new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: prod?.Id }));
    expect(described.OrganizationalUnit).toEqual(prod);
  });

  test.each<[string, (client: OrganizationsClient) => Promise<unknown>]>([
    ['ParentNotFoundException', (c) => c.send(new ListAccountsForParentCommand({ ParentId: 'r-none' }))],
    ['InvalidInputException', (c) => c.send(new ListAccountsForParentCommand({ ParentId: 'none' }))],
    ['ChildNotFoundException', (c) => c.send(new ListParentsCommand({ ChildId: '999999999998' }))],
    [
      'OrganizationalUnitNotFoundException',
      (c) => c.send(new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: 'ou-none-12345678' })),
    ],
    ['InvalidInputException', (c) => c.send(new DescribeAccountCommand({ AccountId: '12' }))],
  ])('fails if a place or account is unknown, with %s: %#', async (name, call) => {
    await expect(call(as())).rejects.toMatchObject({ name });
  });
});
