import {
  hasCode,
  isAccessDenied,
  isBucketNotFound,
  isConditionFailed,
  isConflict,
  isNotFound,
  isThrottled,
  isTransient,
  meansAlreadyDone,
} from '../../../lambda/aws/error-predicates';
import { RolloutError } from '../../../lambda/reconcile/errors';

const named = (name: string, more: Record<string, unknown> = {}): Error =>
  Object.assign(new Error('no'), { name, ...more });

describe('the name of an SDK error decides its meaning', () => {
  const predicates = {
    isNotFound,
    isBucketNotFound,
    isAccessDenied,
    isThrottled,
    isConflict,
    isOvertaken: isConditionFailed,
  };

  test.each<[string, readonly (keyof typeof predicates)[]]>([
    ['NoSuchKey', ['isNotFound']],
    ['NoSuchBucket', ['isNotFound', 'isBucketNotFound']],
    ['NotFoundException', ['isNotFound']],
    ['ResourceNotFoundException', ['isNotFound']],
    ['AccountNotFoundException', ['isNotFound']],
    ['PolicyNotFoundException', []],
    ['NotFoundExceptionOfAnotherKind', []],
    ['NoSuchBucketPolicy', []],
    ['AccessDenied', ['isAccessDenied']],
    ['AccessDeniedException', ['isAccessDenied']],
    ['NotAccessDenied', []],
    ['ThrottlingException', ['isThrottled']],
    ['TooManyRequestsException', ['isThrottled']],
    ['RequestLimitExceeded', ['isThrottled']],
    ['SlowDown', ['isThrottled']],
    ['ConcurrentModificationException', ['isThrottled']],
    ['ConflictException', ['isConflict']],
    ['ConflictExceptionOfAnotherKind', []],
    ['UpdateConflictException', []],
    ['PreconditionFailed', ['isOvertaken']],
    ['ConditionalRequestConflict', ['isOvertaken']],
    ['ConditionalCheckFailedException', ['isOvertaken']],
    ['PreconditionFailedForNow', []],
    ['NoPreconditionFailed', []],
  ])('%s: %j', (name, expected) => {
    const meanings = (error: unknown) =>
      Object.entries(predicates).flatMap(([predicate, holds]) => (holds(error) ? [predicate] : []));
    expect(meanings(named(name))).toEqual(expected);
    // the port has translated it into an error of the rollout
    expect(meanings(new RolloutError('Refused', 'reading', { cause: named(name) }))).toEqual(expected);
  });

  test('a value that is no error has no meaning', () => {
    for (const holds of Object.values(predicates)) {
      expect(holds('AccessDenied')).toBe(false);
      expect(holds(undefined)).toBe(false);
    }
  });
});

test('D12: AWS also throttles with only a status', () => {
  expect(isThrottled(named('Error', { $metadata: { httpStatusCode: 429 } }))).toBe(true);
  expect(isThrottled(named('Error', { $metadata: { httpStatusCode: 400 } }))).toBe(false);
  expect(isThrottled(named('Error', { $metadata: {} }))).toBe(false);
});

test('a code belongs only to the rollout’s own errors, not to another error with the same code', () => {
  const error = new RolloutError('NotSettled', 'reading');
  expect(hasCode(error, 'Refused', 'NotSettled')).toBe(true);
  expect(hasCode(error, 'Refused')).toBe(false);
  expect(hasCode(Object.assign(new Error('no'), { code: 'NotSettled' }), 'NotSettled')).toBe(false);
});

test('an internal error of AWS is transient, a denied permission is not', () => {
  expect(isTransient(new RolloutError('InternalError', 'reading'))).toBe(true);
  expect(isTransient(new RolloutError('AccessDenied', 'reading'))).toBe(false);
  expect(isTransient(Object.assign(new Error('no'), { transient: true }))).toBe(false);
});

test.each([
  [
    'M4',
    'The request is rejected because the given account ID is already a member or associated member of the current account.',
  ],
  [
    'M5',
    'The request is rejected because the current account has already invited or is already the GuardDuty administrator of the given member account ID.',
  ],
  ['D4, Detective', 'The account 222222222222 is already the Detective administrator account for the organization.'],
  [
    'D20',
    'The request failed because the delegated administrator account has already been disabled and/or GuardDuty protection has been disabled.',
  ],
  ['D20, Organizations', 'The provided account is not a registered delegated administrator for your organization.'],
  [
    'F1',
    'The request failed because a publishingDestination already exists with the destinationType value provided in the request.',
  ],
])('%s: "%s" means that everything is as desired already', (_, words) => {
  expect(meansAlreadyDone(words)).toBe(true);
});

test.each([
  'Account is already a membership',
  'The account partner is already the Detective administrator account for the organization.',
  'The request failed because another account is already enabled as GuardDuty delegated administrator for the organization.',
  '',
])('"%s" does not mean that everything is as desired already', (words) => {
  expect(meansAlreadyDone(words)).toBe(false);
});
