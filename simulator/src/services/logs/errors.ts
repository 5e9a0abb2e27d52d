import { AwsError } from '../../kernel/aws-error';

/** The log group does not exist. */
export const noLogGroup = (): AwsError =>
  new AwsError('ResourceNotFoundException', 400, 'The specified log group does not exist.');

/** The log stream does not exist. */
export const noLogStream = (): AwsError =>
  new AwsError('ResourceNotFoundException', 400, 'The specified log stream does not exist.');

/** The named resource does not exist. */
export const notFound = (what: string): AwsError =>
  new AwsError('ResourceNotFoundException', 400, `The specified ${what} does not exist.`);

/** The name of a group or stream is taken. */
export const alreadyExists = (what: 'log group' | 'log stream'): AwsError =>
  new AwsError('ResourceAlreadyExistsException', 400, `The specified ${what} already exists`);

/** A value that is not allowed. */
export const invalidParameter = (message: string): AwsError => new AwsError('InvalidParameterException', 400, message);

/** The group is protected from deletion. */
export const deletionProtected = (): AwsError =>
  new AwsError('ValidationException', 400, 'The specified log group is protected from deletion.');

/** The request is not allowed. */
export const validation = (message: string): AwsError => new AwsError('ValidationException', 400, message);

/** The request conflicts with an existing resource. */
export const conflict = (message: string): AwsError => new AwsError('ConflictException', 400, message);
