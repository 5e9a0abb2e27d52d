import { AwsError } from '../../kernel/aws-error';

/** The topic or subscription does not exist. */
export const notFound = (what: 'Topic' | 'Subscription'): AwsError =>
  new AwsError('NotFound', 404, `${what} does not exist`);

/** A value that is not allowed. */
export const invalidParameter = (message: string): AwsError =>
  new AwsError('InvalidParameter', 400, `Invalid parameter: ${message}`);

/** The topic's policy does not admit the caller. */
export const authorizationError = (principal: string, action: string, resource: string): AwsError =>
  new AwsError(
    'AuthorizationError',
    403,
    `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} because no resource-based policy allows the ${action} action`,
  );

/** The publisher may not use the topic's key. */
export const kmsAccessDenied = (detail: string): AwsError => new AwsError('KMSAccessDenied', 400, detail);

/** A batch that is empty, too long, or repeats an id. */
export const batchError = (
  code: 'EmptyBatchRequest' | 'TooManyEntriesInBatchRequest' | 'BatchEntryIdsNotDistinct',
): AwsError => new AwsError(code, 400, 'The batch request is not valid.');
