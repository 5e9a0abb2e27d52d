import { CreateDetectorCommand, GuardDutyClient, ListDetectorsCommand } from '@aws-sdk/client-guardduty';
import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  DeletePolicyCommand,
  DescribePolicyCommand,
  DetachPolicyCommand,
  ListPoliciesCommand,
  ListPoliciesForTargetCommand,
  ListRootsCommand,
  ListTargetsForPolicyCommand,
  MoveAccountCommand,
  OrganizationsClient,
  UpdatePolicyCommand,
} from '@aws-sdk/client-organizations';
import { clientOf, MANAGEMENT, SECURITY } from '../../src/fixtures/organization-of';
import type { OrganizationFileInput } from '../../src/organization/file';
import type { Simulation } from '../../src/simulation';
import { policy, REGION, SHOP, sessionOf, start, worker } from './role-session';

type Entry = NonNullable<OrganizationFileInput['serviceControlPolicies']>[number];

const ACCOUNTS = [
  { id: SHOP, ou: 'Workloads/Prod' },
  { id: '444444444444', ou: 'Sandbox' },
];
const FULL_ACCESS = 'p-FullAWSAccess';

/** A policy of landing zones: nothing outside some regions, except global services and some roles. */
const onlyEurope = (targets: string[]): Entry => ({
  name: 'only-europe',
  targets,
  document: {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Deny',
      NotAction: ['iam:*', 'organizations:*', 'sts:*'],
      Resource: '*',
      Condition: {
        StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] },
        ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/exempt' },
      },
    },
  },
});

let simulation: Simulation;
const begin = async (...serviceControlPolicies: Entry[]) => {
  simulation = await start({ accounts: ACCOUNTS, serviceControlPolicies });
};
afterEach(() => simulation.stop());

const as = (account: string, region = REGION) => clientOf(GuardDutyClient, simulation, account, region);
const list = (account: string, region = REGION) => as(account, region).send(new ListDetectorsCommand({}));
const organizations = (account = MANAGEMENT) => clientOf(OrganizationsClient, simulation, account, 'us-east-1');
const rootId = async () => (await organizations().send(new ListRootsCommand({}))).Roots?.[0]?.Id ?? '';

