import { AwsError } from '../../kernel/aws-error';

export const noSuchEntity = (message: string): AwsError => new AwsError('NoSuchEntity', 404, message);

export const noSuchRole = (name: string): AwsError => noSuchEntity(`The role with name ${name} cannot be found.`);

export const noSuchPolicy = (arn: string): AwsError => noSuchEntity(`Policy ${arn} was not found.`);

export const noSuchRolePolicy = (name: string): AwsError =>
  noSuchEntity(`The role policy with name ${name} cannot be found.`);

export const alreadyExists = (message: string): AwsError => new AwsError('EntityAlreadyExists', 409, message);

export const deleteConflict = (message: string): AwsError => new AwsError('DeleteConflict', 409, message);

export const limitExceeded = (message: string): AwsError => new AwsError('LimitExceeded', 409, message);

export const malformedPolicy = (message: string): AwsError => new AwsError('MalformedPolicyDocument', 400, message);

export const invalidInput = (message: string): AwsError => new AwsError('InvalidInput', 400, message);

export const unmodifiable = (role: string): AwsError =>
  new AwsError(
    'UnmodifiableEntity',
    400,
    `Cannot perform the operation on the protected role '${role}' - this role is only modifiable by AWS`,
  );

export const validationError = (message: string): AwsError => new AwsError('ValidationError', 400, message);

/** One violated constraint of the model, in the words that all query services share. */
export const constraint = (value: string, member: string, rule: string): AwsError =>
  validationError(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member ${rule}`,
  );
