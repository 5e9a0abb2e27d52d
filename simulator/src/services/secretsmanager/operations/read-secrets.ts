import type {
  DescribeSecretCommandInput,
  DescribeSecretCommandOutput,
  Filter,
  ListSecretsCommandInput,
  ListSecretsCommandOutput,
  ListSecretVersionIdsCommandInput,
  ListSecretVersionIdsCommandOutput,
} from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../../contract/service';
import { knownSecret } from '../find-secret';
import { pageOf } from '../page';
import { type Secret, secrets } from '../state';
import { stagesById } from '../versions';

/** DescribeSecret: everything but the value, also of secrets scheduled for deletion. */
export const describeSecret: Operation<DescribeSecretCommandInput, Partial<DescribeSecretCommandOutput>> = (
  input,
  call,
) => {
  const secret = knownSecret(input.SecretId, call);
  return { ...shown(secret), VersionIdsToStages: stagesById(secret) };
};

/** ListSecrets; those scheduled for deletion only on request. */
export const listSecrets: Operation<ListSecretsCommandInput, Partial<ListSecretsCommandOutput>> = (input, call) => {
  const held = [...(call.world.state.peek(secrets, call.accountId, call.region)?.values() ?? [])];
  const all = held
    .filter(({ deletedAt }) => input.IncludePlannedDeletion === true || deletedAt === undefined)
    .filter((secret) => (input.Filters ?? []).every((filter) => passes(secret, filter)));
  const { items, next } = pageOf(input.SortOrder === 'asc' ? all : all.toReversed(), input);
  return {
    SecretList: items.map((secret) => ({ ...shown(secret), SecretVersionsToStages: stagesById(secret) })),
    ...next,
  };
};

/** Whether a secret passes a filter: its values are prefixes, and `!` negates one. */
function passes(secret: Secret, { Key = 'all', Values = [] }: Filter): boolean {
  const { name, description = '', tags, owningService = '', region } = secret;
  const texts: Readonly<Record<string, readonly string[]>> = {
    name: [name],
    description: [description],
    'tag-key': Object.keys(tags),
    'tag-value': Object.values(tags),
    'owning-service': [owningService],
    'primary-region': [region],
    all: [name, description, ...Object.entries(tags).flat()],
  };
  const begins = (value: string) => texts[Key]?.some((each) => each.toLowerCase().startsWith(value.toLowerCase()));
  return Values.some((value) => (value.startsWith('!') ? !begins(value.slice(1)) : begins(value)));
}

/** ListSecretVersionIds; those without a label only on request. */
export const listSecretVersionIds: Operation<
  ListSecretVersionIdsCommandInput,
  Partial<ListSecretVersionIdsCommandOutput>
> = (input, call) => {
  const { arn: ARN, name: Name, versions } = knownSecret(input.SecretId, call);
  const all = versions.filter(({ stages }) => input.IncludeDeprecated === true || stages.length > 0);
  const { items, next } = pageOf(all, input);
  const Versions = items.map(({ id, stages, createdAt, accessedOn, kmsKeyId = 'DefaultEncryptionKey' }) => ({
    VersionId: id,
    VersionStages: [...stages],
    CreatedDate: new Date(createdAt),
    KmsKeyIds: [kmsKeyId],
    ...(accessedOn === undefined ? {} : { LastAccessedDate: new Date(accessedOn) }),
  }));
  return { ARN, Name, Versions, ...next };
};

function shown(secret: Secret) {
  const { arn, name, description, kmsKeyId, owningService, deletedAt, versions, tags, createdAt, changedAt } = secret;
  const accessed = Math.max(0, ...versions.map(({ accessedOn }) => accessedOn ?? 0));
  return {
    ARN: arn,
    Name: name,
    ...(description === undefined ? {} : { Description: description }),
    ...(kmsKeyId === undefined ? {} : { KmsKeyId: kmsKeyId }),
    ...(owningService === undefined ? {} : { OwningService: owningService }),
    CreatedDate: new Date(createdAt),
    LastChangedDate: new Date(changedAt),
    ...(accessed === 0 ? {} : { LastAccessedDate: new Date(accessed) }),
    ...(deletedAt === undefined ? {} : { DeletedDate: new Date(deletedAt) }),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  };
}
