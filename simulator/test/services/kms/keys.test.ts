import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  ListAliasesCommand,
  ListKeyPoliciesCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
  UpdateKeyDescriptionCommand,
} from '@aws-sdk/client-kms';
import { clientOf, organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import { kms } from '../../../src/services/kms';
import { Simulation } from '../../../src/simulation';

const SECRET = Buffer.from('secret');

describe('KMS keys', () => {
  let simulation: Simulation;

  beforeEach(async () => {
    simulation = await Simulation.start(organizationOf(), [kms], { clockRate: 0 });
  });
  const as = (account = SECURITY, region = 'eu-west-1') => clientOf(KMSClient, simulation, account, region);
  const create = async (parts: object = {}) => {
    const { KeyMetadata } = await as().send(new CreateKeyCommand(parts));
    return { KeyId: KeyMetadata?.KeyId ?? '', Arn: KeyMetadata?.Arn ?? '', KeyMetadata };
  };
  const describeKey = async (KeyId: string) => (await as().send(new DescribeKeyCommand({ KeyId }))).KeyMetadata;
  const policyFor = (...services: string[]) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${SECURITY}:root` }, Action: 'kms:*', Resource: '*' },
        { Effect: 'Allow', Principal: { Service: services }, Action: 'kms:GenerateDataKey', Resource: '*' },
      ],
    });

  test('a key is enabled, symmetric, and has a policy that lets its account decide', async () => {
    const { KeyId, Arn, KeyMetadata } = await create({ Description: 'findings' });
    expect(Arn).toBe(`arn:aws:kms:eu-west-1:${SECURITY}:key/${KeyId}`);
    expect(KeyMetadata).toMatchObject({ KeyState: 'Enabled', KeySpec: 'SYMMETRIC_DEFAULT', KeyManager: 'CUSTOMER' });
    const { Policy } = await as().send(new GetKeyPolicyCommand({ KeyId }));
    expect(Policy).toContain(`arn:aws:iam::${SECURITY}:root`);
    expect((await as().send(new ListKeyPoliciesCommand({ KeyId }))).PolicyNames).toEqual(['default']);
    await as().send(new UpdateKeyDescriptionCommand({ KeyId, Description: 'all findings' }));
    expect((await describeKey(Arn))?.Description).toBe('all findings');
    expect((await as().send(new ListKeysCommand({}))).Keys).toEqual([{ KeyId, KeyArn: Arn }]);
  });

  test('fails if the key is unknown, in any form of its id', async () => {
    const id = '12345678-1234-1234-1234-123456789012';
    await expect(describeKey(id)).rejects.toMatchObject({
      name: 'NotFoundException',
      message: `Key 'arn:aws:kms:eu-west-1:${SECURITY}:key/${id}' does not exist`,
      $metadata: { httpStatusCode: 400 },
    });
    await expect(describeKey('key')).rejects.toMatchObject({ message: "Invalid keyId 'key'" });
    await expect(describeKey('alias/none')).rejects.toMatchObject({
      message: `Alias arn:aws:kms:eu-west-1:${SECURITY}:alias/none is not found.`,
    });
    await expect(create({ KeySpec: 'RSA_2048' })).rejects.toMatchObject({ name: 'UnsupportedOperationException' });
  });

  test('fails if the policy would lock out every principal, is not JSON, or names a region that is not enabled', async () => {
    const { KeyId } = await create();
    const put = (Policy: string, parts: object = {}) => as().send(new PutKeyPolicyCommand({ KeyId, Policy, ...parts }));
    const useOnly = JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:Encrypt' }] });
    await expect(put(useOnly)).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message: 'The new key policy will not allow you to update the key policy in the future.',
    });
    await put(useOnly, { BypassPolicyLockoutSafetyCheck: true });
    await expect(put('{')).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
    await expect(put(policyFor('guardduty.af-south-1.amazonaws.com'))).rejects.toMatchObject({
      message: 'Policy contains a statement with one or more invalid principals.',
    });
    simulation.organization.accounts.get(SECURITY)?.optedIn.add('af-south-1');
    await put(policyFor('guardduty.af-south-1.amazonaws.com', 'guardduty.amazonaws.com'));
    expect((await as().send(new GetKeyPolicyCommand({ KeyId }))).Policy).toContain('af-south-1');
  });

  test('an alias points to one key, and later to another', async () => {
    const [first, second] = [await create(), await create()];
    const AliasName = 'alias/findings';
    const name = (TargetKeyId: string) => as().send(new CreateAliasCommand({ AliasName, TargetKeyId }));
    await name(first.KeyId);
    await expect(name(second.KeyId)).rejects.toMatchObject({
      name: 'AlreadyExistsException',
      message: `An alias with the name arn:aws:kms:eu-west-1:${SECURITY}:alias/findings already exists`,
    });
    expect((await describeKey(AliasName))?.KeyId).toBe(first.KeyId);
    await as().send(new UpdateAliasCommand({ AliasName, TargetKeyId: second.Arn }));
    expect((await describeKey(`arn:aws:kms:eu-west-1:${SECURITY}:alias/findings`))?.KeyId).toBe(second.KeyId);
    const { Aliases } = await as().send(new ListAliasesCommand({ KeyId: second.KeyId }));
    expect(Aliases?.map((alias) => alias.AliasName)).toEqual([AliasName]);
    await as().send(new DeleteAliasCommand({ AliasName }));
    await expect(as().send(new DeleteAliasCommand({ AliasName }))).rejects.toMatchObject({ name: 'NotFoundException' });
    await expect(
      as().send(new CreateAliasCommand({ AliasName: 'alias/aws/mine', TargetKeyId: first.KeyId })),
    ).rejects.toMatchObject({ name: 'InvalidAliasNameException' });
  });

  test("a service's own key exists when it is first used", async () => {
    const key = await describeKey('alias/aws/sns');
    expect(key).toMatchObject({ KeyManager: 'AWS', KeyState: 'Enabled' });
    expect((await describeKey('alias/aws/sns'))?.KeyId).toBe(key?.KeyId);
  });

  test('a key rotates every year, or as often as requested', async () => {
    const { KeyId } = await create();
    const status = () => as().send(new GetKeyRotationStatusCommand({ KeyId }));
    expect(await status()).toMatchObject({ KeyRotationEnabled: false });
    await as().send(new EnableKeyRotationCommand({ KeyId }));
    expect(await status()).toMatchObject({
      KeyRotationEnabled: true,
      RotationPeriodInDays: 365,
      NextRotationDate: expect.any(Date),
    });
    await expect(as().send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 30 }))).rejects.toMatchObject({
      name: 'ValidationException',
    });
    await as().send(new DisableKeyRotationCommand({ KeyId }));
    expect(await status()).toMatchObject({ KeyRotationEnabled: false });
  });

  test('a key scheduled for deletion is unusable, can be restored, and is deleted in the end', async () => {
    const { KeyId, Arn } = await create();
    await as().send(new CreateAliasCommand({ AliasName: 'alias/a', TargetKeyId: KeyId }));
    const schedule = (PendingWindowInDays?: number) =>
      as().send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays }));
    await expect(schedule(6)).rejects.toMatchObject({ name: 'ValidationException' });
    expect(await schedule(7)).toMatchObject({ KeyState: 'PendingDeletion', PendingWindowInDays: 7 });
    await expect(as().send(new EncryptCommand({ KeyId, Plaintext: SECRET }))).rejects.toMatchObject({
      name: 'KMSInvalidStateException',
      message: `${Arn} is pending deletion.`,
    });
    await as().send(new CancelKeyDeletionCommand({ KeyId }));
    expect((await describeKey(KeyId))?.KeyState).toBe('Disabled');
    await schedule();
    await simulation.clock.advance(29 * 24 * 3600);
    expect((await describeKey(KeyId))?.KeyState).toBe('PendingDeletion');
    await simulation.clock.advance(24 * 3600);
    await expect(describeKey('alias/a')).rejects.toMatchObject({ name: 'NotFoundException' });
    await expect(describeKey(KeyId)).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  test('a key decrypts its ciphertexts, in the same context, while it is enabled', async () => {
    const { KeyId, Arn } = await create();
    const EncryptionContext = { account: SECURITY };
    const { CiphertextBlob } = await as().send(new EncryptCommand({ KeyId, Plaintext: SECRET, EncryptionContext }));
    const decrypt = (parts: object) => as().send(new DecryptCommand({ CiphertextBlob, EncryptionContext, ...parts }));
    const { Plaintext, KeyId: used } = await decrypt({});
    expect([Buffer.from(Plaintext ?? []).toString(), used]).toEqual(['secret', Arn]);
    const refused = { name: 'InvalidCiphertextException' };
    await expect(decrypt({ EncryptionContext: {} })).rejects.toMatchObject(refused);
    await expect(decrypt({ CiphertextBlob: Buffer.from('nonsense') })).rejects.toMatchObject(refused);
    await expect(decrypt({ KeyId: (await create()).KeyId })).rejects.toMatchObject({ name: 'IncorrectKeyException' });
    await as().send(new DisableKeyCommand({ KeyId }));
    await expect(decrypt({})).rejects.toMatchObject({ name: 'DisabledException', message: `${Arn} is disabled.` });
    await as().send(new EnableKeyCommand({ KeyId }));
    await decrypt({});
  });

  test('data keys are returned plain and encrypted, or only encrypted', async () => {
    const { KeyId } = await create();
    const { Plaintext, CiphertextBlob } = await as().send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
    expect(Plaintext).toHaveLength(32);
    expect((await as().send(new DecryptCommand({ CiphertextBlob }))).Plaintext).toEqual(Plaintext);
    const alone = await as().send(new GenerateDataKeyWithoutPlaintextCommand({ KeyId, KeySpec: 'AES_128' }));
    expect(Object.keys(alone)).not.toContain('Plaintext');
    expect((await as().send(new DecryptCommand({ CiphertextBlob: alone.CiphertextBlob }))).Plaintext).toHaveLength(16);
  });

  test('a key has tags', async () => {
    const { KeyId } = await create({ Tags: [{ TagKey: 'a', TagValue: '1' }] });
    await as().send(new TagResourceCommand({ KeyId, Tags: [{ TagKey: 'b', TagValue: '2' }] }));
    await as().send(new UntagResourceCommand({ KeyId, TagKeys: ['a'] }));
    expect((await as().send(new ListResourceTagsCommand({ KeyId }))).Tags).toEqual([{ TagKey: 'b', TagValue: '2' }]);
  });

  test('the key itself is never shown', async () => {
    await create();
    expect(JSON.stringify(simulation.state.snapshot())).not.toContain('material');
  });
});
