import { AwsError } from '../../kernel/aws-error';

/** A request that Detective does not accept, with the error code from its model. */
export const validation = (
  message: string,
  errorCode: 'INVALID_GRAPH_ARN' | 'INVALID_REQUEST_BODY' = 'INVALID_REQUEST_BODY',
): AwsError => new AwsError('ValidationException', 400, message, { ErrorCode: errorCode, ErrorCodeReason: message });

export const invalidGraphArn = (): AwsError =>
  validation('The ARN of the behavior graph is not valid.', 'INVALID_GRAPH_ARN');

/** The caller has no organization. */
export const notInOrganization = (): AwsError => validation('The account is not a member of an organization.');

export const accessDenied = (): AwsError =>
  new AwsError(
    'AccessDeniedException',
    403,
    'The request issuer does not have permission to access this resource or perform this operation.',
  );

export const notFound = (): AwsError =>
  new AwsError('ResourceNotFoundException', 404, 'The request refers to a nonexistent resource.');

/** More at the same time than Detective can run. */
export const tooManyRequests = (): AwsError =>
  new AwsError(
    'TooManyRequestsException',
    429,
    'The request cannot be completed because too many other requests are occurring at the same time.',
  );

/** An action that the state of the member or graph does not allow. */
export const conflict = (message: string): AwsError => new AwsError('ConflictException', 409, message);

/** "A behavior graph cannot have more than 1,200 member accounts." */
export const tooManyMembers = (accounts: readonly string[]): AwsError =>
  new AwsError(
    'ServiceQuotaExceededException',
    402,
    'The request would cause the number of member accounts in the behavior graph to exceed the maximum allowed. A behavior graph cannot have more than 1,200 member accounts.',
    { Resources: accounts },
  );

/** Detective's words in `UnprocessedAccounts[].Reason`. */
export const REASONS = {
  alreadyMember: 'Account is already a member',
  administrator: 'Account is the administrator account of the behavior graph',
  notAMember: 'Account is not a member of the behavior graph',
  notActive: 'Account is not active',
} as const;
