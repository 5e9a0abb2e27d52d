import {
  CreateGraphCommand,
  DeleteGraphCommand,
  DescribeOrganizationConfigurationCommand,
  DisableOrganizationAdminAccountCommand,
  EnableOrganizationAdminAccountCommand,
  ListGraphsCommand,
  ListMembersCommand,
  ListOrganizationAdminAccountsCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateOrganizationConfigurationCommand,
} from '@aws-sdk/client-detective';
import { MANAGEMENT, SECURITY } from '../../../src/fixtures/organization-of';
import { DetectiveOrganization } from './detective-organization';

const MEMBER = '333333333333';
const HOUR = 3600;

describe('Detective graphs and administrators', () => {
  let world: DetectiveOrganization;
  beforeEach(async () => {
    world = await DetectiveOrganization.start({ outsideAccounts: [{ id: '999999999999' }] }, [MEMBER, '777777777777']);
  });

  const refused = (name: string, httpStatusCode: number) => ({ name, $metadata: { httpStatusCode } });
  const enable = (AccountId: string, by = MANAGEMENT, region?: string) =>
    world.as(by, region).send(new EnableOrganizationAdminAccountCommand({ AccountId }));
  const configuration = async (by = SECURITY, GraphArn?: string) =>
    world
      .as(by)
      .send(new DescribeOrganizationConfigurationCommand({ GraphArn: GraphArn ?? (await world.graphArn(by)) }));

  test('a second CreateGraph returns the same graph', async () => {
    const arn = await world.createGraph(SECURITY);
    expect(arn).toMatch(/^arn:aws:detective:eu-west-1:222222222222:graph:[0-9a-f]{32}$/);
    expect(await world.createGraph(SECURITY)).toBe(arn);
    expect((await world.as(SECURITY).send(new ListGraphsCommand({}))).GraphList).toEqual([
      { Arn: arn, CreatedTime: new Date(world.simulation.clock.now()) },
    ]);
    expect((await world.as(MEMBER).send(new ListGraphsCommand({}))).GraphList).toEqual([]);
  });

  test('a deleted graph is no longer found', async () => {
    const GraphArn = await world.createGraph(SECURITY);
    await world.as(SECURITY).send(new DeleteGraphCommand({ GraphArn }));
    await expect(world.as(SECURITY).send(new DeleteGraphCommand({ GraphArn }))).rejects.toMatchObject(
      refused('ResourceNotFoundException', 404),
    );
    expect(await world.createGraph(SECURITY)).not.toBe(GraphArn);
  });

  test("another account's graph is denied, and a malformed ARN is invalid", async () => {
    const GraphArn = await world.createGraph(SECURITY);
    const list = (arn: string) => world.as(MEMBER).send(new ListMembersCommand({ GraphArn: arn }));
    await expect(list(GraphArn)).rejects.toMatchObject(refused('AccessDeniedException', 403));
    await expect(list('arn:aws:detective:eu-west-1:222222222222:graph:x')).rejects.toMatchObject({
      ...refused('ValidationException', 400),
      ErrorCode: 'INVALID_GRAPH_ARN',
    });
  });

  test('T11: in a region without Detective there is no endpoint', async () => {
    await expect(world.as(SECURITY, 'ap-northeast-3').send(new CreateGraphCommand({}))).rejects.toMatchObject({
      code: 'ENOTFOUND',
    });
  });

  test('T13: the administrator is listed after a while, trusted and registered with AWS Organizations, with a graph', async () => {
    await enable(SECURITY);
    expect([await world.administrators(), await world.graphArn()]).toEqual([[], '']);
    const { organization, clock } = world.simulation;
    const since = clock.now();
    expect(organization.trustedServices.has('detective.amazonaws.com')).toBe(true);
    expect(organization.administratorsOf('detective.amazonaws.com')).toEqual([SECURITY]);
    await world.pass(10);
    const GraphArn = await world.graphArn();
    expect(await world.administrators()).toEqual([{ AccountId: SECURITY, GraphArn, DelegationTime: new Date(since) }]);
    expect((await configuration()).AutoEnable).toBe(false);
  });

  test("the administrator's existing graph becomes the organization behavior graph, with the organization's members in it", async () => {
    world = await DetectiveOrganization.start({
      outsideAccounts: [{ id: '999999999999' }],
      detective: [{ account: SECURITY, region: 'eu-west-1', members: [MEMBER, '999999999999'] }],
    });
    const GraphArn = await world.graphArn();
    await world.designate();
    expect(await world.graphArn()).toBe(GraphArn);
    const { MemberDetails } = await world.as(SECURITY).send(new ListMembersCommand({ GraphArn }));
    expect(MemberDetails).toMatchObject([
      { AccountId: MEMBER, Status: 'ENABLED', InvitationType: 'ORGANIZATION' },
      { AccountId: '999999999999', Status: 'ENABLED', InvitationType: 'INVITATION' },
    ]);
  });

  test('D11: all regions have the same administrator, but the management account is always allowed and never registered', async () => {
    await world.designate();
    await expect(enable(SECURITY)).rejects.toMatchObject(refused('ValidationException', 400));
    await expect(enable(MEMBER)).rejects.toMatchObject(refused('ValidationException', 400));
    await expect(enable(MEMBER, MANAGEMENT, 'us-east-1')).rejects.toMatchObject(refused('ValidationException', 400));
    await world.designate(MANAGEMENT, 'us-east-1');
    expect(await world.administrators('us-east-1')).toMatchObject([{ AccountId: MANAGEMENT }]);
    expect(world.simulation.organization.administratorsOf('detective.amazonaws.com')).toEqual([SECURITY]);
  });

  test('only the management account designates, and only an account of the organization', async () => {
    await expect(enable(SECURITY, MEMBER)).rejects.toMatchObject(refused('AccessDeniedException', 403));
    await expect(enable('999999999999')).rejects.toMatchObject(refused('ValidationException', 400));
    await expect(world.as('999999999999').send(new ListOrganizationAdminAccountsCommand({}))).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('account is not a member of an organization'),
    });
  });

  test('D14: removing the administrator deletes the organization behavior graph and keeps the registration', async () => {
    await world.designate();
    await world.add([MEMBER]);
    await world.as(MANAGEMENT).send(new DisableOrganizationAdminAccountCommand({}));
    expect([await world.administrators(), await world.graphArn()]).toEqual([[], '']);
    expect(world.simulation.organization.administratorsOf('detective.amazonaws.com')).toEqual([SECURITY]);
    await expect(world.as(MANAGEMENT).send(new DisableOrganizationAdminAccountCommand({}))).rejects.toMatchObject(
      refused('ValidationException', 400),
    );
  });

  test('D15: deregistering deletes the graphs of all regions, except those that the management account administers', async () => {
    await world.designate();
    await world.designate(SECURITY, 'us-west-2');
    await world.designate(MANAGEMENT, 'us-east-1');
    const servicePrincipal = 'detective.amazonaws.com';
    world.simulation.organization.delegatedAdministrators.delete(servicePrincipal);
    await world.simulation.changed({ kind: 'administrator-deregistered', accountId: SECURITY, servicePrincipal });
    expect([await world.graphArn(), await world.graphArn(SECURITY, 'us-west-2')]).toEqual(['', '']);
    expect(await world.graphArn(MANAGEMENT, 'us-east-1')).not.toBe('');
  });

  test('only the organization behavior graph has an organization configuration', async () => {
    const own = await world.createGraph(MEMBER);
    await world.designate();
    const update = async (AutoEnable?: boolean) =>
      world
        .as(SECURITY)
        .send(new UpdateOrganizationConfigurationCommand({ GraphArn: await world.graphArn(), AutoEnable }));
    await update(true);
    expect((await configuration()).AutoEnable).toBe(true);
    // as sent by Go's SDK, which leaves out false
    await update();
    expect((await configuration()).AutoEnable).toBe(false);
    await expect(configuration(MEMBER, own)).rejects.toMatchObject(refused('AccessDeniedException', 403));
    await expect(configuration(SECURITY, own)).rejects.toMatchObject(refused('AccessDeniedException', 403));
    const unknown = own.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    await expect(configuration(SECURITY, unknown)).rejects.toMatchObject(refused('ValidationException', 400));
  });

  describe('changes in the organization', () => {
    const autoEnable = async () =>
      world
        .as(SECURITY)
        .send(new UpdateOrganizationConfigurationCommand({ GraphArn: await world.graphArn(), AutoEnable: true }));
    const join = async (id: string) => {
      const { organization, clock } = world.simulation;
      const entry = {
        id,
        name: id,
        email: `${id}@example.com`,
        ou: '',
        state: 'ACTIVE' as const,
        tags: {},
        optedInRegions: [],
      };
      organization.add(entry, organization.rootId, clock.now());
      await world.simulation.changed({ kind: 'account-joined', accountId: id });
    };

    test('T9: auto-enable enrols only accounts that join, within the hour', async () => {
      await world.designate();
      await autoEnable();
      await join('777777777777');
      await world.pass(HOUR - 1);
      expect(await world.statuses()).toEqual({});
      await world.pass(61);
      expect(await world.statuses()).toEqual({ '777777777777': 'ENABLED' });
    });

    test('without auto-enable no account is enrolled', async () => {
      await world.designate();
      await join('777777777777');
      await world.pass(24 * HOUR);
      expect(await world.statuses()).toEqual({});
    });

    test.each(['account-left', 'account-closed'] as const)(
      '%s: the account is removed within the hour',
      async (kind) => {
        await world.designate();
        await world.add([MEMBER]);
        await world.pass(60);
        await world.simulation.changed({ kind, accountId: MEMBER });
        await world.pass(HOUR);
        expect(await world.statuses()).toEqual({});
      },
    );

    test("a closed administrator's graph is deleted", async () => {
      await world.designate();
      await world.simulation.changed({ kind: 'account-closed', accountId: SECURITY });
      await world.pass(HOUR);
      expect(await world.graphArn()).toBe('');
    });
  });

  test('graphs have tags', async () => {
    const client = world.as(SECURITY);
    const { GraphArn = '' } = await client.send(new CreateGraphCommand({ Tags: { team: 'security' } }));
    await client.send(new TagResourceCommand({ ResourceArn: GraphArn, Tags: { stage: 'prod' } }));
    await client.send(new UntagResourceCommand({ ResourceArn: GraphArn, TagKeys: ['team'] }));
    expect((await client.send(new ListTagsForResourceCommand({ ResourceArn: GraphArn }))).Tags).toEqual({
      stage: 'prod',
    });
  });
});
