import { AwsError } from '../../kernel/aws-error';

const USER = { Type: 'User' };

/** The function, version or policy does not exist. */
export const notFound = (arn: string): AwsError =>
  new AwsError('ResourceNotFoundException', 404, `Function not found: ${arn}`, USER);

/** A resource of the function does not exist, with its own message. */
export const noResource = (message: string): AwsError => new AwsError('ResourceNotFoundException', 404, message, USER);

/** The name, or a policy statement's id, is taken. */
export const conflict = (message: string): AwsError => new AwsError('ResourceConflictException', 409, message, USER);

/** A parameter that AWS checks against other resources. */
export const invalidParameter = (message: string): AwsError =>
  new AwsError('InvalidParameterValueException', 400, message, USER);

/** A malformed request. */
export const validation = (message: string): AwsError => new AwsError('ValidationException', 400, message);

/** The role cannot be assumed by the Lambda service. */
export const roleNotAssumable = (): AwsError =>
  invalidParameter('The role defined for the function cannot be assumed by Lambda.');

/** The function's policy does not allow the caller. */
export const accessDenied = (principal: string, action: string, resource: string): AwsError =>
  new AwsError(
    'AccessDeniedException',
    403,
    `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} because no resource-based policy allows the ${action} action`,
  );

/** Reserved concurrency of 0, or all of it in use. */
export const tooManyRequests = (): AwsError =>
  new AwsError('TooManyRequestsException', 429, 'Rate Exceeded.', {
    ...USER,
    Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
  });

/** The payload is not JSON. */
export const invalidRequestContent = (detail: string): AwsError =>
  new AwsError('InvalidRequestContentException', 400, `Could not parse request body into json: ${detail}`, USER);

/** A runtime that the simulator does not run. */
export const runtimeNotSimulated = (runtime: string): AwsError =>
  new AwsError(
    'InvalidRuntimeException',
    502,
    `Runtime ${runtime} is not simulated: only Node.js runtimes run here`,
    USER,
  );
