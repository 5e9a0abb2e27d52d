import type { Operation } from '../../../contract/service';
import { AwsError } from '../../../kernel/aws-error';
import { bucketFor } from '../bucket-for';
import { invalidBucketState } from '../errors';
import { checkLifecycle } from '../lifecycle';
import { isLockable, OBJECT_LOCK } from '../object-lock';
import type { Bucket } from '../state';
import { isVersioned } from '../versions';

type Input = { readonly Bucket?: string; readonly ExpectedBucketOwner?: string } & Readonly<Record<string, unknown>>;
type SettingOperation = Operation<Input, Record<string, unknown>>;

interface Setting {
  readonly put: string;
  readonly get: string;
  readonly delete?: string;
  /** the member of the API that contains it */
  readonly member: string;
  /** for operations like GetBucketVersioning, whose answers contain the setting's fields directly */
  readonly flat?: boolean;
  /** a further member of requests and answers, and its default value */
  readonly companion?: readonly [member: string, otherwise: string];
  /** checks a value. @throws AwsError if S3 refuses it */
  readonly check?: (value: unknown, bucket: Bucket) => void;
  /** the answer if nothing was put: a refusal or a value */
  readonly absent: { readonly code: string; readonly message: string } | { readonly value: unknown };
}

const SETTINGS: readonly Setting[] = [
  {
    put: 'PutBucketEncryption',
    get: 'GetBucketEncryption',
    delete: 'DeleteBucketEncryption',
    member: 'ServerSideEncryptionConfiguration',
    absent: {
      value: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }] },
    },
  },
  {
    put: 'PutBucketVersioning',
    get: 'GetBucketVersioning',
    member: 'VersioningConfiguration',
    flat: true,
    absent: { value: {} },
    check: (value, bucket) => {
      if ((value as { Status?: string }).Status !== 'Enabled' && isLockable(bucket))
        throw invalidBucketState(
          'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
        );
    },
  },
  {
    put: 'PutBucketPolicy',
    get: 'GetBucketPolicy',
    delete: 'DeleteBucketPolicy',
    member: 'Policy',
    absent: { code: 'NoSuchBucketPolicy', message: 'The bucket policy does not exist' },
  },
  {
    put: 'PutPublicAccessBlock',
    get: 'GetPublicAccessBlock',
    delete: 'DeletePublicAccessBlock',
    member: 'PublicAccessBlockConfiguration',
    absent: {
      code: 'NoSuchPublicAccessBlockConfiguration',
      message: 'The public access block configuration was not found',
    },
  },
  {
    put: 'PutBucketLifecycleConfiguration',
    get: 'GetBucketLifecycleConfiguration',
    delete: 'DeleteBucketLifecycle',
    member: 'LifecycleConfiguration',
    flat: true,
    companion: ['TransitionDefaultMinimumObjectSize', 'all_storage_classes_128K'],
    check: (value) => checkLifecycle((value as { Rules?: [] }).Rules ?? []),
    absent: { code: 'NoSuchLifecycleConfiguration', message: 'The lifecycle configuration does not exist' },
  },
  {
    put: 'PutBucketTagging',
    get: 'GetBucketTagging',
    delete: 'DeleteBucketTagging',
    member: 'Tagging',
    flat: true,
    absent: { code: 'NoSuchTagSet', message: 'The TagSet does not exist' },
  },
  {
    put: 'PutBucketOwnershipControls',
    get: 'GetBucketOwnershipControls',
    delete: 'DeleteBucketOwnershipControls',
    member: 'OwnershipControls',
    absent: { value: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } },
  },
  {
    put: 'PutObjectLockConfiguration',
    get: 'GetObjectLockConfiguration',
    member: OBJECT_LOCK,
    check: (_, bucket) => {
      if (!isVersioned(bucket))
        throw invalidBucketState("Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration");
    },
    absent: {
      code: 'ObjectLockConfigurationNotFoundError',
      message: 'Object Lock configuration does not exist for this bucket',
    },
  },
  {
    put: 'PutBucketLogging',
    get: 'GetBucketLogging',
    member: 'BucketLoggingStatus',
    flat: true,
    absent: { value: {} },
  },
];

/** The recorded bucket settings: each can be put and read, most can be deleted. */
export const settingOperations: Readonly<Record<string, SettingOperation>> = Object.fromEntries(
  SETTINGS.flatMap((setting) => [
    [setting.put, put(setting)],
    [setting.get, get(setting)],
    ...(setting.delete === undefined ? [] : [[setting.delete, remove(setting)]]),
  ]),
);

function put({ member, companion, check }: Setting): SettingOperation {
  return (input, call) => {
    const bucket = bucketFor(input, call);
    check?.(input[member] ?? {}, bucket);
    bucket.settings.set(member, input[member]);
    if (!companion) return {};
    const [name, otherwise] = companion;
    bucket.settings.set(name, input[name] ?? otherwise);
    return { [name]: bucket.settings.get(name) };
  };
}

function get({ member, flat, companion, absent }: Setting): SettingOperation {
  return (input, call) => {
    const { settings } = bucketFor(input, call);
    const value = settings.get(member) ?? ('value' in absent ? absent.value : undefined);
    if (value === undefined && 'code' in absent)
      throw new AwsError(absent.code, 404, absent.message, { BucketName: input.Bucket });
    const also = companion ? { [companion[0]]: settings.get(companion[0]) } : {};
    return flat ? { ...(value as Record<string, unknown>), ...also } : { [member]: value };
  };
}

function remove({ member }: Setting): SettingOperation {
  return (input, call) => {
    bucketFor(input, call).settings.delete(member);
    return {};
  };
}
