import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { CreateGraphCommand, DetectiveClient, ListMembersCommand } from '@aws-sdk/client-detective';
import { GetDetectorCommand, GuardDutyClient, ListDetectorsCommand } from '@aws-sdk/client-guardduty';
import { CreateRoleCommand, IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Simulation } from '../../src/simulation';
import { iam, policy, REGION, ROLE, SHOP, type Statement, sessionOf, start, USER, worker } from './role-session';

let simulation: Simulation;
beforeEach(async () => {
  simulation = await start({ guardduty: [{ account: SHOP, region: REGION }] });
});
afterEach(() => simulation.stop());

const guardDuty = () => sessionOf(GuardDutyClient, simulation);
const list = () => guardDuty().send(new ListDetectorsCommand({}));

const missing = (action: string, resource = '*'): string =>
  `User: ${USER} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;

test('a session may only do what its role’s policies allow, and is refused in AWS’s words', async () => {
  await worker(simulation);
  await expect(list()).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: missing('guardduty:ListDetectors'),
    $metadata: { httpStatusCode: 403 },
  });
});

test('each protocol has its own code for the refusal', async () => {
  await worker(simulation);
  await expect(sessionOf(OrganizationsClient, simulation).send(new ListAccountsCommand({}))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: missing('organizations:ListAccounts'),
    $metadata: { httpStatusCode: 400 },
  });
  await expect(sessionOf(IAMClient, simulation).send(new ListRolesCommand({}))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: missing('iam:ListRoles'),
    $metadata: { httpStatusCode: 403 },
  });
  await expect(
    sessionOf(S3Client, simulation).send(new ListObjectsV2Command({ Bucket: 'files' })),
  ).rejects.toMatchObject({ name: 'AccessDenied', message: missing('s3:ListBucket', 'arn:aws:s3:::files') });
  await expect(sessionOf(CloudWatchClient, simulation).send(new DescribeAlarmsCommand({}))).rejects.toMatchObject({
    message: missing('cloudwatch:DescribeAlarms'),
  });
});

const allowing: readonly (readonly [string, readonly Statement[], boolean])[] = [
  ['the action', [{ Action: 'guardduty:ListDetectors' }], true],
  ['the action in any case', [{ Action: 'GuardDuty:listdetectors' }], true],
  ['a pattern of actions', [{ Action: ['guardduty:Get*', 'guardduty:List*'] }], true],
  ['everything', [{ Action: '*' }], true],
  ['another action', [{ Action: 'guardduty:ListMembers' }], false],
  ['everything but others', [{ NotAction: 'guardduty:ListMembers' }], true],
  ['everything but the action', [{ NotAction: 'guardduty:List*' }], false],
  [
    'it on one resource, although it is authorized on none',
    [{ Action: '*', Resource: `arn:aws:guardduty:*:${SHOP}:*` }],
    false,
  ],
  ['it in this region', [{ Action: '*', Condition: { StringEquals: { 'aws:RequestedRegion': REGION } } }], true],
  [
    'it in another region',
    [{ Action: '*', Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } } }],
    false,
  ],
  [
    'it for the organization',
    [{ Action: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } } }],
    true,
  ],
  ['it, and another statement denies', [{ Action: '*' }, { Effect: 'Deny', Action: 'guardduty:*' }], false],
  [
    'it, and another statement denies elsewhere',
    [
      { Action: '*' },
      { Effect: 'Deny', Action: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': REGION } } },
    ],
    true,
  ],
];

test.each(allowing)('a policy that allows %s', async (_, statements, expected) => {
  await worker(simulation, ...statements);
  const allowed = await list().then(
    () => true,
    () => false,
  );
  expect(allowed).toBe(expected);
});

test('the refusal names an explicit deny', async () => {
  await worker(simulation, { Action: '*' }, { Effect: 'Deny', Action: 'guardduty:*' });
  await expect(list()).rejects.toThrow('with an explicit deny in an identity-based policy');
});

test('a policy applies to the resources that it names', async () => {
  const [DetectorId = ''] = (
    await simulation.invoke<{ DetectorIds: string[] }>('guardduty', 'ListDetectors', {}, asAdministrator())
  ).DetectorIds;
  await worker(simulation, { Action: 'guardduty:GetDetector', Resource: `arn:aws:guardduty:eu-*:${SHOP}:detector/*` });
  await expect(guardDuty().send(new GetDetectorCommand({ DetectorId }))).resolves.toMatchObject({ Status: 'ENABLED' });
  const inVirginia = sessionOf(GuardDutyClient, simulation, ROLE, 'us-east-1');
  await expect(inVirginia.send(new GetDetectorCommand({ DetectorId }))).rejects.toThrow(
    missing('guardduty:GetDetector', `arn:aws:guardduty:us-east-1:${SHOP}:detector/${DetectorId}`),
  );
  await iam(simulation, 'PutRolePolicy', {
    PolicyName: 'inline',
    PolicyDocument: policy({ Action: 'guardduty:GetDetector', NotResource: '*:detector/*' }),
  });
  await expect(guardDuty().send(new GetDetectorCommand({ DetectorId }))).rejects.toThrow('no identity-based policy');
});

const asAdministrator = () => ({ principal: simulation.principals.administrator(SHOP), region: REGION });

test('the default version of an attached policy applies, and changes take effect at once', async () => {
  await worker(simulation);
  const { Policy } = await iam<{ Policy: { Arn: string } }>(simulation, 'CreatePolicy', {
    PolicyName: 'reading',
    PolicyDocument: policy({ Action: 'guardduty:List*' }),
  });
  await iam(simulation, 'AttachRolePolicy', { PolicyArn: Policy.Arn });
  await expect(list()).resolves.toBeDefined();
  const next = { PolicyArn: Policy.Arn, PolicyDocument: policy({ Action: 'guardduty:Get*' }), SetAsDefault: true };
  await iam(simulation, 'CreatePolicyVersion', next);
  await expect(list()).rejects.toThrow('no identity-based policy');
  await iam(simulation, 'SetDefaultPolicyVersion', { PolicyArn: Policy.Arn, VersionId: 'v1' });
  await expect(list()).resolves.toBeDefined();
});

test.each([
  ['AdministratorAccess', true],
  ['ReadOnlyAccess', true],
  ['service-role/AWSLambdaBasicExecutionRole', false],
  ['AmazonUnheardOfFullAccess', false],
])('AWS’s own policy %s: %s', async (name, expected) => {
  await worker(simulation);
  await iam(simulation, 'AttachRolePolicy', { PolicyArn: `arn:aws:iam::aws:policy/${name}` });
  const allowed = await list().then(
    () => true,
    () => false,
  );
  expect(allowed).toBe(expected);
});

test('a permissions boundary allows nothing and limits everything', async () => {
  const { Policy } = await iam<{ Policy: { Arn: string } }>(simulation, 'CreatePolicy', {
    PolicyName: 'boundary',
    PolicyDocument: policy({ Action: 'detective:*' }),
  });
  await worker(simulation, { Action: 'guardduty:*' });
  await iam(simulation, 'PutRolePermissionsBoundary', { PermissionsBoundary: Policy.Arn });
  await expect(list()).rejects.toThrow('because no permissions boundary allows the guardduty:ListDetectors action');
  const graphs = sessionOf(DetectiveClient, simulation).send(new CreateGraphCommand({}));
  await expect(graphs).rejects.toThrow('no identity-based policy');
});

test('a deleted role may do nothing, and every caller may ask for its identity', async () => {
  await worker(simulation, { Action: '*' });
  const sts = sessionOf(STSClient, simulation);
  await iam(simulation, 'DeleteRolePolicy', { PolicyName: 'inline' });
  await iam(simulation, 'DeleteRole', {});
  await expect(list()).rejects.toThrow('no identity-based policy');
  await expect(sts.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({ Arn: USER });
});

test('passing a role to a service needs permission to pass it to that service', async () => {
  const create = () =>
    sessionOf(LambdaClient, simulation).send(
      new CreateFunctionCommand({
        FunctionName: 'job',
        Role: ROLE,
        Runtime: 'nodejs20.x',
        Handler: 'index.handler',
        Code: { ZipFile: new Uint8Array([80, 75, 5, 6, ...new Array(18).fill(0)]) },
      }),
    );
  const passing = (service: string): Statement => ({
    Action: 'iam:PassRole',
    Resource: ROLE,
    Condition: { StringEquals: { 'iam:PassedToService': service } },
  });
  await worker(simulation, { Action: 'lambda:CreateFunction' }, passing('states.amazonaws.com'));
  await expect(create()).rejects.toThrow(missing('iam:PassRole', ROLE));
  const PolicyDocument = policy({ Action: 'lambda:CreateFunction' }, passing('lambda.amazonaws.com'));
  await iam(simulation, 'PutRolePolicy', { PolicyName: 'inline', PolicyDocument });
  await expect(create()).resolves.toMatchObject({ Role: ROLE });
});

test.each([
  [
    'Invoke is lambda:InvokeFunction',
    LambdaClient,
    new InvokeCommand({ FunctionName: 'job', Qualifier: '7' }),
    'lambda:InvokeFunction',
    `arn:aws:lambda:${REGION}:${SHOP}:function:job:7`,
  ],
  [
    'Detective names a graph',
    DetectiveClient,
    new ListMembersCommand({ GraphArn: 'arn:aws:detective:eu-west-1:333333333333:graph:1' }),
    'detective:ListMembers',
    'arn:aws:detective:eu-west-1:333333333333:graph:1',
  ],
  [
    'IAM names the role that is made',
    IAMClient,
    new CreateRoleCommand({ RoleName: 'next', Path: '/team/', AssumeRolePolicyDocument: '{}' }),
    'iam:CreateRole',
    `arn:aws:iam::${SHOP}:role/team/next`,
  ],
  [
    'STS names the role that is wanted',
    STSClient,
    new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::444444444444:role/other', RoleSessionName: 'me' }),
    'sts:AssumeRole',
    'arn:aws:iam::444444444444:role/other',
  ],
])('%s', async (_, Client, command, action, resource) => {
  await worker(simulation);
  const client = sessionOf(Client as new (config: object) => { send(command: unknown): Promise<unknown> }, simulation);
  await expect(client.send(command)).rejects.toThrow(missing(action, resource));
});
