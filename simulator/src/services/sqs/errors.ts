import { AwsError } from '../../kernel/aws-error';

/** The queue does not exist, or the caller has no permission to learn that it does. */
export const noQueue = (): AwsError => new AwsError('QueueDoesNotExist', 400, 'The specified queue does not exist.');

/** The queue exists with other attributes. */
export const queueExists = (attribute: string): AwsError =>
  new AwsError(
    'QueueNameExists',
    400,
    `A queue already exists with the same name and a different value for attribute ${attribute}`,
  );

/** The queue's policy does not admit the caller. */
export const accessDenied = (principal: string, action: string, resource: string): AwsError =>
  new AwsError(
    'AccessDenied',
    403,
    `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} because no resource-based policy allows the ${action} action`,
  );

/** The sender may not use the queue's key. */
export const kmsAccessDenied = (detail: string): AwsError => new AwsError('KmsAccessDenied', 400, detail);

/** A value that is not allowed. */
export const invalidParameter = (message: string): AwsError => new AwsError('InvalidParameterValue', 400, message);

/** An attribute that queues do not have. */
export const invalidAttributeName = (name: string): AwsError =>
  new AwsError('InvalidAttributeName', 400, `Unknown Attribute ${name}.`);

/** Something is missing in the request. */
export const missingParameter = (message: string): AwsError => new AwsError('MissingParameter', 400, message);

/** The handle does not belong to this queue. */
export const invalidReceiptHandle = (handle: string): AwsError =>
  new AwsError('ReceiptHandleIsInvalid', 404, `The input receipt handle "${handle}" is not valid.`);

/** The named queue or task does not exist. */
export const noResource = (message: string): AwsError => new AwsError('ResourceNotFoundException', 404, message);

/** The operation is not supported. */
export const unsupported = (message: string): AwsError => new AwsError('UnsupportedOperation', 400, message);

/** A batch without entries, with too many, or with the same id twice. */
export const batchErrors = {
  empty: (): AwsError => new AwsError('EmptyBatchRequest', 400, 'There should be at least one entry in the request.'),
  tooMany: (count: number): AwsError =>
    new AwsError(
      'TooManyEntriesInBatchRequest',
      400,
      `Maximum number of entries per request are 10. You have sent ${count}.`,
    ),
  notDistinct: (id: string): AwsError => new AwsError('BatchEntryIdsNotDistinct', 400, `Id ${id} repeated.`),
};
