import * as schemas from '@aws-sdk/client-secrets-manager';
import type { Service } from '../../contract/service';
import { checks } from './checks';
import { validation } from './errors';
import { createSecret } from './operations/create-secret';
import { deleteSecret, restoreSecret } from './operations/delete-secret';
import { getRandomPassword } from './operations/random-password';
import { describeSecret, listSecrets, listSecretVersionIds } from './operations/read-secrets';
import { deleteResourcePolicy, getResourcePolicy, putResourcePolicy } from './operations/resource-policy';
import { getSecretValue, putSecretValue } from './operations/secret-value';
import { tagResource, untagResource } from './operations/tags';
import { updateSecret, updateSecretVersionStage } from './operations/update-secret';

/** AWS Secrets Manager: secrets, their versions, policies and keys. */
export const secretsmanager: Service = {
  signingName: 'secretsmanager',
  schemas,
  protocol: 'json-1.1',
  target: 'secretsmanager',
  scope: 'regional',
  checks,
  operations: {
    CreateSecret: createSecret,
    DeleteResourcePolicy: deleteResourcePolicy,
    DeleteSecret: deleteSecret,
    DescribeSecret: describeSecret,
    GetRandomPassword: getRandomPassword,
    GetResourcePolicy: getResourcePolicy,
    GetSecretValue: getSecretValue,
    ListSecrets: listSecrets,
    ListSecretVersionIds: listSecretVersionIds,
    PutResourcePolicy: putResourcePolicy,
    PutSecretValue: putSecretValue,
    RestoreSecret: restoreSecret,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateSecret: updateSecret,
    UpdateSecretVersionStage: updateSecretVersionStage,
  },
  invalid: validation,
};
