import { AwsError } from '../../kernel/aws-error';

const refusal = (code: string, message: string): AwsError => new AwsError(code, 400, message);

/** The secret does not exist. */
export const noSecret = (): AwsError =>
  refusal('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");

/** The secret has no such version. @param which `staging label: AWSCURRENT`, `VersionId: …` */
export const noVersion = (which: string): AwsError =>
  refusal('ResourceNotFoundException', `Secrets Manager can't find the specified secret value for ${which}`);

export const exists = (message: string): AwsError => refusal('ResourceExistsException', message);

/** The secret's state does not allow the request. */
export const invalidRequest = (message: string): AwsError => refusal('InvalidRequestException', message);

/** The secret is scheduled for deletion. */
export const markedForDeletion = (): AwsError =>
  invalidRequest("You can't perform this operation on the secret because it was marked for deletion.");

/** Another service owns the secret. */
export const managed = (service: string): AwsError =>
  invalidRequest(`The secret is managed by another service (${service}), and you must use that service to update it.`);

export const invalidParameter = (message: string): AwsError => refusal('InvalidParameterException', message);

export const invalidNextToken = (): AwsError => refusal('InvalidNextTokenException', 'Invalid pagination token');

export const validation = (message: string): AwsError => refusal('ValidationException', message);

export const malformedPolicy = (message: string): AwsError => refusal('MalformedPolicyDocumentException', message);

export const publicPolicy = (): AwsError =>
  refusal(
    'PublicPolicyException',
    'The BlockPublicPolicy parameter is set to true, and the resource policy did not prevent broad access to the secret.',
  );

export const accessDenied = (message: string): AwsError => refusal('AccessDeniedException', message);

/** The policy of the secret does not admit the caller. */
export const denied = (principal: string, action: string, resource: string): AwsError =>
  accessDenied(
    `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} because no resource-based policy allows the ${action} action`,
  );

/** The key of the secret cannot be used. */
export const keyFailure = (kind: 'EncryptionFailure' | 'DecryptionFailure', reason: string): AwsError =>
  refusal(
    kind,
    `Secrets Manager can't ${kind === 'EncryptionFailure' ? 'encrypt' : 'decrypt'} the protected secret text using the provided KMS key. ${reason}`,
  );
