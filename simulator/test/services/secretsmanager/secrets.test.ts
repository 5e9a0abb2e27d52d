import { CreateKeyCommand, DisableKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CreateSecretCommand,
  type CreateSecretCommandInput,
  DeleteResourcePolicyCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetResourcePolicyCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  ListSecretVersionIdsCommand,
  PutResourcePolicyCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateSecretCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { clientOf, MANAGEMENT, organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import { iam } from '../../../src/services/iam';
import { kms } from '../../../src/services/kms';
import { secretsmanager } from '../../../src/services/secretsmanager';
import { Simulation } from '../../../src/simulation';

const HOME = 'eu-west-1';
const DAY = 86_400;

let simulation: Simulation;
beforeEach(async () => {
  simulation = await Simulation.start(organizationOf(), [iam, kms, secretsmanager], { clockRate: 0 });
});

const as = (account = SECURITY, region = HOME) => clientOf(SecretsManagerClient, simulation, account, region);
const create = async (parts: Partial<CreateSecretCommandInput> = {}) => {
  const made = await as().send(new CreateSecretCommand({ Name: 'pager', SecretString: 'one', ...parts }));
  return { arn: made.ARN ?? '', version: made.VersionId ?? '' };
};
const read = async (SecretId: string, parts: object = {}, account = SECURITY) =>
  (await as(account).send(new GetSecretValueCommand({ SecretId, ...parts }))).SecretString;
const put = (SecretString: string, parts: object = {}) =>
  as().send(new PutSecretValueCommand({ SecretId: 'pager', SecretString, ...parts }));
const describeSecret = (SecretId = 'pager') => as().send(new DescribeSecretCommand({ SecretId }));

describe('a secret', () => {
  test('has an ARN that ends in six random characters, and is found by name, ARN or the ARN without them', async () => {
    const { arn } = await create();
    expect(arn).toMatch(new RegExp(`^arn:aws:secretsmanager:${HOME}:${SECURITY}:secret:pager-[A-Za-z0-9]{6}$`));
    for (const id of ['pager', arn, arn.slice(0, -7)]) expect(await read(id)).toBe('one');
    await as().send(new DeleteSecretCommand({ SecretId: arn, ForceDeleteWithoutRecovery: true }));
    expect((await create()).arn).not.toBe(arn);
    await expect(read(arn)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('is not found by an ARN without suffix if its name ends like one', async () => {
    const { arn } = await create({ Name: 'pager-backup' });
    expect(await read(arn)).toBe('one');
    await expect(read(arn.slice(0, -7))).rejects.toMatchObject({
      message: "Secrets Manager can't find the specified secret.",
    });
    await expect(as(SECURITY, 'us-east-1').send(new GetSecretValueCommand({ SecretId: arn }))).rejects.toThrow();
  });

  test('is refused with a taken name, an invalid name, or two values at once', async () => {
    await create();
    await expect(create()).rejects.toMatchObject({
      name: 'ResourceExistsException',
      message: 'The operation failed because the secret pager already exists.',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(create({ Name: 'a b' })).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(create({ Name: 'two', SecretBinary: Buffer.from('b') })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    await expect(create({ Name: 'big', SecretString: 'x'.repeat(65_537) })).rejects.toMatchObject({
      name: 'ValidationException',
    });
    await expect(create({ Name: 'token', ClientRequestToken: 'short' })).rejects.toThrow('32-64 characters');
  });

  test('keeps bytes, or nothing at all', async () => {
    await create({ Name: 'bytes', SecretString: undefined, SecretBinary: Buffer.from([1, 2]) });
    const { SecretBinary } = await as().send(new GetSecretValueCommand({ SecretId: 'bytes' }));
    expect([...(SecretBinary ?? [])]).toEqual([1, 2]);
    await create({ Name: 'empty', SecretString: undefined });
    await expect(read('empty')).rejects.toThrow(
      "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
    );
  });

  test('shows its value neither in lists nor in the state of the simulator', async () => {
    await create({ SecretString: 'never-shown', Description: 'of the pager', Tags: [{ Key: 'team', Value: 'soc' }] });
    await as().send(new TagResourceCommand({ SecretId: 'pager', Tags: [{ Key: 'env', Value: 'prod' }] }));
    await as().send(new UntagResourceCommand({ SecretId: 'pager', TagKeys: ['team'] }));
    await create({ Name: 'jira' });
    const list = async (parts: object) => (await as().send(new ListSecretsCommand(parts))).SecretList ?? [];
    expect((await list({})).map(({ Name }) => Name)).toEqual(['jira', 'pager']);
    const filtered = await list({ Filters: [{ Key: 'tag-key', Values: ['env'] }] });
    expect(filtered.map(({ Name, Tags }) => [Name, Tags])).toEqual([['pager', [{ Key: 'env', Value: 'prod' }]]]);
    expect(await list({ Filters: [{ Key: 'name', Values: ['!pag'] }] })).toHaveLength(1);
    const first = await as().send(new ListSecretsCommand({ MaxResults: 1, SortOrder: 'asc' }));
    const second = await as().send(new ListSecretsCommand({ SortOrder: 'asc', NextToken: first.NextToken }));
    expect([first, second].flatMap(({ SecretList = [] }) => SecretList.map(({ Name }) => Name))).toEqual([
      'pager',
      'jira',
    ]);
    await expect(list({ NextToken: 'x' })).rejects.toMatchObject({ name: 'InvalidNextTokenException' });
    expect(JSON.stringify(simulation.state.snapshot())).not.toContain('never-shown');
  });
});

describe('versions', () => {
  test('the newest is current, the one before it is previous, older ones are deprecated', async () => {
    const { version: first } = await create();
    const { VersionId: second = '' } = await put('two');
    const { VersionId: third = '' } = await put('three');
    expect(await read('pager')).toBe('three');
    expect(await read('pager', { VersionStage: 'AWSPREVIOUS' })).toBe('two');
    expect(await read('pager', { VersionId: first })).toBe('one');
    expect((await describeSecret()).VersionIdsToStages).toEqual({ [second]: ['AWSPREVIOUS'], [third]: ['AWSCURRENT'] });
    const versions = async (IncludeDeprecated: boolean) =>
      (await as().send(new ListSecretVersionIdsCommand({ SecretId: 'pager', IncludeDeprecated }))).Versions ?? [];
    expect(await versions(false)).toHaveLength(2);
    expect((await versions(true)).map(({ VersionId }) => VersionId)).toEqual([first, second, third]);
    await expect(read('pager', { VersionId: first, VersionStage: 'AWSCURRENT' })).rejects.toMatchObject({
      name: 'InvalidRequestException',
    });
    await expect(read('pager', { VersionId: 'x'.repeat(32) })).rejects.toThrow('for VersionId: xxx');
  });

  test('the same token adds no second version, and another value with it is refused', async () => {
    await create();
    const ClientRequestToken = 'a'.repeat(32);
    await put('two', { ClientRequestToken });
    await put('two', { ClientRequestToken });
    await expect(put('three', { ClientRequestToken })).rejects.toMatchObject({ name: 'ResourceExistsException' });
    const { Versions } = await as().send(new ListSecretVersionIdsCommand({ SecretId: 'pager' }));
    expect(Versions).toHaveLength(2);
  });

  test('a label is moved by naming the version that has it', async () => {
    const { version: first } = await create();
    const { VersionId: second = '' } = await put('two', { VersionStages: ['AWSPENDING'] });
    const move = (parts: object) =>
      as().send(new UpdateSecretVersionStageCommand({ SecretId: 'pager', VersionStage: 'AWSCURRENT', ...parts }));
    await expect(move({ MoveToVersionId: second })).rejects.toThrow('you must explicitly reference that version');
    await expect(move({ RemoveFromVersionId: first })).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(move({ RemoveFromVersionId: first, MoveToVersionId: 'none' })).rejects.toThrow('Not a valid version');
    await expect(move({ RemoveFromVersionId: second, MoveToVersionId: first })).rejects.toThrow('is not attached');
    await move({ RemoveFromVersionId: first, MoveToVersionId: second });
    expect(await read('pager')).toBe('two');
    await move({ VersionStage: 'AWSPENDING', RemoveFromVersionId: second });
    expect((await describeSecret()).VersionIdsToStages).toEqual({ [first]: ['AWSPREVIOUS'], [second]: ['AWSCURRENT'] });
  });

  test('an update changes what it names', async () => {
    await create({ Description: 'old' });
    await as().send(new UpdateSecretCommand({ SecretId: 'pager', Description: 'new' }));
    expect(await read('pager')).toBe('one');
    await as().send(new UpdateSecretCommand({ SecretId: 'pager', SecretString: 'two' }));
    expect(await read('pager')).toBe('two');
    expect((await describeSecret()).Description).toBe('new');
  });
});

describe('a deletion', () => {
  test('waits for its days, during which the value cannot be read and the name stays taken', async () => {
    await create();
    await as().send(new DeleteSecretCommand({ SecretId: 'pager', RecoveryWindowInDays: 7 }));
    await expect(read('pager')).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: "You can't perform this operation on the secret because it was marked for deletion.",
    });
    await expect(create()).rejects.toThrow('is already scheduled for deletion');
    expect((await describeSecret()).DeletedDate).toBeDefined();
    expect((await as().send(new ListSecretsCommand({}))).SecretList).toEqual([]);
    await simulation.clock.advance(7 * DAY);
    await expect(describeSecret()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('is cancelled', async () => {
    await create();
    await as().send(new DeleteSecretCommand({ SecretId: 'pager' }));
    await as().send(new RestoreSecretCommand({ SecretId: 'pager' }));
    await simulation.clock.advance(31 * DAY);
    expect(await read('pager')).toBe('one');
  });

  test('at once is not an error if there is no secret; days must be 7 to 30', async () => {
    await as().send(new DeleteSecretCommand({ SecretId: 'none', ForceDeleteWithoutRecovery: true }));
    await create();
    for (const parts of [{ RecoveryWindowInDays: 6 }, { RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true }])
      await expect(as().send(new DeleteSecretCommand({ SecretId: 'pager', ...parts }))).rejects.toMatchObject({
        name: 'InvalidParameterException',
      });
  });
});

describe('a secret can be read by', () => {
  const policy = (parts: object) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*', ...parts },
    });
  const allow = (parts: object, BlockPublicPolicy = false) =>
    as().send(new PutResourcePolicyCommand({ SecretId: 'pager', ResourcePolicy: policy(parts), BlockPublicPolicy }));

  test('another account only if the policy and a customer managed key allow it', async () => {
    const { arn } = await create();
    await expect(read(arn, {}, MANAGEMENT)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await allow({ Principal: { AWS: MANAGEMENT } });
    await expect(read(arn, {}, MANAGEMENT)).rejects.toThrow('with the default KMS service key');
    const statement = (AWS: string) => ({ Effect: 'Allow', Principal: { AWS }, Action: 'kms:*', Resource: '*' });
    const Statement = [statement(`arn:aws:iam::${SECURITY}:root`), statement(MANAGEMENT)];
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    const { KeyMetadata } = await clientOf(KMSClient, simulation, SECURITY, HOME).send(
      new CreateKeyCommand({ Policy }),
    );
    await as().send(new UpdateSecretCommand({ SecretId: 'pager', KmsKeyId: KeyMetadata?.Arn, SecretString: 'two' }));
    expect(await read(arn, {}, MANAGEMENT)).toBe('two');
  });

  test('no principal if its policy denies it', async () => {
    await create();
    await allow({ Effect: 'Deny', Principal: '*' });
    await expect(read('pager')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect((await as().send(new GetResourcePolicyCommand({ SecretId: 'pager' }))).ResourcePolicy).toContain('Deny');
    await as().send(new DeleteResourcePolicyCommand({ SecretId: 'pager' }));
    expect(await read('pager')).toBe('one');
  });

  test('no one through a public or invalid policy, which is refused', async () => {
    await create();
    await expect(allow({ Principal: '*' }, true)).rejects.toMatchObject({ name: 'PublicPolicyException' });
    await expect(
      as().send(new PutResourcePolicyCommand({ SecretId: 'pager', ResourcePolicy: 'none' })),
    ).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
  });

  test('no principal once its key is disabled', async () => {
    const keys = clientOf(KMSClient, simulation, SECURITY, HOME);
    const { KeyMetadata } = await keys.send(new CreateKeyCommand({}));
    await create({ KmsKeyId: KeyMetadata?.KeyId });
    await keys.send(new DisableKeyCommand({ KeyId: KeyMetadata?.KeyId }));
    await expect(read('pager')).rejects.toMatchObject({ name: 'DecryptionFailure' });
    await expect(put('two')).rejects.toMatchObject({ name: 'EncryptionFailure' });
  });

  test('a role as far as its policies allow, on the secret and on its key', async () => {
    const { KeyMetadata } = await clientOf(KMSClient, simulation, SECURITY, HOME).send(new CreateKeyCommand({}));
    const { arn } = await create({ KmsKeyId: KeyMetadata?.KeyId });
    const readAs = async (...statements: object[]) => {
      const administrator = { principal: simulation.principals.administrator(SECURITY), region: HOME };
      const RoleName = `reader-${statements.length}`;
      const AssumeRolePolicyDocument = policy({
        Action: 'sts:AssumeRole',
        Principal: { AWS: SECURITY },
        Resource: undefined,
      });
      await simulation.invoke('iam', 'CreateRole', { RoleName, AssumeRolePolicyDocument }, administrator);
      const nothing = { Effect: 'Allow', Action: 'sns:Publish', Resource: '*' };
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [nothing, ...statements] });
      const named = { RoleName, PolicyName: 'read', PolicyDocument };
      await simulation.invoke('iam', 'PutRolePolicy', named, administrator);
      const principal = simulation.principals.session(`arn:aws:iam::${SECURITY}:role/${RoleName}`, 'test');
      return simulation.invoke('secretsmanager', 'GetSecretValue', { SecretId: 'pager' }, { principal, region: HOME });
    };
    const onSecret = {
      Effect: 'Allow',
      Action: 'secretsmanager:GetSecretValue',
      Resource: `${arn.slice(0, -6)}??????`,
    };
    const Condition = { StringEquals: { 'kms:ViaService': `secretsmanager.${HOME}.amazonaws.com` } };
    const onKey = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Condition };
    await expect(readAs()).rejects.toThrow('no identity-based policy allows the secretsmanager:GetSecretValue action');
    await expect(readAs(onSecret)).rejects.toThrow('Access to KMS is not allowed');
    await expect(readAs(onSecret, onKey)).resolves.toMatchObject({ SecretString: 'one' });
  });

  test('only the service that owns a secret changes it', async () => {
    await create({ Name: 'events!connection/pager' });
    expect(await read('events!connection/pager')).toBe('one');
    expect((await describeSecret('events!connection/pager')).OwningService).toBe('events');
    await expect(
      as().send(new UpdateSecretCommand({ SecretId: 'events!connection/pager', SecretString: 'two' })),
    ).rejects.toMatchObject({ name: 'InvalidRequestException' });
  });
});

test('a password has every kind of character that is not left out', async () => {
  const password = async (parts: object) => (await as().send(new GetRandomPasswordCommand(parts))).RandomPassword;
  expect(await password({})).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^\w\s]).{32}$/);
  expect(await password({ PasswordLength: 20, ExcludePunctuation: true, ExcludeCharacters: 'abc' })).toMatch(
    /^[A-Zd-z0-9]{20}$/,
  );
  await expect(password({ PasswordLength: 2 })).rejects.toMatchObject({ name: 'InvalidParameterException' });
});
