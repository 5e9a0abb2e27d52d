import * as s3 from '@aws-sdk/client-s3';
import { AwsError } from '../../src/kernel/aws-error';
import { parseRequest, refuse } from '../../src/protocols';
import { request, textOf, toy } from './toy';

const xmlns = 'http://s3.amazonaws.com/doc/2006-03-01/';
const service = toy({ signingName: 's3', schemas: s3, protocol: 'rest-xml', namespace: xmlns });
const read = (...parts: Parameters<typeof request>) => parseRequest(service, request(...parts));

test.each([
  ['/b/a%20b/c%2Fd/', { host: '127.0.0.1:4566' }, 'b', 'a b/c/d/'],
  ['/key', { host: 'b.s3.eu-west-1.amazonaws.com' }, 'b', 'key'],
  ['/key', { host: 'b.c.s3-eu-west-1.amazonaws.com' }, 'b.c', 'key'],
  ['/key', { host: 'b.localhost:4566' }, 'b', 'key'],
  ['/b/key', { host: 's3.eu-west-1.amazonaws.com' }, 'b', 'key'],
])('%s at %j is bucket %s and key %s', (path, headers, Bucket, Key) => {
  const { operation, input } = read('GET', path, headers);
  expect([operation, input]).toEqual(['GetObject', { Bucket, Key }]);
});

// requests of the SDK name the operation, those of boto3 and the CLI do not
test.each([
  ['GET', '/', {}, 'ListBuckets'],
  ['GET', '/?x-id=ListBuckets', {}, 'ListBuckets'],
  ['HEAD', '/b', {}, 'HeadBucket'],
  ['PUT', '/b', {}, 'CreateBucket'],
  ['PUT', '/b/', {}, 'CreateBucket'],
  ['GET', '/b', {}, 'ListObjects'],
  ['GET', '/b?list-type=2&prefix=a', {}, 'ListObjectsV2'],
  ['GET', '/b?location', {}, 'GetBucketLocation'],
  ['GET', '/b?location=', {}, 'GetBucketLocation'],
  ['GET', '/b?versioning', {}, 'GetBucketVersioning'],
  ['GET', '/b?versions', {}, 'ListObjectVersions'],
  ['PUT', '/b?publicAccessBlock', {}, 'PutPublicAccessBlock'],
  ['GET', '/b?analytics', {}, 'ListBucketAnalyticsConfigurations'],
  ['GET', '/b?analytics&id=1', {}, 'GetBucketAnalyticsConfiguration'],
  ['GET', '/b/k', {}, 'GetObject'],
  ['GET', '/b/k?tagging', {}, 'GetObjectTagging'],
  ['GET', '/b/k?uploadId=u', {}, 'ListParts'],
  ['HEAD', '/b/k', {}, 'HeadObject'],
  ['PUT', '/b/k', {}, 'PutObject'],
  ['PUT', '/b/k', { 'x-amz-copy-source': '/b/o' }, 'CopyObject'],
  ['PUT', '/b/k?partNumber=1&uploadId=u', {}, 'UploadPart'],
  ['PUT', '/b/k?partNumber=1&uploadId=u', { 'x-amz-copy-source': '/b/o' }, 'UploadPartCopy'],
  ['POST', '/b/k?uploads', {}, 'CreateMultipartUpload'],
  ['POST', '/b/k?uploadId=u', {}, 'CompleteMultipartUpload'],
  ['DELETE', '/b/k?uploadId=u', {}, 'AbortMultipartUpload'],
  ['DELETE', '/b/k', {}, 'DeleteObject'],
  ['DELETE', '/b', {}, 'DeleteBucket'],
])('%s %s %j is %s', (method, path, headers, operation) => {
  const bodies: Record<string, string> = { PutPublicAccessBlock: '<PublicAccessBlockConfiguration/>' };
  expect(read(method, path, headers, bodies[operation]).operation).toBe(operation);
});

test('metadata and conditions come from headers', () => {
  const headers = { 'x-amz-meta-a': '1', 'content-type': 'text/plain', 'if-none-match': '*' };
  expect(read('PUT', '/b/k', headers, 'hello').input).toEqual({
    Bucket: 'b',
    Key: 'k',
    Body: Buffer.from('hello'),
    ContentType: 'text/plain',
    IfNoneMatch: '*',
    Metadata: { a: '1' },
  });
});

