import { meansAlreadyDone } from '../../../lambda/aws/error-predicates';
import {
  codeOf,
  notYet,
  refusal,
  refusalsIn,
  refused,
  rolloutError,
  whenOutOfRange,
  wordsOf,
} from '../../../lambda/aws/refusals';
import { RolloutError } from '../../../lambda/reconcile/errors';

const thrown = (name: string, message: string, more: Record<string, unknown> = {}): Error =>
  Object.assign(new Error(message), { name, ...more });

const answered = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });

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
    [
      'M14',
      'The request is rejected because the current account cannot delete the given member account ID since it is still associated to it.',
      'StillAssociated',
      true,
    ],
    [
      'a plan that is ALL in the organization',
      "Operation failed because a feature cannot be turned off for a member while organization has the feature flag set to 'All Accounts'.",
      'OrganizationEnforcesPlan',
      true,
    ],
    [
      'an administrator of others',
      'The request is rejected because the current account cannot accept invitations since it still has created, invited or associated members.',
      'AdministersOthers',
      false,
    ],
    [
      'I2',
      'The request is rejected because the current account has no pending invitation from the given master account ID.',
      'InvitationNotVisible',
      true,
    ],
    ['I6', 'The account does not have an invitation from this administrator.', 'InvitationNotVisible', true],
    [
      'I8',
      'The request is rejected because the input detectorId is not owned by the current account.',
      'DetectorNotFound',
      true,
    ],
    [
      'an invitation that was accepted already',
      'The request is rejected because the current account cannot accept invitations since it is already an associated member of some master account.',
      'NotSettled',
      true,
    ],
    [
      'an invitation that was accepted already, newer',
      'It is already an associated member of some administrator account.',
      'NotSettled',
      true,
    ],
    ['M6, newer', 'It is a member of another administrator account.', 'MemberOfAnotherAdministrator', false],
    ['D9, newer', 'Internal server error', 'InternalError', true],
    ['words that only contain a known phrase', 'The policy mentions an internal error code.', 'Refused', false],
    ['unknown words', 'The request is rejected because of the weather.', 'Refused', false],
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
  ])('%s: "%s" means that everything is as desired already', (_, words) => {
    expect(meansAlreadyDone(words)).toBe(true);
    expect(refusalsIn('CreateMembers', [{ AccountId: '333333333333', Result: words }])).toEqual([]);
  });

  test('a batch answer has a refusal for each account that was left out, in the words of either service', () => {
    const about = { operation: 'CreateMembers', reason: 'InternalError', again: true };
    expect(
      refusalsIn('CreateMembers', [
        { AccountId: '333333333333', Result: 'Internal error' },
        { AccountId: '444444444444', Reason: 'Internal server error' },
        { AccountId: '555555555555', Result: 'Account is already a member' },
      ]),
    ).toEqual([
      { ...about, subject: '333333333333', words: 'Internal error' },
      { ...about, subject: '444444444444', words: 'Internal server error' },
    ]);
    expect(refusalsIn('CreateMembers', undefined)).toEqual([]);
    expect(refusalsIn('CreateMembers', [{}])).toMatchObject([{ subject: '', words: '', reason: 'Refused' }]);
  });

  test('M6: a member of another administrator is not taken for one of ours', () => {
    expect(
      meansAlreadyDone(
        'The request is rejected because the given account ID is already an associated member of another master account.',
      ),
    ).toBe(false);
  });
});

