import {
  GetMemberDetectorsCommand,
  StopMonitoringMembersCommand,
  UpdateDetectorCommand,
  UpdateMemberDetectorsCommand,
} from '@aws-sdk/client-guardduty';
import { EnablePolicyTypeCommand, MoveAccountCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { GuardDutyOrganization } from '../../../src/fixtures/guardduty-organization';
import { clientOf, MANAGEMENT, SECURITY } from '../../../src/fixtures/organization-of';
import type { OrganizationFileInput } from '../../../src/organization/file';
import { organizations } from '../../../src/services/organizations';

const SHOP = '333333333333';
const BANK = '444444444444';
const MANAGED = 'The request is rejected because the feature is managed by a GuardDuty policy of AWS Organizations.';

type Policy = NonNullable<OrganizationFileInput['guardDutyPolicies']>[number];
type Block = Policy['document']['guardduty']['enablement'][string];

const status = (value: 'enabled' | 'disabled') => ({ status: { '@@assign': value } });
const ON = { foundational: status('enabled'), s3_data_events: status('enabled') };
const policy = (block: Block, ...targets: string[]): Policy => ({
  name: 'guard',
  targets,
  document: { guardduty: { enablement: { 'eu-west-1': block } } },
});

describe('N4: GuardDuty under policies of the organization', () => {
  let world: GuardDutyOrganization;
  let DetectorId: string;

  const start = async (...guardDutyPolicies: Policy[]) => {
    const accounts = [{ id: SHOP, ou: 'Workloads' }, { id: BANK }];
    world = await GuardDutyOrganization.start({ accounts, guardDutyPolicies }, [organizations]);
    await world.delegate();
    await world.pass(300);
    DetectorId = await world.detectorId(SECURITY);
  };
  const update = (...AccountIds: string[]) =>
    world.as(SECURITY).send(
      new UpdateMemberDetectorsCommand({
        DetectorId,
        AccountIds,
        Features: [{ Name: 'S3_DATA_EVENTS', Status: 'ENABLED' }],
      }),
    );

  test('with the type enabled auto-enable enrols no account and reads back unchanged', async () => {
    await start();
    await world.configure({ AutoEnableOrganizationMembers: 'ALL' });
    await world.pass(86_400);
    expect(await world.statuses()).toEqual({});
  });

  test('enabling the type ends the effect of an existing auto-enable', async () => {
    world = await GuardDutyOrganization.start({}, [organizations]);
    await world.delegate();
    await world.configure({ AutoEnableOrganizationMembers: 'ALL' });
    const { rootId: RootId } = world.simulation.organization;
    const client = clientOf(OrganizationsClient, world.simulation, MANAGEMENT, 'us-east-1');
    await client.send(new EnablePolicyTypeCommand({ RootId, PolicyType: 'GUARDDUTY_POLICY' }));
    await world.pass(86_400);
    expect(await world.statuses()).toEqual({});
  });

  test('CreateMembers applies no settings of the organization: a new member has every feature off', async () => {
    await start();
    const Features = [{ Name: 'S3_DATA_EVENTS' as const, AutoEnable: 'ALL' as const }];
    await world.configure({ AutoEnableOrganizationMembers: 'ALL', Features });
    expect(await world.add([SHOP])).toEqual([]);
    expect(await world.features(SHOP)).toMatchObject({ S3_DATA_EVENTS: 'DISABLED', EKS_AUDIT_LOGS: 'DISABLED' });
  });

  test('a policy enrols the accounts that it covers, and the answers show its managed features', async () => {
    await start(policy(ON, 'Workloads'));
    expect(await world.statuses()).toEqual({ [SHOP]: 'Enabled' });
    const command = new GetMemberDetectorsCommand({ DetectorId, AccountIds: [SHOP] });
    const { MemberDataSourceConfigurations: [member] = [] } = await world.as(SECURITY).send(command);
    const feature = (name: string) => member?.Features?.find(({ Name }) => Name === name);
    expect(feature('S3_DATA_EVENTS')).toMatchObject({ Status: 'ENABLED', ManagedBy: 'GUARDDUTY_POLICY' });
    expect(feature('EKS_AUDIT_LOGS')).not.toHaveProperty('ManagedBy');
    const own = (await world.detector(SHOP)).Features?.filter(({ ManagedBy }) => ManagedBy).map(({ Name }) => Name);
    expect(own).toEqual(['CLOUD_TRAIL', 'DNS_LOGS', 'FLOW_LOGS', 'S3_DATA_EVENTS']);
  });

  test('additional configurations are managed individually', async () => {
    const runtime_monitoring = {
      ...status('enabled'),
      additional_configuration: { ec2_agent_management: status('disabled') },
    };
    await start(policy({ ...ON, runtime_monitoring }, SHOP));
    const { Features } = await world.detector(SHOP);
    const additional = Features?.find(({ Name }) => Name === 'RUNTIME_MONITORING')?.AdditionalConfiguration;
    expect(additional?.filter(({ ManagedBy }) => ManagedBy).map(({ Name }) => Name)).toEqual(['EC2_AGENT_MANAGEMENT']);
  });

  test('a managed setting cannot be changed, and one such account makes the whole request fail', async () => {
    await start(policy(ON, SHOP));
    await world.add([BANK]);
    await expect(update(SHOP, BANK)).rejects.toMatchObject({ message: MANAGED });
    expect(await update(BANK)).toMatchObject({ UnprocessedAccounts: [] });
  });

  test("the administrator's own features are managed in the same way", async () => {
    await start(policy(ON, SECURITY));
    const Features = [{ Name: 'S3_DATA_EVENTS' as const, Status: 'DISABLED' as const }];
    const own = world.as(SECURITY).send(new UpdateDetectorCommand({ DetectorId, Features }));
    await expect(own).rejects.toMatchObject({ message: MANAGED });
  });

  test('a member with managed GuardDuty is not suspended', async () => {
    await start(policy(ON, SHOP));
    const command = new StopMonitoringMembersCommand({ DetectorId, AccountIds: [SHOP] });
    expect((await world.as(SECURITY).send(command)).UnprocessedAccounts).toEqual([
      { AccountId: SHOP, Result: MANAGED },
    ]);
  });

  test('a policy that disables GuardDuty suspends a member', async () => {
    await start(policy({ foundational: status('disabled') }, BANK));
    await world.add([BANK]);
    await world.configure({ AutoEnableOrganizationMembers: 'NONE' });
    await world.pass(300);
    expect(await world.statuses()).toEqual({ [BANK]: 'Disabled' });
  });

  test('an account that moves below a policy is enrolled', async () => {
    await start(policy(ON, 'Workloads'));
    const { rootId, units } = world.simulation.organization;
    const [DestinationParentId] = [...units.keys()];
    const client = clientOf(OrganizationsClient, world.simulation, MANAGEMENT, 'us-east-1');
    await client.send(new MoveAccountCommand({ AccountId: BANK, SourceParentId: rootId, DestinationParentId }));
    await world.pass(300);
    expect(await world.statuses()).toEqual({ [SHOP]: 'Enabled', [BANK]: 'Enabled' });
  });

  test('the management account is covered once it has GuardDuty’s role', async () => {
    await start(policy(ON, ''));
    expect(await world.detectorId(MANAGEMENT)).toBe('');
    await world.enable(MANAGEMENT);
    await world.pass(300);
    expect((await world.statuses())[MANAGEMENT]).toBe('Enabled');
  });
});
