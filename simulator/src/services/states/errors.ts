import { AwsError } from '../../kernel/aws-error';

/** The machine does not exist. */
export const noStateMachine = (arn: string): AwsError =>
  new AwsError('StateMachineDoesNotExist', 400, `State Machine Does Not Exist: '${arn}'`);

/** Another machine has the name. */
export const stateMachineExists = (arn: string): AwsError =>
  new AwsError('StateMachineAlreadyExists', 400, `State Machine Already Exists: '${arn}'`);

/** The machine is being deleted. */
export const machineDeleting = (arn: string): AwsError =>
  new AwsError('StateMachineDeleting', 400, `State Machine Deleting: '${arn}'`);

/** The definition has problems. */
export const invalidDefinition = (problems: readonly string[]): AwsError =>
  new AwsError('InvalidDefinition', 400, `Invalid State Machine Definition: '${problems.join(', ')}'`);

/** The name has characters that are not allowed. */
export const invalidName = (name: string): AwsError => new AwsError('InvalidName', 400, `Invalid Name: '${name}'`);

/** The ARN is invalid. */
export const invalidArn = (arn: string): AwsError =>
  new AwsError('InvalidArn', 400, `Invalid Arn: 'Resource type not valid in this context: ${arn}'`);

/** The execution does not exist. */
export const noExecution = (arn: string): AwsError =>
  new AwsError('ExecutionDoesNotExist', 400, `Execution Does Not Exist: '${arn}'`);

/** An execution with the name exists, with another input or already ended. */
export const executionExists = (arn: string): AwsError =>
  new AwsError('ExecutionAlreadyExists', 400, `Execution Already Exists: '${arn}'`);

/** The input is not JSON. */
export const invalidInput = (detail: string): AwsError =>
  new AwsError('InvalidExecutionInput', 400, `Invalid State Machine Execution Input: '${detail}'`);

/** The token was never issued or has been used. */
export const invalidToken = (): AwsError => new AwsError('InvalidToken', 400, "Invalid Token: 'Invalid token'");

/** The resource of a tag operation does not exist. */
export const noResource = (arn: string): AwsError =>
  new AwsError('ResourceNotFound', 400, `Resource not found: '${arn}'`, { resourceName: arn });

/** A malformed request. */
export const validation = (message: string): AwsError => new AwsError('ValidationException', 400, message);

/** The role cannot be assumed by Step Functions. */
export const accessDenied = (message: string): AwsError => new AwsError('AccessDeniedException', 400, message);
