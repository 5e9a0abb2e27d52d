import {
  DescribeOrganizationConfigurationCommand,
  DisableOrganizationAdminAccountCommand,
  EnableOrganizationAdminAccountCommand,
  GuardDutyClient,
  ListDetectorsCommand,
  ListOrganizationAdminAccountsCommand,
  UpdateOrganizationConfigurationCommand,
  type UpdateOrganizationConfigurationCommandInput,
} from '@aws-sdk/client-guardduty';
import { clientOf, MANAGEMENT, organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import { guardduty } from '../../../src/services/guardduty';
import { detectors } from '../../../src/services/guardduty/state';
import { Simulation } from '../../../src/simulation';

const OUT_OF_RANGE =
  'The request is rejected because an invalid or out-of-range value is specified as an input parameter.';
const TRUSTED = { trustedServices: ['guardduty.amazonaws.com'] };

describe('GuardDuty delegation', () => {
  let simulation: Simulation;

  const start = async (parts: Parameters<typeof organizationOf>[0]) => {
    simulation = await Simulation.start(organizationOf(parts), [guardduty], { clockRate: 0 });
  };
  beforeEach(() => start({ organization: TRUSTED }));

  const as = (account: string, region = 'eu-west-1') => clientOf(GuardDutyClient, simulation, account, region);
  const enable = (AdminAccountId: string, region?: string, by = MANAGEMENT) =>
    as(by, region).send(new EnableOrganizationAdminAccountCommand({ AdminAccountId }));
  const disable = (AdminAccountId = SECURITY, by = MANAGEMENT) =>
    as(by).send(new DisableOrganizationAdminAccountCommand({ AdminAccountId }));
  const listed = async (region?: string) =>
    (await as(MANAGEMENT, region).send(new ListOrganizationAdminAccountsCommand({}))).AdminAccounts;
  const detectorId = async (account = SECURITY, region?: string) =>
    (await as(account, region).send(new ListDetectorsCommand({}))).DetectorIds?.[0];
  const describeConfiguration = async (account = SECURITY) =>
    as(account).send(new DescribeOrganizationConfigurationCommand({ DetectorId: await detectorId(account) }));
  const configure = async (input: Omit<UpdateOrganizationConfigurationCommandInput, 'DetectorId'>, by = SECURITY) =>
    as(by).send(new UpdateOrganizationConfigurationCommand({ DetectorId: await detectorId(by), ...input }));
  const refusal = (message: string) => ({ name: 'BadRequestException', message, $metadata: { httpStatusCode: 400 } });

  test('the delegated administrator is listed after a while, registered with AWS Organizations and with a detector', async () => {
    await enable(SECURITY);
    expect(await listed()).toEqual([]);
    expect(await detectorId()).toBeUndefined();
    await simulation.clock.advance(5);
    expect(await listed()).toEqual([{ AdminAccountId: SECURITY, AdminStatus: 'ENABLED' }]);
    expect(await detectorId()).toMatch(/^[0-9a-f]{32}$/);
    expect(simulation.organization.administratorsOf('guardduty.amazonaws.com')).toEqual([SECURITY]);
    expect(await listed('us-east-1')).toEqual([]);
    expect(await detectorId(SECURITY, 'us-east-1')).toBeUndefined();
  });

  test('D4: the same account again is refused as already enabled', async () => {
    await enable(SECURITY);
    await expect(enable(SECURITY)).rejects.toMatchObject(
      refusal(
        'The request failed because the account is already enabled as the GuardDuty delegated administrator for the organization.',
      ),
    );
  });

  test('D2: another account is refused, even in a region without a delegation', async () => {
    const another =
      'The request failed because another account is already enabled as GuardDuty delegated administrator for the organization.';
    await enable(SECURITY);
    await simulation.clock.advance(5);
    await expect(enable('333333333333')).rejects.toMatchObject(refusal(another));
    await expect(enable('333333333333', 'us-east-1')).rejects.toMatchObject(refusal(another));
  });

  test('while the first delegation is in progress no other region may follow, afterwards all may', async () => {
    await enable(SECURITY);
    await expect(enable(SECURITY, 'us-east-1')).rejects.toMatchObject(refusal(OUT_OF_RANGE));
    await simulation.clock.advance(5);
    await Promise.all([enable(SECURITY, 'us-east-1'), enable(SECURITY, 'us-west-2')]);
    await simulation.clock.advance(5);
    expect(await listed('us-west-2')).toHaveLength(1);
  });

  test('of parallel first delegations one succeeds', async () => {
    const regions = ['eu-west-1', 'us-east-1', 'us-west-2'];
    const outcomes = await Promise.allSettled(regions.map((region) => enable(SECURITY, region)));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  });

  test('an account outside the organization is refused', async () => {
    await expect(enable('999999999999')).rejects.toMatchObject(
      refusal('The request failed because admin account passed is not member of AWS Organizations.'),
    );
  });

  test('D1: without trusted access the call fails with the general refusal', async () => {
    await start({});
    await expect(enable(SECURITY)).rejects.toMatchObject(refusal(OUT_OF_RANGE));
  });

  test('only the management account designates, removes and lists', async () => {
    const master = refusal('The request failed because you do not have required AWS Organization master permission.');
    await expect(enable(SECURITY, 'eu-west-1', SECURITY)).rejects.toMatchObject(master);
    await expect(disable(SECURITY, '333333333333')).rejects.toMatchObject(master);
    await expect(as(SECURITY).send(new ListOrganizationAdminAccountsCommand({}))).rejects.toMatchObject(master);
  });

  test('an administrator that has not enabled an opt-in region gets no detector there', async () => {
    await start({
      organization: TRUSTED,
      accounts: [{ id: MANAGEMENT, optedInRegions: ['af-south-1'] }, { id: SECURITY }],
    });
    await enable(SECURITY, 'af-south-1');
    await simulation.clock.advance(5);
    expect(await listed('af-south-1')).toHaveLength(1);
    expect(simulation.state.peek(detectors, SECURITY, 'af-south-1')).toBeUndefined();
  });

  test('D3, D20: removal takes a while, a second one is refused, and Organizations still knows the administrator', async () => {
    await enable(SECURITY);
    await simulation.clock.advance(5);
    await disable();
    expect(await listed()).toEqual([{ AdminAccountId: SECURITY, AdminStatus: 'DISABLE_IN_PROGRESS' }]);
    await expect(enable(SECURITY)).rejects.toMatchObject(refusal(OUT_OF_RANGE));
    await expect(disable()).rejects.toMatchObject(
      refusal(
        'The request failed because the delegated administrator account has already been disabled and/or GuardDuty protection has been disabled.',
      ),
    );
    await simulation.clock.advance(60);
    expect(await listed()).toEqual([]);
    expect(simulation.organization.administratorsOf('guardduty.amazonaws.com')).toEqual([SECURITY]);
    await enable(SECURITY, 'us-east-1');
  });

  test('a delegation that is revoked before it takes effect never takes effect', async () => {
    await enable(SECURITY);
    await disable();
    await simulation.clock.advance(60);
    expect([await listed(), await detectorId()]).toEqual([[], undefined]);
  });

  test('deregistering in AWS Organizations revokes the delegation in every region', async () => {
    await enable(SECURITY);
    await simulation.clock.advance(5);
    await enable(SECURITY, 'us-east-1');
    await simulation.clock.advance(5);
    const servicePrincipal = 'guardduty.amazonaws.com';
    simulation.organization.delegatedAdministrators.delete(servicePrincipal);
    await simulation.changed({ kind: 'administrator-deregistered', accountId: SECURITY, servicePrincipal });
    await simulation.clock.advance(60);
    expect([await listed(), await listed('us-east-1')]).toEqual([[], []]);
  });

  describe('organization configuration', () => {
    beforeEach(async () => {
      await enable(SECURITY);
      await simulation.clock.advance(5);
    });

    test('everything is NONE at first, and every additional configuration is named', async () => {
      const { AutoEnable, AutoEnableOrganizationMembers, Features, MemberAccountLimitReached } =
        await describeConfiguration();
      expect({ AutoEnable, AutoEnableOrganizationMembers, MemberAccountLimitReached }).toEqual({
        AutoEnable: false,
        AutoEnableOrganizationMembers: 'NONE',
        MemberAccountLimitReached: false,
      });
      expect(Features?.every(({ AutoEnable: value }) => value === 'NONE')).toBe(true);
      expect(Features?.map(({ Name }) => Name)).not.toContain('AI_ANALYST');
      expect(Features?.find(({ Name }) => Name === 'RUNTIME_MONITORING')?.AdditionalConfiguration).toEqual([
        { Name: 'EKS_ADDON_MANAGEMENT', AutoEnable: 'NONE' },
        { Name: 'ECS_FARGATE_AGENT_MANAGEMENT', AutoEnable: 'NONE' },
        { Name: 'EC2_AGENT_MANAGEMENT', AutoEnable: 'NONE' },
      ]);
    });

    test('features that are not named keep their value, and features are listed in pages', async () => {
      await configure({
        AutoEnableOrganizationMembers: 'NONE',
        Features: [{ Name: 'S3_DATA_EVENTS', AutoEnable: 'ALL' }],
      });
      await configure({
        AutoEnableOrganizationMembers: 'ALL',
        Features: [{ Name: 'EKS_AUDIT_LOGS', AutoEnable: 'NEW' }],
      });
      const DetectorId = await detectorId();
      const page = (NextToken?: string) =>
        as(SECURITY).send(new DescribeOrganizationConfigurationCommand({ DetectorId, MaxResults: 1, NextToken }));
      const first = await page();
      expect(first).toMatchObject({ AutoEnable: true, AutoEnableOrganizationMembers: 'ALL' });
      expect(first.Features).toEqual([{ Name: 'S3_DATA_EVENTS', AutoEnable: 'ALL', AdditionalConfiguration: [] }]);
      expect((await page(first.NextToken)).Features).toMatchObject([{ Name: 'EKS_AUDIT_LOGS', AutoEnable: 'NEW' }]);
    });

    test('the old boolean means NEW or NONE', async () => {
      await configure({ AutoEnable: true });
      expect((await describeConfiguration()).AutoEnableOrganizationMembers).toBe('NEW');
      await configure({ AutoEnable: false });
      expect((await describeConfiguration()).AutoEnableOrganizationMembers).toBe('NONE');
    });

    test.each<[string, Omit<UpdateOrganizationConfigurationCommandInput, 'DetectorId'>]>([
      [
        'neither autoEnable nor autoEnableOrganizationMembers',
        { Features: [{ Name: 'S3_DATA_EVENTS', AutoEnable: 'ALL' }] },
      ],
      ['both of them', { AutoEnable: true, AutoEnableOrganizationMembers: 'NEW' }],
      [
        'a feature that organizations do not have',
        { AutoEnable: true, Features: [{ Name: 'AI_ANALYST' as never, AutoEnable: 'ALL' }] },
      ],
      [
        'one page of features and data sources',
        { AutoEnable: true, Features: [], DataSources: { S3Logs: { AutoEnable: true } } },
      ],
    ])('%s is refused', async (_, input) => {
      await expect(configure(input)).rejects.toMatchObject(refusal(OUT_OF_RANGE));
    });

    test('D6: an account that is not the administrator in the region gets the general refusal', async () => {
      await simulation.invoke(
        'guardduty',
        'CreateDetector',
        { Enable: true },
        {
          principal: simulation.principals.administrator('333333333333'),
          region: 'eu-west-1',
        },
      );
      await expect(configure({ AutoEnable: true }, '333333333333')).rejects.toMatchObject(refusal(OUT_OF_RANGE));
    });
  });

  test('D5: until the delegation takes effect the administrator is refused for lack of "master permission"', async () => {
    await simulation.invoke(
      'guardduty',
      'CreateDetector',
      { Enable: true },
      {
        principal: simulation.principals.administrator(SECURITY),
        region: 'eu-west-1',
      },
    );
    await enable(SECURITY);
    await expect(configure({ AutoEnable: true })).rejects.toMatchObject(
      refusal('The request failed because you do not have required AWS Organization master permission.'),
    );
  });
});
