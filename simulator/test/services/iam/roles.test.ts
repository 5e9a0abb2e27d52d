import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DeleteServiceLinkedRoleCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetServiceLinkedRoleDeletionStatusCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesForRoleCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
  UpdateRoleDescriptionCommand,
} from '@aws-sdk/client-iam';
import { clientOf, MANAGEMENT, organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import { iam } from '../../../src/services/iam';
import { Simulation } from '../../../src/simulation';

const RoleName = 'rollout';
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

const trust = (Service = 'lambda.amazonaws.com') =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
  });
const allow = (Action: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });

describe('IAM roles', () => {
  let simulation: Simulation;

  beforeEach(async () => {
    simulation = await Simulation.start(organizationOf(), [iam], { clockRate: 0 });
  });
  const as = (account = SECURITY, region = 'eu-west-1') => clientOf(IAMClient, simulation, account, region);
  const create = (parts: Partial<ConstructorParameters<typeof CreateRoleCommand>[0]> = {}) =>
    as().send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust(), ...parts }));
  const get = async (name = RoleName, account = SECURITY) =>
    (await as(account).send(new GetRoleCommand({ RoleName: name }))).Role;

  test('a role is the same in every region, with its document percent-encoded', async () => {
    await create({ Path: '/muster/', Description: 'd', Tags: [{ Key: 'a', Value: 'b' }], MaxSessionDuration: 7200 });
    const { Role } = await as(SECURITY, 'sa-east-1').send(new GetRoleCommand({ RoleName }));
    expect(Role).toMatchObject({
      Arn: `arn:aws:iam::${SECURITY}:role/muster/${RoleName}`,
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
      Description: 'd',
      MaxSessionDuration: 7200,
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    expect(Role?.AssumeRolePolicyDocument).toMatch(/^%7B%22Version%22/);
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(trust());
  });

  test('fails if the role is missing or exists already', async () => {
    await expect(get()).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      Code: 'NoSuchEntity',
      message: 'The role with name rollout cannot be found.',
      $metadata: { httpStatusCode: 404 },
    });
    await create();
    await expect(create()).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
      message: 'Role with name rollout already exists.',
      $metadata: { httpStatusCode: 409 },
    });
    await expect(create({ RoleName: 'Rollout' })).rejects.toMatchObject({ name: 'EntityAlreadyExistsException' });
  });

  test.each([
    ['{', 'This policy contains invalid Json'],
    [JSON.stringify({ Version: '2012-10-17', Statement: [] }), 'Syntax errors in policy.'],
    [
      JSON.stringify({ Statement: { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole', Resource: '*' } }),
      'Has prohibited field Resource',
    ],
    [
      JSON.stringify({ Statement: { Effect: 'Allow', Principal: '*', Action: 's3:GetObject' } }),
      'AssumeRole policy may only specify STS AssumeRole actions.',
    ],
  ])('fails if the trust policy is invalid: %s', async (AssumeRolePolicyDocument, message) => {
    await expect(create({ AssumeRolePolicyDocument })).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message,
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('fails if the name is too long or has characters that IAM does not allow', async () => {
    await expect(create({ RoleName: 'a'.repeat(65) })).rejects.toMatchObject({
      name: 'ValidationError',
      message: `1 validation error detected: Value '${'a'.repeat(65)}' at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64`,
    });
    await expect(create({ RoleName: 'a b' })).rejects.toMatchObject({ name: 'ValidationError' });
    await expect(create({ MaxSessionDuration: 60 })).rejects.toMatchObject({ name: 'ValidationError' });
    await expect(create({ Path: 'no-slash' })).rejects.toMatchObject({ name: 'ValidationError' });
  });

  test('a role can be deleted once it has no policies', async () => {
    await create();
    await as().send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument: allow('guardduty:*') }));
    await as().send(new AttachRolePolicyCommand({ RoleName, PolicyArn: READ_ONLY }));
    const drop = () => as().send(new DeleteRoleCommand({ RoleName }));
    await expect(drop()).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete entity, must detach all policies first.',
      $metadata: { httpStatusCode: 409 },
    });
    await as().send(new DetachRolePolicyCommand({ RoleName, PolicyArn: READ_ONLY }));
    await expect(drop()).rejects.toMatchObject({ message: 'Cannot delete entity, must delete policies first.' });
    await as().send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'p' }));
    await drop();
    await expect(drop()).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });

  test('inline policies are kept by name', async () => {
    await create();
    const put = (PolicyName: string, PolicyDocument: string) =>
      as().send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
    await put('b', allow('guardduty:*'));
    await put('a', allow('detective:*'));
    await put('a', allow('s3:*'));
    expect((await as().send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames).toEqual(['a', 'b']);
    const { PolicyDocument } = await as().send(new GetRolePolicyCommand({ RoleName, PolicyName: 'a' }));
    expect(decodeURIComponent(PolicyDocument ?? '')).toBe(allow('s3:*'));
    await expect(as().send(new GetRolePolicyCommand({ RoleName, PolicyName: 'c' }))).rejects.toMatchObject({
      message: 'The role policy with name c cannot be found.',
    });
    await expect(put('big', allow(`s3:${'x'.repeat(10_240)}`))).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Maximum policy size of 10240 bytes exceeded for role rollout',
    });
    await expect(put('p', trust())).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
  });

  test("AWS's own policies exist by ARN, others must be created first", async () => {
    await create();
    const attach = (PolicyArn: string) => as().send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    await attach(READ_ONLY);
    await attach(READ_ONLY);
    expect((await as().send(new ListAttachedRolePoliciesCommand({ RoleName }))).AttachedPolicies).toEqual([
      { PolicyName: 'ReadOnlyAccess', PolicyArn: READ_ONLY },
    ]);
    const profiles = await as().send(new ListInstanceProfilesForRoleCommand({ RoleName }));
    expect(profiles.InstanceProfiles).toEqual([]);
    const missing = `arn:aws:iam::${SECURITY}:policy/missing`;
    await expect(attach(missing)).rejects.toMatchObject({
      message: `Policy ${missing} does not exist or is not attachable.`,
    });
    await expect(as().send(new DetachRolePolicyCommand({ RoleName, PolicyArn: missing }))).rejects.toMatchObject({
      message: `Policy ${missing} was not found.`,
    });
    for (const name of '123456789') await attach(`arn:aws:iam::aws:policy/P${name}`);
    await expect(attach('arn:aws:iam::aws:policy/P10')).rejects.toMatchObject({
      message: 'Cannot exceed quota for PoliciesPerRole: 10',
    });
  });

  test('trust, description, boundary and tags can be changed', async () => {
    await create();
    await as().send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trust('events.amazonaws.com') }));
    await as().send(new UpdateRoleCommand({ RoleName, Description: 'x', MaxSessionDuration: 43_200 }));
    await as().send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: READ_ONLY }));
    await as().send(
      new TagRoleCommand({
        RoleName,
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'b', Value: '2' },
        ],
      }),
    );
    await as().send(new UntagRoleCommand({ RoleName, TagKeys: ['a'] }));
    expect(await get()).toMatchObject({
      AssumeRolePolicyDocument: encodeURIComponent(trust('events.amazonaws.com')),
      Description: 'x',
      MaxSessionDuration: 43_200,
      PermissionsBoundary: { PermissionsBoundaryArn: READ_ONLY },
    });
    expect((await as().send(new ListRoleTagsCommand({ RoleName }))).Tags).toEqual([{ Key: 'b', Value: '2' }]);
    await as().send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
    await as().send(new UpdateRoleDescriptionCommand({ RoleName, Description: 'y' }));
    expect(await get()).toMatchObject({ Description: 'y' });
    expect((await get())?.PermissionsBoundary).toBeUndefined();
  });

  test('roles are listed by path, in pages', async () => {
    for (const name of ['b', 'a', 'c']) await create({ RoleName: name, Path: '/x/' });
    const list = (parts: object) => as().send(new ListRolesCommand({ PathPrefix: '/x/', ...parts }));
    const first = await list({ MaxItems: 2 });
    const rest = await list({ MaxItems: 2, Marker: first.Marker });
    expect([first.Roles?.map((role) => role.RoleName), first.IsTruncated]).toEqual([['a', 'b'], true]);
    expect([rest.Roles?.map((role) => role.RoleName), rest.IsTruncated]).toEqual([['c'], false]);
  });

  test('D13: a service creates its own role once, and only the service changes it', async () => {
    const make = () => as().send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'guardduty.amazonaws.com' }));
    expect((await make()).Role?.Arn).toBe(
      `arn:aws:iam::${SECURITY}:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty`,
    );
    await expect(make()).rejects.toMatchObject({
      name: 'InvalidInputException',
      message:
        'Service role name AWSServiceRoleForAmazonGuardDuty has been taken in this account, please try a different suffix.',
    });
    const linked = { RoleName: 'AWSServiceRoleForAmazonGuardDuty' };
    await expect(as().send(new DeleteRoleCommand(linked))).rejects.toMatchObject({
      name: 'UnmodifiableEntityException',
    });
    const { DeletionTaskId } = await as().send(new DeleteServiceLinkedRoleCommand(linked));
    expect((await as().send(new GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId }))).Status).toBe(
      'SUCCEEDED',
    );
    await expect(get(linked.RoleName)).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });

  test('every account is bootstrapped and trusts the management account', async () => {
    const name = `cdk-hnb659fds-deploy-role-${SECURITY}-ap-northeast-3`;
    const document = decodeURIComponent((await get(name))?.AssumeRolePolicyDocument ?? '');
    expect(document).toContain(`arn:aws:iam::${MANAGEMENT}:root`);
    await expect(get(name.replace('ap-northeast-3', 'ap-northeast-9'))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
    await expect(get(name, '333333333333')).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    const execution = await as().send(
      new ListAttachedRolePoliciesCommand({ RoleName: `cdk-hnb659fds-cfn-exec-role-${SECURITY}-eu-west-1` }),
    );
    expect(execution.AttachedPolicies?.map(({ PolicyName }) => PolicyName)).toEqual(['AdministratorAccess']);
  });

  test('members have the role that the management account assumes; the management account has none', async () => {
    expect(decodeURIComponent((await get('OrganizationAccountAccessRole'))?.AssumeRolePolicyDocument ?? '')).toContain(
      `arn:aws:iam::${MANAGEMENT}:root`,
    );
    await expect(get('OrganizationAccountAccessRole', MANAGEMENT)).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
  });
});
