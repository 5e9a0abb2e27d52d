import { AwsError } from '../../kernel/aws-error';

/** On AWS it has no message. */
export const parameterNotFound = (): AwsError => new AwsError('ParameterNotFound', 400, '');

export const parameterVersionNotFound = (name: string): AwsError =>
  new AwsError(
    'ParameterVersionNotFound',
    400,
    `Systems Manager could not find version of ${name}. Verify the version and try again.`,
  );

export const parameterAlreadyExists = (): AwsError =>
  new AwsError(
    'ParameterAlreadyExists',
    400,
    'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
  );

export const validation = (message: string): AwsError => new AwsError('ValidationException', 400, message);

export const invalidResourceId = (): AwsError => new AwsError('InvalidResourceId', 400, '');

export const invalidNextToken = (): AwsError =>
  new AwsError('InvalidNextToken', 400, 'The specified token is not valid.');

export const opsItemInvalid = (message: string): AwsError =>
  new AwsError('OpsItemInvalidParameterException', 400, message);

export const opsItemNotFound = (id: string): AwsError =>
  new AwsError('OpsItemNotFoundException', 400, `OpsItem ID ${id} does not exist.`);
