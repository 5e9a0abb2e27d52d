import { gzipSync } from 'node:zlib';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as organizations from '@aws-sdk/client-organizations';
import * as sqs from '@aws-sdk/client-sqs';
import { cbor } from '@smithy/core/cbor';
import { AwsError } from '../../src/kernel/aws-error';
import { parseRequest, refuse } from '../../src/protocols';
import { request, textOf, toy } from './toy';

const service = toy({
  signingName: 'organizations',
  schemas: organizations,
  protocol: 'json-1.1',
  target: 'AWSOrganizationsV20161128',
});
const queues = toy({ signingName: 'sqs', schemas: sqs, protocol: 'json-1.0' });
const metrics = toy({ signingName: 'monitoring', schemas: cloudwatch, protocol: 'json-1.0' });

const call = (operation: string, body: string) =>
  request(
    'POST',
    '/',
    { 'x-amz-target': `AWSOrganizationsV20161128.${operation}`, 'content-type': 'application/x-amz-json-1.1' },
    body,
  );

test('the target names the operation', () => {
  const { operation, input } = parseRequest(service, call('DescribeAccount', '{"AccountId":"1","More":2}'));
  expect([operation, input]).toEqual(['DescribeAccount', { AccountId: '1' }]);
});

test('dates are seconds since the epoch', () => {
  const { answer } = parseRequest(service, call('DescribeAccount', '{"AccountId":"1"}'));
  const response = answer({ Account: { Id: '1', JoinedTimestamp: new Date(1_500) } }, 'id');
  expect(JSON.parse(textOf(response))).toEqual({ Account: { Id: '1', JoinedTimestamp: 1.5 } });
  expect(response.headers).toEqual({ 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'id' });
});

test.each(['AWSOrganizationsV20161128.NoSuchThing', 'OtherService.DescribeAccount', 'DescribeAccount'])(
  'the target %s is not an operation',
  (target) => {
    expect(() => parseRequest(service, request('POST', '/', { 'x-amz-target': target }, '{}'))).toThrow(
      expect.objectContaining({ code: 'UnknownOperationException', status: 400 }),
    );
  },
);

test('a value of the wrong type is a SerializationException', () => {
  expect(() => parseRequest(service, call('DescribeAccount', '{"AccountId":1}'))).toThrow(
    expect.objectContaining({
      code: 'SerializationException',
      message: 'NUMBER_VALUE can not be converted to a String',
    }),
  );
});

test('a missing required member is refused in the service’s own way', () => {
  expect(() => parseRequest(service, call('DescribeAccount', '{}'))).toThrow(
    expect.objectContaining({
      code: 'InvalidInputException',
      message:
        "1 validation error detected: Value null at 'accountId' failed to satisfy constraint: Member must not be null",
    }),
  );
});

test('an error has its type, its message and its reason in the body', () => {
  const error = new AwsError('ConstraintViolationException', 409, 'no', { Reason: 'SERVICE_ACCESS_NOT_ENABLED' });
  const response = refuse(service, call('DescribeAccount', '{}'), error, 'id');
  expect(response.status).toBe(409);
  expect(JSON.parse(textOf(response))).toEqual({
    __type: 'ConstraintViolationException',
    Message: 'no',
    Reason: 'SERVICE_ACCESS_NOT_ENABLED',
  });
});

test('clients of a service that once used the query protocol get the old name of an error', () => {
  const error = new AwsError('QueueDoesNotExist', 400, 'The specified queue does not exist.');
  const asking = request('POST', '/', { 'x-amz-target': 'AmazonSQS.GetQueueUrl', 'x-amzn-query-mode': 'true' });
  expect(refuse(queues, asking, error, 'id').headers['x-amzn-query-error']).toBe(
    'AWS.SimpleQueueService.NonExistentQueue;Sender',
  );
});

test('a compressed body is read', () => {
  const body = gzipSync('{"Namespace":"n","MetricData":[]}');
  const headers = { 'x-amz-target': 'GraniteServiceVersion20100801.PutMetricData', 'content-encoding': 'gzip' };
  expect(parseRequest(metrics, request('POST', '/', headers, body)).input).toEqual({ Namespace: 'n', MetricData: [] });
});

describe('the same service in CBOR', () => {
  const send = (operation: string, input: object) =>
    request(
      'POST',
      `/service/Granite/operation/${operation}`,
      { 'smithy-protocol': 'rpc-v2-cbor' },
      cbor.serialize(input),
    );

  test('is parsed and answered', () => {
    const { operation, input, answer } = parseRequest(metrics, send('DescribeAlarms', { AlarmNames: ['a'] }));
    expect([operation, input]).toEqual(['DescribeAlarms', { AlarmNames: ['a'] }]);
    const response = answer({ MetricAlarms: [{ AlarmName: 'a' }] }, 'id');
    expect(cbor.deserialize(response.body)).toEqual({ MetricAlarms: [{ AlarmName: 'a' }] });
    expect(response.headers).toMatchObject({ 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' });
  });

  test('is refused in CBOR', () => {
    const response = refuse(metrics, send('DescribeAlarms', {}), new AwsError('InvalidNextToken', 400, 'no'), 'id');
    expect(cbor.deserialize(response.body)).toEqual({ __type: 'InvalidNextToken', message: 'no' });
  });

  test.each([
    ['NoSuchThing', {}, 'UnknownOperationException'],
    ['DescribeAlarms', { AlarmNames: 'a' }, 'SerializationException'],
    ['DescribeAlarms', { AlarmNames: [1] }, 'SerializationException'],
  ])('%s with %j is a %s', (operation, input, code) => {
    expect(() => parseRequest(metrics, send(operation, input))).toThrow(expect.objectContaining({ code }));
  });
});
