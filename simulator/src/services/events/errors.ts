import { AwsError } from '../../kernel/aws-error';

/** The named resource does not exist. */
export const notFound = (message: string): AwsError => new AwsError('ResourceNotFoundException', 400, message);

/** The bus does not exist. */
export const noEventBus = (name: string): AwsError => notFound(`Event bus ${name} does not exist.`);

/** The rule does not exist. */
export const noRule = (name: string, bus: string): AwsError =>
  notFound(`Rule ${name} does not exist on EventBus ${bus}.`);

/** The name is taken. */
export const alreadyExists = (kind: 'Event bus' | 'Connection' | 'ApiDestination', name: string): AwsError =>
  new AwsError('ResourceAlreadyExistsException', 400, `${kind} ${name} already exists.`);

/** A malformed request or a value that is not allowed. */
export const validation = (message: string): AwsError => new AwsError('ValidationException', 400, message);

/** An invalid event pattern. */
export const invalidPattern = (reason: string): AwsError =>
  new AwsError('InvalidEventPatternException', 400, `Event pattern is not valid. Reason: ${reason}`);

/** A quota is used up. */
export const limitExceeded = (message: string): AwsError => new AwsError('LimitExceededException', 400, message);

/** The bus does not admit the caller. */
export const accessDenied = (principal: string, action: string, resource: string): AwsError =>
  new AwsError(
    'AccessDeniedException',
    400,
    `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} because no resource-based policy allows the ${action} action`,
  );
