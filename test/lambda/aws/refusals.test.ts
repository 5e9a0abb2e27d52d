import { meansAlready } from '../../../lambda/aws/error-predicates';
import { codeOf, refusal, refusalsIn, rolloutError } from '../../../lambda/aws/refusals';

const thrown = (name: string, message: string, more: Record<string, unknown> = {}): Error =>
  Object.assign(new Error(message), { name, ...more });

describe('words about one account', () => {
  test.each([
    [
      'D8',
      'Operation failed because your organization master must first enable GuardDuty to be added as a member',
      'ManagementAccountWithoutGuardDuty',
      true,
    ],
    ['D9', 'Internal error', 'InternalError', true],
    [
      'M7',
      'The request is rejected because the given account ID is not an associated member of account the current account.',
      'NotAssociated',
      true,
    ],
    [
      'M6',
      'The request is rejected because the given account ID is already an associated member of another master account.',
      'MemberOfAnotherAdministrator',
      false,
    ],
    [
      'M19',
      'The request is rejected because the current account cannot create anymore members since it cannot exceed the maximum number of allowed members.',
      'MemberLimitReached',
      false,
    ],
    ['none of the known', 'The request is rejected because of the weather.', 'Refused', false],
  ])('%s: "%s" is %s', (_, words, reason, again) => {
    expect(refusal('CreateMembers', '333333333333', words)).toEqual({
      operation: 'CreateMembers',
      subject: '333333333333',
      words,
      reason,
      again,
    });
  });

  test.each([
    [
      'M4',
      'The request is rejected because the given account ID is already a member or associated member of the current account.',
    ],
    [
      'M5',
      'The request is rejected because the current account has already invited or is already the GuardDuty master of the given member account ID.',
    ],
    ['T8', 'Account is already a member'],
    [
      'D4',
      'The request failed because the account is already enabled as the GuardDuty delegated administrator for the organization.',
    ],
    ['R1', 'The request is rejected because a detector already exists for the current account.'],
  ])('%s: "%s" means that it is so already', (_, words) => {
    expect(meansAlready(words)).toBe(true);
    expect(refusalsIn('CreateMembers', [{ AccountId: '333333333333', Result: words }])).toEqual([]);
  });

  test('M6: a member of another administrator is not taken for one of ours', () => {
    expect(
      meansAlready(
        'The request is rejected because the given account ID is already an associated member of another master account.',
      ),
    ).toBe(false);
  });
});

describe('what the SDK throws', () => {
  test.each([
    [
      'R3',
      thrown('UnrecognizedClientException', 'The security token included in the request is invalid.'),
      'RegionNotOptedIn',
    ],
    [
      'R4',
      thrown('Error', 'getaddrinfo ENOTFOUND detective.eu-south-2.amazonaws.com', { code: 'ENOTFOUND' }),
      'ServiceNotOffered',
    ],
    ['a broken connection', thrown('Error', 'socket hang up', { code: 'ECONNRESET' }), 'Unreachable'],
    ['D12', thrown('TooManyRequestsException', 'Rate exceeded'), 'Throttled'],
    [
      'D5',
      thrown(
        'BadRequestException',
        'The request failed because you do not have required AWS Organization master permission.',
      ),
      'NotAdministrator',
    ],
    [
      'D2',
      thrown(
        'BadRequestException',
        'The request failed because another account is already enabled as GuardDuty delegated administrator for the organization.',
      ),
      'AnotherAdministrator',
    ],
    [
      'D16',
      thrown(
        'AccessDeniedException',
        'User: x is not authorized to perform: guardduty:CreateDetector with an explicit deny in a service control policy',
      ),
      'DeniedByPolicy',
    ],
    [
      'a missing permission',
      thrown('AccessDeniedException', 'User: x is not authorized to perform: guardduty:CreateDetector'),
      'AccessDenied',
    ],
    ['T3', thrown('ServiceQuotaExceededException', 'limit'), 'ServiceQuotaExceeded'],
    ['T5', thrown('InternalServerException', '', { $metadata: { httpStatusCode: 500 } }), 'InternalError'],
    [
      'D10',
      thrown(
        'BadRequestException',
        'The request is rejected because the input detectorId is not owned by the current account.',
      ),
      'NotSettled',
    ],
    ['anything else', thrown('BadRequestException', 'no', { $metadata: { httpStatusCode: 400 } }), 'Refused'],
    ['no answer at all', thrown('CredentialsProviderError', 'Could not load credentials'), 'Unreachable'],
  ])('%s is %s', (_, error, code) => {
    expect(codeOf(error)).toBe(code);
  });

  test('the message names what was done, where, and what AWS said', () => {
    const error = rolloutError(
      'enabling GuardDuty organization administrator (222222222222)',
      'eu-west-1',
      thrown('BadRequestException', 'no'),
    );
    expect(error.message).toBe('enabling GuardDuty organization administrator (222222222222) in eu-west-1: no');
  });
});