describe('service control policies', () => {
  test('limit even the administrators of an account, in AWS’s words', async () => {
    await begin(onlyEurope(['']));
    await expect(list(SHOP)).resolves.toBeDefined();
    await expect(list(SHOP, 'us-east-1')).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: arn:aws:iam::${SHOP}:user/administrator is not authorized to perform: guardduty:ListDetectors on resource: * with an explicit deny in a service control policy`,
      $metadata: { httpStatusCode: 403 },
    });
  });

  test('do not affect the management account', async () => {
    await begin(onlyEurope(['']));
    await expect(list(MANAGEMENT, 'us-east-1')).resolves.toBeDefined();
  });

  test.each([
    ['Workloads', SHOP, false],
    ['Workloads/Prod', SHOP, false],
    [SHOP, SHOP, false],
    ['Sandbox', SHOP, true],
    ['Workloads', SECURITY, true],
  ])('of %s apply to %s: %s is still allowed', async (target, account, expected) => {
    await begin(onlyEurope([target]));
    const allowed = await list(account, 'us-east-1').then(
      () => true,
      () => false,
    );
    expect(allowed).toBe(expected);
  });

  test('can exempt a role by its ARN, and allow a role nothing that its own policies do not allow', async () => {
    await begin(onlyEurope(['']));
    await worker(simulation, { Action: 'guardduty:*' });
    const session = sessionOf(GuardDutyClient, simulation, undefined, 'us-east-1');
    await expect(session.send(new ListDetectorsCommand({}))).rejects.toThrow('a service control policy');
    const exempt = sessionOf(GuardDutyClient, simulation, `arn:aws:iam::${SHOP}:role/exempt`, 'us-east-1');
    await expect(exempt.send(new ListDetectorsCommand({}))).rejects.toThrow('no identity-based policy');
  });

  test('must allow an action on every level', async () => {
    await begin({
      name: 'no-detective',
      targets: ['Workloads'],
      document: JSON.parse(policy({ NotAction: 'guardduty:*' })),
    });
    await expect(list(SHOP)).resolves.toBeDefined();
    const target = simulation.organization.unitAt('Workloads');
    await organizations().send(new DetachPolicyCommand({ PolicyId: FULL_ACCESS, TargetId: target }));
    await expect(list(SHOP)).rejects.toThrow(
      'because no service control policy allows the guardduty:ListDetectors action',
    );
  });

  test('do not affect GuardDuty’s own actions in a member account', async () => {
    await begin({ name: 'nothing', targets: [SHOP], document: JSON.parse(policy({ Effect: 'Deny', Action: '*' })) });
    await expect(as(SHOP).send(new CreateDetectorCommand({ Enable: true }))).rejects.toThrow('service control policy');
    const principal = simulation.principals.service(SHOP, 'guardduty.amazonaws.com');
    const made = simulation.invoke('guardduty', 'CreateDetector', { Enable: true }, { principal, region: REGION });
    await expect(made).resolves.toHaveProperty('DetectorId');
  });
});

describe('Organizations and its policies', () => {
  const Content = policy({ Effect: 'Deny', Action: 'guardduty:*' });
  const Type = 'SERVICE_CONTROL_POLICY';
  const create = (Name = 'quiet') =>
    organizations().send(new CreatePolicyCommand({ Name, Description: 'no GuardDuty', Type, Content }));
  const attach = (PolicyId: string, TargetId: string) =>
    organizations().send(new AttachPolicyCommand({ PolicyId, TargetId }));

  beforeEach(() => begin());

  test('a policy applies from the moment it is attached until it is detached', async () => {
    const PolicyId = (await create()).Policy?.PolicySummary?.Id ?? '';
    await expect(list(SHOP)).resolves.toBeDefined();
    await attach(PolicyId, await rootId());
    await expect(list(SHOP)).rejects.toThrow('explicit deny in a service control policy');
    const allowing = policy({ Effect: 'Deny', Action: 'detective:*' });
    await organizations().send(new UpdatePolicyCommand({ PolicyId, Content: allowing }));
    await expect(list(SHOP)).resolves.toBeDefined();
    await organizations().send(new UpdatePolicyCommand({ PolicyId, Content }));
    await expect(list(SHOP)).rejects.toThrow('service control policy');
    await organizations().send(new DetachPolicyCommand({ PolicyId, TargetId: await rootId() }));
    await expect(list(SHOP)).resolves.toBeDefined();
  });

  test('an account that moves is subject to the policies of its new place', async () => {
    const PolicyId = (await create()).Policy?.PolicySummary?.Id ?? '';
    const [Sandbox, Prod] = ['Sandbox', 'Workloads/Prod'].map((path) => simulation.organization.unitAt(path));
    await attach(PolicyId, Sandbox ?? '');
    await expect(list(SHOP)).resolves.toBeDefined();
    const move = { AccountId: SHOP, SourceParentId: Prod, DestinationParentId: Sandbox };
    await organizations().send(new MoveAccountCommand(move));
    await expect(list(SHOP)).rejects.toThrow('service control policy');
  });

  test('policies and their attachments can be read', async () => {
    const { Policy } = await create();
    const PolicyId = Policy?.PolicySummary?.Id ?? '';
    await attach(PolicyId, SHOP);
    await attach(PolicyId, await rootId());
    const read = await organizations().send(new DescribePolicyCommand({ PolicyId }));
    expect(read.Policy).toEqual({
      Content,
      PolicySummary: {
        Id: PolicyId,
        Name: 'quiet',
        Description: 'no GuardDuty',
        Type,
        AwsManaged: false,
        Arn: `arn:aws:organizations::${MANAGEMENT}:policy/o-exampleorg1/service_control_policy/${PolicyId}`,
      },
    });
    const all = await organizations().send(new ListPoliciesCommand({ Filter: Type }));
    expect(all.Policies?.map(({ Name }) => Name)).toEqual(['FullAWSAccess', 'quiet']);
    const ofShop = await organizations().send(new ListPoliciesForTargetCommand({ Filter: Type, TargetId: SHOP }));
    expect(ofShop.Policies?.map(({ Id }) => Id)).toEqual([FULL_ACCESS, PolicyId]);
    const { Targets } = await organizations().send(new ListTargetsForPolicyCommand({ PolicyId }));
    expect(Targets?.map((target) => target.Type)).toEqual(['ACCOUNT', 'ROOT']);
  });

  test.each([
    ['a second policy with a name', () => create(), 'DuplicatePolicyException'],
    [
      'an invalid document',
      () => organizations().send(new CreatePolicyCommand({ Name: 'x', Description: '', Type, Content: '{' })),
      'MalformedPolicyDocumentException',
    ],
    ['a missing policy', () => attach('p-00000000', SHOP), 'PolicyNotFoundException'],
    ['FullAWSAccess where it is attached', () => attach(FULL_ACCESS, SHOP), 'DuplicatePolicyAttachmentException'],
    ['an OU that is not there', () => attach(FULL_ACCESS, 'ou-abcd-12345678'), 'TargetNotFoundException'],
    [
      'detaching the last policy',
      () => organizations().send(new DetachPolicyCommand({ PolicyId: FULL_ACCESS, TargetId: SHOP })),
      'ConstraintViolationException',
    ],
    [
      'a change of AWS’s own policy',
      () => organizations().send(new UpdatePolicyCommand({ PolicyId: FULL_ACCESS, Content })),
      'AccessDeniedException',
    ],
    [
      'a change by a member account',
      () => organizations(SHOP).send(new DeletePolicyCommand({ PolicyId: FULL_ACCESS })),
      'AccessDeniedException',
    ],
  ])('%s is refused', async (_, call, name) => {
    await create();
    await expect(call()).rejects.toMatchObject({ name });
  });

  test('a policy is deleted once it is detached everywhere', async () => {
    const PolicyId = (await create()).Policy?.PolicySummary?.Id ?? '';
    await attach(PolicyId, SHOP);
    const remove = () => organizations().send(new DeletePolicyCommand({ PolicyId }));
    await expect(remove()).rejects.toMatchObject({ name: 'PolicyInUseException' });
    await organizations().send(new DetachPolicyCommand({ PolicyId, TargetId: SHOP }));
    await expect(remove()).resolves.toBeDefined();
  });
});
