import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetAccessKeyInfoCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { clientOf, MANAGEMENT, organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import { requestHandler } from '../../../src/request-handler';
import { iam } from '../../../src/services/iam';
import { sts } from '../../../src/services/sts';
import { Simulation } from '../../../src/simulation';

const SHOP = '333333333333';
const OUTSIDER = '999999999999';
const ROLE = `arn:aws:iam::${SHOP}:role/Reader`;

let simulation: Simulation;

beforeEach(async () => {
  const file = organizationOf({
    accounts: [{ id: SHOP }, { id: '444444444444', state: 'SUSPENDED' }],
    outsideAccounts: [{ id: OUTSIDER }],
  });
  simulation = await Simulation.start(file, [iam, sts], { clockRate: 0 });
});
afterEach(() => simulation.stop());

const client = (account: string, region = 'eu-west-1'): STSClient => clientOf(STSClient, simulation, account, region);

async function role(trust: object, RoleName = 'Reader'): Promise<void> {
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...trust }],
  });
  await clientOf(IAMClient, simulation, SHOP, 'us-east-1').send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }),
  );
}

const assume = (account: string, more: object = {}) =>
  client(account).send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'audit', ...more }));

const refusal = (account: string) => ({
  name: 'AccessDenied',
  message: `User: arn:aws:iam::${account}:user/administrator is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
  $metadata: expect.objectContaining({ httpStatusCode: 403 }),
});

test('GetCallerIdentity returns the account of the access key', async () => {
  const answer = await client(SHOP).send(new GetCallerIdentityCommand({}));
  expect(answer).toMatchObject({ Account: SHOP, Arn: `arn:aws:iam::${SHOP}:user/administrator` });
});

test('an unknown access key is refused', async () => {
  await expect(client('123456789012').send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
    message: 'The security token included in the request is invalid.',
  });
});

test('STS in an opt-in region refuses an account that has not enabled it', async () => {
  await expect(client(SHOP, 'af-south-1').send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
  });
});

test('a session of a role calls as that role, in its account', async () => {
  await role({ Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:root` } });
  const { Credentials, AssumedRoleUser } = await assume(MANAGEMENT);
  const session = new STSClient({
    region: 'eu-west-1',
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    },
    requestHandler: requestHandler(simulation),
  });
  const arn = `arn:aws:sts::${SHOP}:assumed-role/Reader/audit`;
  expect(AssumedRoleUser?.Arn).toBe(arn);
  expect(await session.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: SHOP, Arn: arn });
  expect(Credentials?.Expiration?.getTime()).toBe(Math.floor(simulation.clock.now()) + 3_600_000);
});

test('a role that does not exist and one that does not trust the caller are refused alike (I7)', async () => {
  await expect(assume(MANAGEMENT)).rejects.toMatchObject(refusal(MANAGEMENT));
  await role({ Principal: { AWS: SECURITY } });
  await expect(assume(MANAGEMENT)).rejects.toMatchObject(refusal(MANAGEMENT));
  await expect(assume(SECURITY)).resolves.toBeDefined();
});

test('a role that asks for an external id refuses callers without it (I7)', async () => {
  await role({
    Principal: { AWS: `arn:aws:iam::${SECURITY}:root` },
    Condition: { StringEquals: { 'sts:ExternalId': 'secret' } },
  });
  await expect(assume(SECURITY)).rejects.toMatchObject(refusal(SECURITY));
  await expect(assume(SECURITY, { ExternalId: 'wrong' })).rejects.toMatchObject(refusal(SECURITY));
  await expect(assume(SECURITY, { ExternalId: 'secret' })).resolves.toBeDefined();
});

test('a role that trusts the organization refuses accounts outside it', async () => {
  await role({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } } });
  await expect(assume(SECURITY)).resolves.toBeDefined();
  await expect(assume(OUTSIDER)).rejects.toMatchObject(refusal(OUTSIDER));
});

test('a condition of an unknown kind allows no caller', async () => {
  await role({ Principal: '*', Condition: { DateBefore: { 'aws:CurrentTime': '2099-01-01T00:00:00Z' } } });
  await expect(assume(SECURITY)).rejects.toMatchObject(refusal(SECURITY));
});

test('a role for a service cannot be assumed by accounts', async () => {
  await role({ Principal: { Service: 'lambda.amazonaws.com' } });
  await expect(assume(SHOP)).rejects.toMatchObject(refusal(SHOP));
  const principal = simulation.principals.service(SHOP, 'lambda.amazonaws.com');
  const as = { principal, region: 'eu-west-1' };
  await expect(
    simulation.invoke('sts', 'AssumeRole', { RoleArn: ROLE, RoleSessionName: 'function' }, as),
  ).resolves.toMatchObject({ AssumedRoleUser: { Arn: `arn:aws:sts::${SHOP}:assumed-role/Reader/function` } });
});

test("the management account may assume the CDK's bootstrap roles of every account, others may not", async () => {
  const RoleArn = `arn:aws:iam::${SHOP}:role/cdk-hnb659fds-deploy-role-${SHOP}-eu-west-1`;
  await expect(assume(MANAGEMENT, { RoleArn })).resolves.toBeDefined();
  await expect(assume(SHOP, { RoleArn })).resolves.toBeDefined();
  await expect(assume(SECURITY, { RoleArn })).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('a suspended account accepts no calls', async () => {
  const RoleArn = 'arn:aws:iam::444444444444:role/OrganizationAccountAccessRole';
  await expect(assume(MANAGEMENT, { RoleArn })).rejects.toMatchObject({ name: 'AccessDenied' });
});

test.each([
  [
    { RoleArn: undefined },
    "1 validation error detected: Value null at 'roleArn' failed to satisfy constraint: Member must not be null",
  ],
  [{ RoleArn: 'arn:aws:s3:::not-a-role' }, 'arn:aws:s3:::not-a-role is invalid'],
  [
    { RoleSessionName: 'a b' },
    "1 validation error detected: Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
  ],
  [
    { DurationSeconds: 60 },
    "1 validation error detected: Value '60' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
  ],
  [{ DurationSeconds: 7200 }, 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'],
])('AssumeRole with %j is refused', async (input, message) => {
  await role({ Principal: { AWS: MANAGEMENT } });
  await expect(assume(MANAGEMENT, input)).rejects.toMatchObject({ name: 'ValidationError', message });
});

test('GetAccessKeyInfo returns the account of a key', async () => {
  const answer = await client(SHOP).send(new GetAccessKeyInfoCommand({ AccessKeyId: `AKIA${SECURITY}` }));
  expect(answer.Account).toBe(SECURITY);
});
