import * as detective from '@aws-sdk/client-detective';
import * as guardduty from '@aws-sdk/client-guardduty';
import * as lambda from '@aws-sdk/client-lambda';
import { AwsError } from '../../src/kernel/aws-error';
import { parseRequest, refuse } from '../../src/protocols';
import { request, textOf, toy } from './toy';

const guardDuty = toy({ signingName: 'guardduty', schemas: guardduty, protocol: 'rest-json' });
const detectives = toy({ signingName: 'detective', schemas: detective, protocol: 'rest-json' });
const functions = toy({ signingName: 'lambda', schemas: lambda, protocol: 'rest-json' });

test('labels are decoded after the path is split', () => {
  const { operation, input } = parseRequest(guardDuty, request('GET', '/detector/x%20y%2Fz'));
  expect([operation, input]).toEqual(['GetDetector', { DetectorId: 'x y/z' }]);
});

test('a query parameter is read as its type', () => {
  const { operation, input } = parseRequest(
    guardDuty,
    request('GET', '/detector/d/member?maxResults=50&onlyAssociated=false'),
  );
  expect([operation, input]).toEqual(['ListMembers', { DetectorId: 'd', MaxResults: 50, OnlyAssociated: 'false' }]);
});

test('a list in the query is its repeated parameter', () => {
  const { input } = parseRequest(guardDuty, request('DELETE', '/tags/arn%3Aaws?tagKeys=a&tagKeys=b'));
  expect(input).toEqual({ ResourceArn: 'arn:aws', TagKeys: ['a', 'b'] });
});

test('members have their JSON names, and unknown ones are left out', () => {
  const body = JSON.stringify({
    accountDetails: [{ accountId: '1', email: 'e', more: 1 }],
    detectorId: 'other',
    more: 2,
  });
  const { operation, input } = parseRequest(guardDuty, request('POST', '/detector/d/member', {}, body));
  expect([operation, input]).toEqual([
    'CreateMembers',
    { DetectorId: 'd', AccountDetails: [{ AccountId: '1', Email: 'e' }] },
  ]);
});

test('a literal path wins over a label that also fits', () => {
  expect(parseRequest(functions, request('GET', '/2015-03-31/functions/')).operation).toBe('ListFunctions');
  expect(parseRequest(functions, request('GET', '/2015-03-31/functions/f')).operation).toBe('GetFunction');
  expect(parseRequest(guardDuty, request('GET', '/invitation/count')).operation).toBe('GetInvitationsCount');
});

test('a body that is a payload stays bytes', () => {
  const sent = request('POST', '/2015-03-31/functions/f/invocations', { 'x-amz-invocation-type': 'Event' }, '{"a":1}');
  const { operation, input } = parseRequest(functions, sent);
  expect([operation, input.InvocationType]).toEqual(['Invoke', 'Event']);
  expect(Buffer.from(input.Payload as Uint8Array).toString()).toBe('{"a":1}');
});

test('an operation without output has an empty body', () => {
  const exchange = parseRequest(detectives, request('PUT', '/invitation', {}, '{"GraphArn":"g"}'));
  expect(exchange.answer(undefined, 'id')).toMatchObject({ status: 200, body: Buffer.from('') });
});

test('the status is that of the model', () => {
  const exchange = parseRequest(
    functions,
    request('POST', '/2015-03-31/functions', {}, '{"FunctionName":"f","Role":"r","Code":{}}'),
  );
  expect(exchange.answer({ FunctionName: 'f' }, 'id')).toMatchObject({
    status: 201,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': 'id' },
  });
});

test.each([
  ['GET', '/no/such/path'],
  ['DELETE', '/detector'],
])('%s %s is not an operation', (method, path) => {
  expect(() => parseRequest(guardDuty, request(method, path))).toThrow(
    expect.objectContaining({ code: 'UnknownOperationException', status: 404 }),
  );
});

test.each([
  ['{"enable": "yes"}', 'STRING_VALUE can not be converted to a Boolean'],
  ['{"enable": true, "tags": []}', 'Start of list found where not expected.'],
  ['{"enable": true, "features": {}}', 'Start of structure or map found where not expected.'],
  ['{"enable": true, "findingPublishingFrequency": 15}', 'NUMBER_VALUE can not be converted to a String'],
  ['{"enable": ', 'Could not parse request body into json'],
])('a body %s is refused in the service’s own way', (body, message) => {
  expect(() => parseRequest(guardDuty, request('POST', '/detector', {}, body))).toThrow(
    expect.objectContaining({ code: 'InvalidInputException', message }),
  );
});

test('every missing required member is named, however deep', () => {
  const body = JSON.stringify({ accountDetails: [{ accountId: '1', email: 'e' }, { email: 'e' }] });
  expect(() => parseRequest(guardDuty, request('POST', '/detector/d/member', {}, body))).toThrow(
    "1 validation error detected: Value null at 'accountDetails.2.member.accountId' failed to satisfy constraint: Member must not be null",
  );
  expect(() => parseRequest(guardDuty, request('POST', '/detector/d/member', {}, '{}'))).toThrow(
    "Value null at 'accountDetails' failed to satisfy constraint",
  );
});

test('an error has its name in a header and its type in the body', () => {
  const error = new AwsError('BadRequestException', 400, 'no', {}, 'InvalidInputException');
  const response = refuse(guardDuty, request('GET', '/detector/d'), error, 'id');
  expect(response).toMatchObject({
    status: 400,
    headers: { 'x-amzn-errortype': 'BadRequestException', 'x-amzn-requestid': 'id' },
  });
  expect(JSON.parse(textOf(response))).toEqual({
    message: 'no',
    __type: 'InvalidInputException',
    type: 'InvalidInputException',
  });
});

test('an error has the further members of its shape', () => {
  const error = new AwsError('ValidationException', 400, 'no', { ErrorCode: 'INVALID_GRAPH_ARN', Secret: 1 });
  const response = refuse(detectives, request('POST', '/graph/members'), error, 'id');
  expect(JSON.parse(textOf(response))).toEqual({
    Message: 'no',
    __type: 'ValidationException',
    ErrorCode: 'INVALID_GRAPH_ARN',
  });
});
