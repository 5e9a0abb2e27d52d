import { readScope } from '../../src/kernel/sigv4-scope';
import { request } from '../protocols/toy';

const scope = { accessKeyId: 'AKIA111111111111', region: 'eu-west-1', service: 'guardduty' };
const credential = 'AKIA111111111111/20260101/eu-west-1/guardduty/aws4_request';

test('the Authorization header has the caller, the service and the region', () => {
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host;x-amz-date, Signature=00`;
  expect(readScope(request('GET', '/', { authorization }))).toEqual(scope);
});

test('the query of a pre-signed URL has them too', () => {
  expect(readScope(request('PUT', `/?X-Amz-Credential=${encodeURIComponent(credential)}`))).toEqual(scope);
});

test.each([
  ['a header', request('GET', '/b/k', { authorization: 'AWS AKIA111111111111:c2lnbmF0dXJl' })],
  ['a pre-signed URL', request('GET', '/b/k?AWSAccessKeyId=AKIA111111111111&Signature=x&Expires=9999999999')],
])('Signature Version 2 in %s is for S3, and has no region', (_, signed) => {
  expect(readScope(signed)).toEqual({ ...scope, region: 'us-east-1', service: 's3' });
});

test.each<Record<string, string>>([
  {},
  { authorization: 'Bearer token' },
  { authorization: 'AWS4-HMAC-SHA256 Credential=%/only' },
])('a request with %j is unsigned', (headers) => {
  expect(readScope(request('GET', '/', headers))).toBeUndefined();
});
