import { AwsError } from '../../kernel/aws-error';

/** Organizations' refusals; its model declares no HTTP statuses, so all client errors are 400. */
const refusal = (code: string, message: string, members: Readonly<Record<string, unknown>> = {}): AwsError =>
  new AwsError(code, 400, message, members);

/** The caller is neither the management account nor, for operations that allow one, a delegated administrator. */
export const accessDenied = (): AwsError =>
  refusal('AccessDeniedException', "You don't have permissions to access this resource.");

/** The caller belongs to no organization. */
export const notInUse = (): AwsError =>
  refusal('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.');

/** A value that Organizations does not accept, with the reason from the model. */
export const invalidInput = (reason: string, message: string): AwsError =>
  refusal('InvalidInputException', message, { Reason: reason });

/** A rule or limit of the organization that the call would break. */
export const constraintViolation = (reason: string, message: string): AwsError =>
  refusal('ConstraintViolationException', message, { Reason: reason });

export const accountNotFound = (): AwsError =>
  refusal('AccountNotFoundException', "You specified an account that doesn't exist.");

export const parentNotFound = (): AwsError =>
  refusal('ParentNotFoundException', "You specified parent that doesn't exist.");

export const childNotFound = (): AwsError =>
  refusal('ChildNotFoundException', "You specified a child that doesn't exist.");

export const unitNotFound = (): AwsError =>
  refusal('OrganizationalUnitNotFoundException', "You specified an organizational unit that doesn't exist.");

export const targetNotFound = (): AwsError =>
  refusal('TargetNotFoundException', "You specified a target that doesn't exist.");

export const alreadyRegistered = (): AwsError =>
  refusal(
    'AccountAlreadyRegisteredException',
    'The provided account is already a delegated administrator for your organization.',
  );

export const notRegistered = (): AwsError =>
  refusal(
    'AccountNotRegisteredException',
    'The provided account is not a registered delegated administrator for your organization.',
  );

/** Any other error of the model, by its name. */
export const refused = refusal;
