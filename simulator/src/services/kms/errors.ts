import { AwsError } from '../../kernel/aws-error';

const refusal = (code: string, message: string): AwsError => new AwsError(code, 400, message);

export const notFound = (message: string): AwsError => refusal('NotFoundException', message);

export const keyNotFound = (arn: string): AwsError => notFound(`Key '${arn}' does not exist`);

export const aliasNotFound = (arn: string): AwsError => notFound(`Alias ${arn} is not found.`);

export const aliasExists = (arn: string): AwsError =>
  refusal('AlreadyExistsException', `An alias with the name ${arn} already exists`);

export const invalidAliasName = (message: string): AwsError => refusal('InvalidAliasNameException', message);

export const disabled = (arn: string): AwsError => refusal('DisabledException', `${arn} is disabled.`);

export const pendingDeletion = (arn: string): AwsError =>
  refusal('KMSInvalidStateException', `${arn} is pending deletion.`);

export const invalidState = (message: string): AwsError => refusal('KMSInvalidStateException', message);

export const malformedPolicy = (message: string): AwsError => refusal('MalformedPolicyDocumentException', message);

export const unsupported = (message: string): AwsError => refusal('UnsupportedOperationException', message);

/** On AWS these two have no message: the caller learns nothing about the ciphertext. */
export const invalidCiphertext = (): AwsError => refusal('InvalidCiphertextException', '');

export const incorrectKey = (): AwsError =>
  refusal(
    'IncorrectKeyException',
    'The key ID in the request does not identify a CMK that can perform this operation.',
  );

export const accessDenied = (message: string): AwsError => refusal('AccessDeniedException', message);

export const validation = (message: string): AwsError => refusal('ValidationException', message);
