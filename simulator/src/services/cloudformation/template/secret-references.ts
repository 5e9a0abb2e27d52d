import type { GetSecretValueCommandInput, GetSecretValueCommandOutput } from '@aws-sdk/client-secrets-manager';
import { AwsError } from '../../../kernel/aws-error';
import { ids } from '../../../kernel/ids';
import { validationError } from '../errors';
import type { Reader } from './reader';
import { isObject } from './template';

/**
 * The value of `secret-id:secret-string:json-key:version-stage:version-id`, all parts but the first optional; the id may be an
 * ARN.
 * @throws AwsError ValidationError in CloudFormation's words
 */
export async function secretAt(path: string, _reference: string, reader: Reader): Promise<string> {
  const [, SecretId = '', rest = ''] = /^(arn(?::[^:]*){6}|[^:]+)(?::(.*))?$/.exec(path) ?? [];
  const [, key = '', VersionStage = '', VersionId = ''] = rest.split(':');
  const version = { ...(VersionStage === '' ? {} : { VersionStage }), ...(VersionId === '' ? {} : { VersionId }) };
  const secretString = await read({ SecretId, ...version }, reader);
  return key === '' ? secretString : memberOf(secretString, key);
}

async function read(input: GetSecretValueCommandInput, { world, caller, region }: Reader): Promise<string> {
  const as = { principal: caller, region };
  try {
    const output = await world.invoke<GetSecretValueCommandOutput>('secretsmanager', 'GetSecretValue', input, as);
    return output.SecretString ?? '';
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { message, status, code } = error;
    throw validationError(
      `${message} (Service: AWSSecretsManager; Status Code: ${status}; Error Code: ${code}; Request ID: ${ids.uuid()}; Proxy: null)`,
    );
  }
}

function memberOf(secretString: string, key: string): string {
  const secret = parsed(secretString);
  if (!isObject(secret) || !Object.hasOwn(secret, key))
    throw validationError('Could not find a value associated with JSONKey in SecretString');
  return String(secret[key]);
}

function parsed(secretString: string): unknown {
  try {
    return JSON.parse(secretString);
  } catch {
    throw validationError('Could not parse SecretString JSON');
  }
}
