import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
  ListPoliciesCommand,
  ListPolicyVersionsCommand,
  SetDefaultPolicyVersionCommand,
  TagPolicyCommand,
  UntagPolicyCommand,
} from '@aws-sdk/client-iam';
import { clientOf, organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import { iam } from '../../../src/services/iam';
import { Simulation } from '../../../src/simulation';

const PolicyArn = `arn:aws:iam::${SECURITY}:policy/p`;
const allow = (Action: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });

describe('IAM managed policies', () => {
  let simulation: Simulation;

  beforeEach(async () => {
    simulation = await Simulation.start(organizationOf(), [iam], { clockRate: 0 });
  });
  const as = () => clientOf(IAMClient, simulation, SECURITY, 'eu-west-1');
  const create = (PolicyDocument = allow('s3:*')) =>
    as().send(new CreatePolicyCommand({ PolicyName: 'p', PolicyDocument }));
  const version = (Action: string, SetAsDefault = true) =>
    as().send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: allow(Action), SetAsDefault }));
  const get = async () => (await as().send(new GetPolicyCommand({ PolicyArn }))).Policy;

  test('a policy counts the roles that it is attached to and cannot be deleted while there are any', async () => {
    await create();
    const AssumeRolePolicyDocument = JSON.stringify({
      Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
    });
    await as().send(new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument }));
    await as().send(new AttachRolePolicyCommand({ RoleName: 'r', PolicyArn }));
    expect(await get()).toMatchObject({ AttachmentCount: 1, DefaultVersionId: 'v1', IsAttachable: true });
    expect((await as().send(new ListPoliciesCommand({ OnlyAttached: true }))).Policies).toHaveLength(1);
    await expect(as().send(new DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete a policy attached to entities.',
    });
    await as().send(new DetachRolePolicyCommand({ RoleName: 'r', PolicyArn }));
    await as().send(new DeletePolicyCommand({ PolicyArn }));
    await expect(get()).rejects.toMatchObject({ message: `Policy ${PolicyArn} was not found.` });
  });

  test('fails if the name is taken or the document has no resources', async () => {
    await create();
    await expect(create()).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
      message: 'A policy called p already exists. Duplicate names are not allowed.',
    });
    const document = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 's3:*' }] });
    await expect(create(document)).rejects.toMatchObject({ message: 'Policy statement must contain resources.' });
  });

  test('a policy has at most five versions, and the default one cannot be deleted', async () => {
    await create();
    for (const action of ['a:b', 'a:c', 'a:d', 'a:e']) await version(action);
    await expect(version('a:f')).rejects.toMatchObject({ name: 'LimitExceededException' });
    const drop = (VersionId: string) => as().send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
    await expect(drop('v5')).rejects.toMatchObject({
      message: 'Cannot delete the default version of a policy.',
    });
    await expect(as().send(new DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject({
      message: expect.stringContaining('This policy has more than one version.'),
    });
    await as().send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v2' }));
    await drop('v5');
    const { Versions } = await as().send(new ListPolicyVersionsCommand({ PolicyArn }));
    expect(Versions?.map(({ VersionId, IsDefaultVersion }) => [VersionId, IsDefaultVersion])).toEqual([
      ['v4', false],
      ['v3', false],
      ['v2', true],
      ['v1', false],
    ]);
    const { PolicyVersion } = await as().send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v2' }));
    expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toBe(allow('a:b'));
    await expect(drop('v9')).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });

  test('a policy has tags', async () => {
    await create();
    await as().send(
      new TagPolicyCommand({
        PolicyArn,
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'b', Value: '2' },
        ],
      }),
    );
    await as().send(new UntagPolicyCommand({ PolicyArn, TagKeys: ['b'] }));
    expect((await get())?.Tags).toEqual([{ Key: 'a', Value: '1' }]);
  });

  test("AWS's own policies can be read and not changed", async () => {
    const arn = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
    expect((await as().send(new GetPolicyCommand({ PolicyArn: arn }))).Policy).toMatchObject({
      PolicyName: 'AWSLambdaBasicExecutionRole',
      Path: '/service-role/',
    });
    await expect(
      as().send(new CreatePolicyVersionCommand({ PolicyArn: arn, PolicyDocument: allow('a:b') })),
    ).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });
});
