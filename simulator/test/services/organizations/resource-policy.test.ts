import {
  CreatePolicyCommand,
  DeleteResourcePolicyCommand,
  DescribeResourcePolicyCommand,
  ListPoliciesCommand,
  OrganizationsClient,
  PutResourcePolicyCommand,
  UpdatePolicyCommand,
} from '@aws-sdk/client-organizations';
import { clientOf, MANAGEMENT, organizationOf } from '../../../src/fixtures/organization-of';
import { organizations } from '../../../src/services/organizations';
import { Simulation } from '../../../src/simulation';

const SHOP = '333333333333';
const BANK = '444444444444';
const Type = 'GUARDDUTY_POLICY';
const EMPTY = JSON.stringify({ guardduty: { enablement: {} } });

/** Lets an account create GuardDuty policies, and nothing else. */
const creating = (account: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 'organizations:CreatePolicy',
        Resource: '*',
        Condition: { StringEquals: { 'organizations:PolicyType': Type } },
      },
    ],
  });

describe('the resource policy of an organization', () => {
  let simulation: Simulation;
  beforeEach(async () => {
    const accounts = [{ id: SHOP }, { id: BANK }];
    simulation = await Simulation.start(organizationOf({ accounts }), [organizations], { clockRate: 0 });
  });

  const as = (account = MANAGEMENT) => clientOf(OrganizationsClient, simulation, account, 'us-east-1');
  const put = (Content: string, by = MANAGEMENT) => as(by).send(new PutResourcePolicyCommand({ Content }));
  const create = (by: string, type: 'GUARDDUTY_POLICY' | 'SERVICE_CONTROL_POLICY' = Type) =>
    as(by).send(new CreatePolicyCommand({ Type: type, Name: 'one', Description: '', Content: EMPTY }));
  const describePolicy = () => as().send(new DescribeResourcePolicyCommand({}));

  test('is absent at first, is replaced as a whole, keeps its id, and can be deleted', async () => {
    await expect(describePolicy()).rejects.toMatchObject({ name: 'ResourcePolicyNotFoundException' });
    const first = await put(creating(SHOP));
    const { ResourcePolicy } = await put(creating(BANK));
    expect(ResourcePolicy?.ResourcePolicySummary?.Id).toBe(first.ResourcePolicy?.ResourcePolicySummary?.Id);
    expect((await describePolicy()).ResourcePolicy?.Content).toBe(creating(BANK));
    await as().send(new DeleteResourcePolicyCommand({}));
    await expect(describePolicy()).rejects.toMatchObject({ name: 'ResourcePolicyNotFoundException' });
    await expect(as().send(new DeleteResourcePolicyCommand({}))).rejects.toMatchObject({
      name: 'ResourcePolicyNotFoundException',
    });
  });

  test('is the management account’s to write, and must be a policy', async () => {
    await expect(put(creating(SHOP), SHOP)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(put('{')).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
  });

  test('lets the account that it names do what it names, and no more', async () => {
    await expect(create(SHOP)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await put(creating(SHOP));
    const { Policy } = await create(SHOP);
    const { Policies } = await as().send(new ListPoliciesCommand({ Filter: Type }));
    expect(Policies?.map(({ Id }) => Id)).toEqual([Policy?.PolicySummary?.Id]);
    const update = new UpdatePolicyCommand({ PolicyId: Policy?.PolicySummary?.Id, Content: EMPTY });
    await expect(as(SHOP).send(update)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(create(SHOP, 'SERVICE_CONTROL_POLICY')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(create(BANK)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
