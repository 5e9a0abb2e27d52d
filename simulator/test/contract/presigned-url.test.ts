import { isExpired } from '../../src/contract/presigned-url';
import { request } from '../protocols/toy';

const NOON = Date.parse('2026-05-20T12:00:00Z');

test.each([
  ['before its expiry', '/?X-Amz-Date=20260520T115900Z&X-Amz-Expires=60', false],
  ['after its expiry', '/?X-Amz-Date=20260520T115859Z&X-Amz-Expires=60', true],
  ['without a valid date', '/?X-Amz-Date=today&X-Amz-Expires=60', true],
  ['of Signature Version 2 in its time', `/?AWSAccessKeyId=AKIA1&Expires=${NOON / 1000}`, false],
  ['of Signature Version 2 past its time', `/?AWSAccessKeyId=AKIA1&Expires=${NOON / 1000 - 1}`, true],
])('a pre-signed URL %s', (_, url, expired) => {
  expect(isExpired(request('GET', url), NOON)).toBe(expired);
});

test('a signed request does not expire', () => {
  expect(isExpired(request('GET', '/?Expires=1'), NOON)).toBe(false);
});
