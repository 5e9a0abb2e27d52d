import { AwsError } from '../../kernel/aws-error';

/** A request that DynamoDB does not understand or that does not fit the table. */
export const validation = (message: string): AwsError => new AwsError('ValidationException', 400, message);

/** The table does not exist, in the words of operations on items. */
export const noTable = (): AwsError => new AwsError('ResourceNotFoundException', 400, 'Requested resource not found');

/** The table does not exist, in the words of operations on tables. */
export const noTableNamed = (name: string): AwsError =>
  new AwsError('ResourceNotFoundException', 400, `Requested resource not found: Table: ${name} not found`);

/** The name is taken. */
export const tableExists = (name: string): AwsError =>
  new AwsError('ResourceInUseException', 400, `Table already exists: ${name}`);

/** The condition of a write does not hold; includes the item if the caller requests it. */
export const conditionFailed = (item: unknown): AwsError =>
  new AwsError(
    'ConditionalCheckFailedException',
    400,
    'The conditional request failed',
    item === undefined ? {} : { Item: item },
  );

/** More calls than the table or account allows. */
export const throttled = (): AwsError =>
  new AwsError('ThrottlingException', 400, 'Rate of requests exceeds the allowed throughput.');
