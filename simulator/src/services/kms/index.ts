import * as schemas from '@aws-sdk/client-kms';
import type { Service } from '../../contract/service';
import { checks } from './checks';
import { validation } from './errors';
import { createAlias, deleteAlias, listAliases, updateAlias } from './operations/aliases';
import { createKey } from './operations/create-key';
import { decrypt, encrypt, generateDataKey, generateDataKeyWithoutPlaintext } from './operations/cryptography';
import { getKeyPolicy, listKeyPolicies, putKeyPolicy } from './operations/key-policy';
import {
  cancelKeyDeletion,
  disableKey,
  enableKey,
  scheduleKeyDeletion,
  updateKeyDescription,
} from './operations/key-state';
import { describeKey, listKeys } from './operations/read-keys';
import { disableKeyRotation, enableKeyRotation, getKeyRotationStatus } from './operations/rotation';
import { listResourceTags, tagResource, untagResource } from './operations/tags';

/** AWS KMS: symmetric keys, their policies and aliases. */
export const kms: Service = {
  signingName: 'kms',
  schemas,
  protocol: 'json-1.1',
  target: 'TrentService',
  scope: 'regional',
  checks,
  operations: {
    CreateKey: createKey,
    DescribeKey: describeKey,
    ListKeys: listKeys,
    UpdateKeyDescription: updateKeyDescription,
    EnableKey: enableKey,
    DisableKey: disableKey,
    ScheduleKeyDeletion: scheduleKeyDeletion,
    CancelKeyDeletion: cancelKeyDeletion,
    PutKeyPolicy: putKeyPolicy,
    GetKeyPolicy: getKeyPolicy,
    ListKeyPolicies: listKeyPolicies,
    EnableKeyRotation: enableKeyRotation,
    DisableKeyRotation: disableKeyRotation,
    GetKeyRotationStatus: getKeyRotationStatus,
    CreateAlias: createAlias,
    UpdateAlias: updateAlias,
    DeleteAlias: deleteAlias,
    ListAliases: listAliases,
    Encrypt: encrypt,
    Decrypt: decrypt,
    GenerateDataKey: generateDataKey,
    GenerateDataKeyWithoutPlaintext: generateDataKeyWithoutPlaintext,
    TagResource: tagResource,
    UntagResource: untagResource,
    ListResourceTags: listResourceTags,
  },
  invalid: validation,
};
