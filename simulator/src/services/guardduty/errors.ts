import { AwsError } from '../../kernel/aws-error';

/** GuardDuty's one client error: `BadRequestException` to SDKs, `InvalidInputException` in the body, always HTTP 400. */
export const badRequest = (message: string): AwsError =>
  new AwsError('BadRequestException', 400, message, {}, 'InvalidInputException');

const rejected = (because: string): AwsError => badRequest(`The request is rejected because ${because}.`);

/** GuardDuty's words in `unprocessedAccounts[].result`; some also refuse a whole call. */
export const RESULTS = {
  outOfRange: 'The request is rejected because an invalid or out-of-range value is specified as an input parameter.',
  alreadyMember:
    'The request is rejected because the given account ID is already a member or associated member of the current account.',
  ofItself: 'The request is rejected because an account cannot become a member of itself.',
  creatorIsMember:
    'The request is rejected because the current account cannot create members since it is already an associated member of another master account.',
  tooManyMembers:
    'The request is rejected because the current account cannot create anymore members since it cannot exceed the maximum number of allowed members.',
  managementFirst:
    'Operation failed because your organization master must first enable GuardDuty to be added as a member',
  memberOfAnother:
    'The request is rejected because the given account ID is already an associated member of another master account.',
  notAssociated:
    'The request is rejected because the given account ID is not an associated member of account the current account.',
  stillAssociated:
    'The request is rejected because the current account cannot delete the given member account ID since it is still associated to it.',
  inviterIsMember:
    'The request is rejected because the current account cannot invite other accounts since it is already an associated member of another master account.',
  inviteItself: 'The request is rejected because the current account cannot invite itself.',
  noEmail: "The request is rejected because member account's email address is missing.",
  alreadyInvited:
    'The request is rejected because the current account has already invited or is already the GuardDuty master of the given member account ID.',
  managedByPolicy: 'The request is rejected because the feature is managed by a GuardDuty policy of AWS Organizations.',
  noInvitation:
    'The request is rejected because the current account does not have an invitation from the requested master account.',
  invitationStands:
    'The request is rejected because the current account cannot delete the invitation from the given master account ID since it is still associated to it or has not declined their invitation yet.',
} as const;

/** GuardDuty's general refusal: malformed values, the wrong role for a call, and much else. */
export const outOfRange = (): AwsError => badRequest(RESULTS.outOfRange);

export const detectorNotOwned = (): AwsError => rejected('the input detectorId is not owned by the current account');

export const detectorExists = (): AwsError => rejected('a detector already exists for the current account');

export const detectorHasMembers = (): AwsError =>
  rejected('the current account cannot delete detector while it has invited or associated members');

export const noSuchResource = (): AwsError => badRequest('The request is rejected since no such resource found.');

/** An invalid parameter, which GuardDuty names. */
export const invalidParameter = (name: string): AwsError => rejected(`the parameter ${name} has an invalid value`);

/** A list of the kind with that name exists. */
export const listExists = (kind: string): AwsError => rejected(`a ${kind} with the given name already exists`);

/** The account has the most lists of the kind that it may have. */
export const listLimitExceeded = (kind: string): AwsError => rejected(`${kind} limit has exceeded`);

/** "If the status of a list is Activating, Deactivating, or Delete Pending, you must wait". */
export const listIsBusy = (status: string): AwsError => rejected(`the status of the list is ${status}`);

/** More accounts than one call accepts. */
export const listTooLong = (array: string, length: number): AwsError =>
  badRequest(
    `The request failed because the length provided for the ${array} array was ${length}. Max allowed length is 50.`,
  );

export const membersCannotManage = (): AwsError =>
  rejected('member accounts cannot manage specified resources or properties');

/** An organization feature set to ALL cannot be switched off for one member. */
export const setToAll = (): AwsError =>
  rejected("a feature cannot be turned off for a member while organization has the feature flag set to 'All Accounts'");

/** No call may change a setting that a policy of the organization manages. */
export const managedByPolicy = (): AwsError => badRequest(RESULTS.managedByPolicy);

export const notOrganizationMaster = (): AwsError =>
  badRequest('The request failed because you do not have required AWS Organization master permission.');

export const adminAlreadyEnabled = (): AwsError =>
  badRequest(
    'The request failed because the account is already enabled as the GuardDuty delegated administrator for the organization.',
  );

export const anotherAdminEnabled = (): AwsError =>
  badRequest(
    'The request failed because another account is already enabled as GuardDuty delegated administrator for the organization.',
  );

export const adminNotInOrganization = (): AwsError =>
  badRequest('The request failed because admin account passed is not member of AWS Organizations.');

export const adminAlreadyDisabled = (): AwsError =>
  badRequest(
    'The request failed because the delegated administrator account has already been disabled and/or GuardDuty protection has been disabled.',
  );

export const invitationRefused = {
  inviterIsMember: (): AwsError =>
    rejected(
      'the current account cannot accept invitation from the given account ID since the latter is an associated member of another master account',
    ),
  hasMembers: (): AwsError =>
    rejected('the current account cannot accept invitations since it still has created, invited or associated members'),
  alreadyMember: (): AwsError =>
    rejected(
      'the current account cannot accept invitations since it is already an associated member of some master account',
    ),
  none: (): AwsError =>
    rejected(
      'the current account has no pending invitation from the given master account ID or is already an associated member of another master account',
    ),
};

export const notAMember = (): AwsError => rejected('the current account is not associated to a master account');

const failed = (because: string): AwsError => badRequest(`The request failed because ${because}.`);

/** GuardDuty's refusals of exports to S3. */
export const destinationRefused = {
  exists: (): AwsError =>
    failed('a publishingDestination already exists with the destinationType value provided in the request'),
  unknown: (): AwsError => rejected('the one or more input parameters have invalid values'),
  invalid: (parameter: 'destinationArn' | 'kmsKeyArn'): AwsError =>
    failed(`the value specified for the ${parameter} parameter is not valid`),
  noBucket: (): AwsError => failed('the resource specified in the destinationArn parameter does not exist'),
  noFolder: (): AwsError => failed('the resource folder specified in the destinationArn parameter does not exist'),
  folderUnseen: (): AwsError =>
    failed('you do not have the required permissions for the s3:GetObject or s3:ListBucket actions'),
  noPermission: (): AwsError =>
    badRequest(
      'The request failed because the GuardDuty service principal does not have permission to the KMS key or the resource specified by the destinationArn parameter. Refer to https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html',
    ),
};
