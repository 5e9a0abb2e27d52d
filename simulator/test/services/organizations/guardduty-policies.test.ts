import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  DescribeEffectivePolicyCommand,
  DescribePolicyCommand,
  DetachPolicyCommand,
  DisablePolicyTypeCommand,
  EnablePolicyTypeCommand,
  ListPoliciesForTargetCommand,
  ListRootsCommand,
  ListTargetsForPolicyCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { clientOf, MANAGEMENT, organizationOf } from '../../../src/fixtures/organization-of';
import { organizations } from '../../../src/services/organizations';
import { Simulation } from '../../../src/simulation';

const SHOP = '333333333333';
const BANK = '444444444444';
const PolicyType = 'GUARDDUTY_POLICY';

const status = (value: 'enabled' | 'disabled') => ({ status: { '@@assign': value } });
const document = (enablement: Record<string, unknown>) => JSON.stringify({ guardduty: { enablement } });
const ON = document({ default: { foundational: status('enabled'), s3_data_events: status('enabled') } });

describe('N4: GuardDuty policies in Organizations', () => {
  let simulation: Simulation;
  let RootId: string;

  beforeEach(async () => {
    const accounts = [{ id: SHOP, ou: 'Workloads' }, { id: BANK }];
    simulation = await Simulation.start(organizationOf({ accounts }), [organizations], { clockRate: 0 });
    RootId = simulation.organization.rootId;
  });

  const as = (account = MANAGEMENT) => clientOf(OrganizationsClient, simulation, account, 'us-east-1');
  const enable = () => as().send(new EnablePolicyTypeCommand({ RootId, PolicyType }));
  const types = async () => {
    const { Roots } = await as().send(new ListRootsCommand({}));
    return Roots?.[0]?.PolicyTypes?.map(({ Type }) => Type);
  };
  const create = async (Content: string, Name = 'guard') => {
    const command = new CreatePolicyCommand({ Type: PolicyType, Name, Description: '', Content });
    return (await as().send(command)).Policy?.PolicySummary?.Id ?? '';
  };
  const attach = (PolicyId: string, TargetId: string) => as().send(new AttachPolicyCommand({ PolicyId, TargetId }));
  const effective = async (TargetId: string, by = MANAGEMENT) => {
    const answer = await as(by).send(new DescribeEffectivePolicyCommand({ PolicyType, TargetId }));
    return JSON.parse(answer.EffectivePolicy?.PolicyContent ?? '').guardduty.enablement;
  };

  test('the type can be enabled and disabled once at the root', async () => {
    expect(await types()).toEqual(['SERVICE_CONTROL_POLICY']);
    await enable();
    expect(await types()).toEqual(['SERVICE_CONTROL_POLICY', PolicyType]);
    await expect(enable()).rejects.toMatchObject({ name: 'PolicyTypeAlreadyEnabledException' });
    const disable = () => as().send(new DisablePolicyTypeCommand({ RootId, PolicyType }));
    await disable();
    expect(await types()).toEqual(['SERVICE_CONTROL_POLICY']);
    await expect(disable()).rejects.toMatchObject({ name: 'PolicyTypeNotEnabledException' });
  });

  test('a policy can be attached while the type is enabled, and is listed with its type', async () => {
    const PolicyId = await create(ON);
    await expect(attach(PolicyId, SHOP)).rejects.toMatchObject({ name: 'PolicyTypeNotEnabledException' });
    await enable();
    await attach(PolicyId, SHOP);
    const { Policy } = await as().send(new DescribePolicyCommand({ PolicyId }));
    expect(Policy).toMatchObject({
      Content: ON,
      PolicySummary: { Type: PolicyType, Arn: expect.stringContaining('/guardduty_policy/p-') },
    });
    const { Targets } = await as().send(new ListTargetsForPolicyCommand({ PolicyId }));
    expect(Targets?.map(({ TargetId }) => TargetId)).toEqual([SHOP]);
    const listed = () => as().send(new ListPoliciesForTargetCommand({ TargetId: SHOP, Filter: PolicyType }));
    expect((await listed()).Policies?.map(({ Id }) => Id)).toEqual([PolicyId]);
    await as().send(new DetachPolicyCommand({ PolicyId, TargetId: SHOP }));
    expect((await listed()).Policies).toEqual([]);
  });

  test('disabling the type detaches all its policies', async () => {
    await enable();
    const PolicyId = await create(ON);
    await attach(PolicyId, RootId);
    await as().send(new DisablePolicyTypeCommand({ RootId, PolicyType }));
    const { Targets } = await as().send(new ListTargetsForPolicyCommand({ PolicyId }));
    expect(Targets).toEqual([]);
  });

  test.each([
    ['no JSON', '{'],
    ['an unknown feature', document({ default: { foundational: status('enabled'), ai_analyst: status('enabled') } })],
    ['a feature without foundational', document({ default: { s3_data_events: status('enabled') } })],
    ['a status without an operator', document({ default: { foundational: { status: 'enabled' } } })],
  ])('a document with %s is malformed', async (_, content) => {
    await expect(create(content)).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
  });

  test('each value comes from the level nearest to the account', async () => {
    await enable();
    await attach(await create(ON, 'all'), RootId);
    const [unit] = [...simulation.organization.units.keys()];
    await attach(await create(document({ default: { s3_data_events: status('disabled') } }), 'unit'), unit ?? '');
    expect(await effective(BANK)).toEqual({
      default: { foundational: { status: 'enabled' }, s3_data_events: { status: 'enabled' } },
    });
    expect(await effective(SHOP)).toEqual({
      default: { foundational: { status: 'enabled' }, s3_data_events: { status: 'disabled' } },
    });
  });

  test("a region's block replaces the default as a whole", async () => {
    await enable();
    const blocks = {
      default: { foundational: status('enabled'), s3_data_events: status('enabled') },
      'eu-west-1': { foundational: status('enabled') },
    };
    await attach(await create(document(blocks)), SHOP);
    const { guardDutyPolicies } = simulation.organization;
    expect(guardDutyPolicies.managed(SHOP, 'eu-west-1')).toEqual({ foundational: { status: 'enabled' } });
    expect(guardDutyPolicies.managed(SHOP, 'us-east-1')).toHaveProperty('s3_data_events');
    expect(guardDutyPolicies.managed(BANK, 'us-east-1')).toBeUndefined();
  });

  test('an account reads its own effective policy, not that of another', async () => {
    await enable();
    await attach(await create(ON), SHOP);
    expect(await effective(SHOP, SHOP)).toHaveProperty('default');
    await expect(effective(SHOP, BANK)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(effective(BANK, BANK)).rejects.toMatchObject({ name: 'EffectivePolicyNotFoundException' });
  });
});