describe('errors of the SDK', () => {
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
    ['R4, no answer', thrown('Error', 'queryA EAI_NODATA', { code: 'EAI_NODATA' }), 'ServiceNotOffered'],
    ['R3 of STS', thrown('InvalidClientTokenId', 'The security token is invalid.'), 'RegionNotOptedIn'],
    [
      'a name that only ends like a known one',
      thrown('NotUnrecognizedClientException', 'no', answered(400)),
      'Refused',
    ],
    ['a name that only begins like a known one', thrown('InvalidClientTokenIdKind', 'no', answered(400)), 'Refused'],
    ['a timeout', thrown('TimeoutError', 'socket timed out', answered(400)), 'Unreachable'],
    ...['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].map(
      (code): [string, Error, string] => [code, thrown('Error', 'no', { code, ...answered(400) }), 'Unreachable'],
    ),
    ...[
      'The request failed because you are not the master account of the organization.',
      'You are not the management account.',
      'The account is not an administrator.',
      'The account is not the delegated administrator of the organization.',
      "You don't have permissions to access this resource.",
    ].map((words): [string, Error, string] => [
      `D5: ${words}`,
      thrown('AccessDeniedException', words, answered(400)),
      'NotAdministrator',
    ]),
    [
      'D16, not allowed by any policy',
      thrown('AccessDeniedException', 'because no service control policy allows the guardduty:ListMembers action'),
      'DeniedByPolicy',
    ],
    ['T5, 503', thrown('Error', 'no', answered(503)), 'InternalError'],
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
      'I8',
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

  test('the message names the action, the region and the words of AWS', () => {
    const error = rolloutError(
      'enabling GuardDuty organization administrator (222222222222)',
      'eu-west-1',
      thrown('BadRequestException', 'no'),
    );
    expect(error.message).toBe('enabling GuardDuty organization administrator (222222222222) in eu-west-1: no');
  });

  test('an error keeps its cause, and its hint says how to resolve its code', () => {
    const cause = thrown('AccessDeniedException', 'no');
    const denied = rolloutError('reading', 'eu-west-1', cause);
    expect(denied.cause).toBe(cause);
    expect(denied.hint).toEqual(expect.any(String));
    const words = [
      cause,
      thrown('InvalidClientTokenId', 'no'),
      thrown('Error', 'no', { code: 'ENOTFOUND' }),
      thrown('AccessDeniedException', 'explicit deny in a service control policy'),
      thrown('BadRequestException', 'another account is already enabled'),
    ].map((error) => rolloutError('reading', 'eu-west-1', error).hint);
    expect(new Set(words).size).toBe(5);
    expect(words).not.toContain(undefined);
    expect(
      rolloutError('reading', 'eu-west-1', thrown('BadRequestException', 'no', answered(400))).hint,
    ).toBeUndefined();
  });

  test('an error without a message is described by its name, and a thrown value that is no error by its text', () => {
    const silent = rolloutError('reading', 'eu-west-1', thrown('InternalServerException', '', answered(500)));
    expect(silent.message).toBe('reading in eu-west-1: InternalServerException');
    expect(wordsOf(silent)).toBe('InternalServerException');
    expect(rolloutError('reading', 'eu-west-1', 'broken').message).toBe('reading in eu-west-1: broken');
  });

  test('the words are those of AWS, or our own if AWS did not answer', () => {
    expect(wordsOf(rolloutError('reading', 'eu-west-1', thrown('BadRequestException', 'no')))).toBe('no');
    expect(wordsOf(new RolloutError('Refused', 'reading'))).toBe('reading');
  });
});

describe('an action whose failure does not stop the pass', () => {
  const failing = (error: unknown) => () => Promise.reject(error);

  test('returns no refusal if it succeeds', async () => {
    expect(await refused('UpdateDetector', 'S3_DATA_EVENTS', async () => 'done')).toEqual([]);
  });

  test('returns a refusal with its code and the words of AWS, to be repeated only if that can help', async () => {
    const about = { operation: 'UpdateDetector', subject: 'S3_DATA_EVENTS' };
    const throttled = rolloutError('updating', 'eu-west-1', thrown('ThrottlingException', 'Rate exceeded'));
    expect(await refused('UpdateDetector', 'S3_DATA_EVENTS', failing(throttled))).toEqual([
      { ...about, reason: 'Throttled', words: 'Rate exceeded', again: true },
    ]);
    const denied = rolloutError('updating', 'eu-west-1', thrown('AccessDeniedException', 'no'));
    expect(await refused('UpdateDetector', 'S3_DATA_EVENTS', failing(denied))).toEqual([
      { ...about, reason: 'AccessDenied', words: 'no', again: false },
    ]);
  });

  test('fails the pass with an error that no port has translated, because that is a defect', async () => {
    await expect(refused('UpdateDetector', 'S3_DATA_EVENTS', failing(new TypeError('x')))).rejects.toThrow(TypeError);
  });
});

describe('a refusal whose meaning depends on the operation', () => {
  const cause = thrown('BadRequestException', 'an invalid or out-of-range value is specified', answered(400));
  const error = rolloutError('reading', 'eu-west-1', cause);
  const denied = rolloutError('reading', 'eu-west-1', thrown('AccessDenied', 'an invalid or out-of-range value'));

  test.each(['NotSettled', 'NotAdministrator'] as const)('GuardDuty’s catch-all is %s', (code) => {
    expect(whenOutOfRange(error, code, 'wait')).toMatchObject({ code, hint: 'wait', cause, story: error.story });
  });

  test('a temporary refusal is NotSettled', () => {
    expect(notYet(error, /out-of-range/, 'wait')).toMatchObject({ code: 'NotSettled', hint: 'wait', cause });
  });

  test('every other error stays what it is', () => {
    const other = rolloutError('reading', 'eu-west-1', thrown('BadRequestException', 'no', answered(400)));
    for (const each of [other, denied, cause]) {
      expect(whenOutOfRange(each, 'NotSettled', 'wait')).toBe(each);
      expect(notYet(each, /out-of-range/, 'wait')).toBe(each);
    }
  });
});
