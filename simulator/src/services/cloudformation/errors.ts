import { AwsError } from '../../kernel/aws-error';

/** CloudFormation's error for nearly every mistake. */
export const validationError = (message: string): AwsError => new AwsError('ValidationError', 400, message);

/** A template that cannot be read: `Template format error: …`. */
export const templateFormatError = (message: string): AwsError => validationError(`Template format error: ${message}`);

/** A template whose functions cannot be evaluated: `Template error: …`. */
export const templateError = (message: string): AwsError => validationError(`Template error: ${message}`);

export const stackDoesNotExist = (name: string): AwsError => validationError(`Stack with id ${name} does not exist`);

/** The words of the operations that read a stack's parts (events, resources, template). */
export const stackNameDoesNotExist = (name: string): AwsError => validationError(`Stack [${name}] does not exist`);

export const alreadyExists = (name: string): AwsError =>
  new AwsError('AlreadyExistsException', 400, `Stack [${name}] already exists`);

export const changeSetNotFound = (name: string): AwsError =>
  new AwsError('ChangeSetNotFound', 404, `ChangeSet [${name}] does not exist`);

export const invalidChangeSetStatus = (id: string, status: string): AwsError =>
  new AwsError(
    'InvalidChangeSetStatus',
    400,
    `ChangeSet [${id}] cannot be executed in its current status of [${status}]`,
  );

export const insufficientCapabilities = (capability: string): AwsError =>
  new AwsError('InsufficientCapabilitiesException', 400, `Requires capabilities : [${capability}]`);

export const changeSetExists = (name: string): AwsError =>
  new AwsError('AlreadyExistsException', 400, `ChangeSet [${name}] already exists`);

/** A stack whose state does not allow the request. */
export const wrongState = (stackId: string, status: string, what: string): AwsError =>
  validationError(`Stack:${stackId} is in ${status} state and can not be ${what}.`);