test('a list in a header is split at commas, except those in quotes', () => {
  const headers = { 'x-amz-object-attributes': 'ETag, "a, \\"b\\"" ,"c",d' };
  expect(read('GET', '/b/k?attributes', headers).input.ObjectAttributes).toEqual(['ETag', 'a, "b"', 'c', 'd']);
});

test('a body in signed chunks is joined, and its trailing checksum becomes a header', () => {
  const headers = {
    'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    'content-encoding': 'aws-chunked',
    'x-amz-trailer': 'x-amz-checksum-crc32',
  };
  const body = '5;chunk-signature=00\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n';
  expect(read('PUT', '/b/k', headers, body).input).toMatchObject({
    Body: Buffer.from('hello world'),
    ChecksumCRC32: 'DUoRhQ==',
    ContentLength: 11,
  });
});

test('a body that ends within a chunk is incomplete', () => {
  expect(() =>
    read('PUT', '/b/k', { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' }, '20\r\nhello'),
  ).toThrow(expect.objectContaining({ code: 'IncompleteBody' }));
});

test('an XML body is the structure that the operation takes', () => {
  const body = `<Delete xmlns="${xmlns}"><Object><Key>a &amp; b</Key></Object><Object><Key>c</Key></Object><Quiet>true</Quiet></Delete>`;
  expect(read('POST', '/b?delete', {}, body).input.Delete).toEqual({
    Objects: [{ Key: 'a & b' }, { Key: 'c' }],
    Quiet: true,
  });
});

test('a body that is not XML is MalformedXML', () => {
  expect(() => read('POST', '/b?delete', {}, '{"a":1}')).toThrow(
    expect.objectContaining({ code: 'MalformedXML', status: 400 }),
  );
});

test('a list of objects is flat XML', () => {
  const { answer } = read('GET', '/b?list-type=2');
  const response = answer({ Name: 'b', KeyCount: 1, Contents: [{ Key: 'k<', LastModified: new Date(0) }] }, 'id');
  expect(textOf(response)).toBe(
    `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="${xmlns}"><Contents><Key>k&lt;</Key><LastModified>1970-01-01T00:00:00Z</LastModified></Contents><Name>b</Name><KeyCount>1</KeyCount></ListBucketResult>`,
  );
});

test('a bucket’s location is the text of the document itself', () => {
  const { answer } = read('GET', '/b?location');
  expect(textOf(answer({ LocationConstraint: 'eu-west-1' }, 'id'))).toContain(
    `<LocationConstraint xmlns="${xmlns}">eu-west-1</LocationConstraint>`,
  );
});

test('an object is its bytes, with its metadata in headers', () => {
  const { answer } = read('GET', '/b/k');
  const output = {
    Body: 'hi',
    ContentType: 'text/plain',
    ETag: '"e"',
    Metadata: { a: '1' },
    LastModified: new Date(0),
  };
  const { status, headers, body } = answer(output, 'id');
  expect([status, Buffer.from(body).toString()]).toEqual([200, 'hi']);
  expect(headers).toMatchObject({
    'content-type': 'text/plain',
    etag: '"e"',
    'x-amz-meta-a': '1',
    'last-modified': 'Thu, 01 Jan 1970 00:00:00 GMT',
    'x-amz-request-id': 'id',
  });
});

test('an error has no response element around it', () => {
  const error = new AwsError('NoSuchBucket', 404, 'The specified bucket does not exist', { BucketName: 'b' });
  const response = refuse(service, request('GET', '/b'), error, 'id');
  expect(response.status).toBe(404);
  expect(textOf(response)).toMatch(
    /<Error><Code>NoSuchBucket<\/Code><Message>The specified bucket does not exist<\/Message><BucketName>b<\/BucketName><RequestId>id<\/RequestId><HostId>.+<\/HostId><\/Error>$/,
  );
});

test('an error for HEAD has no body', () => {
  expect(refuse(service, request('HEAD', '/b/k'), new AwsError('NotFound', 404, ''), 'id').body).toHaveLength(0);
});
