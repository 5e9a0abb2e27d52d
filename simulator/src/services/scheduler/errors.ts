import { AwsError } from '../../kernel/aws-error';

/** The schedule or group does not exist. */
export const notFound = (what: 'Schedule' | 'Schedule group', name: string): AwsError =>
  new AwsError('ResourceNotFoundException', 404, `${what} ${name} does not exist.`);

/** The name is taken. */
export const conflict = (what: 'Schedule' | 'Schedule group', name: string): AwsError =>
  new AwsError('ConflictException', 409, `${what} ${name} already exists.`);

/** A malformed request or a value that is not allowed. */
export const validation = (message: string): AwsError => new AwsError('ValidationException', 400, message);
