import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as iam from '@aws-sdk/client-iam';
import * as sns from '@aws-sdk/client-sns';
import * as sqs from '@aws-sdk/client-sqs';
import type { Service } from '../../src/contract/service';
import { AwsError } from '../../src/kernel/aws-error';
import { parseRequest, refuse } from '../../src/protocols';
import { request, textOf, toy } from './toy';

const xmlns = 'https://iam.amazonaws.com/doc/2010-05-08/';
const identities = toy({
  signingName: 'iam',
  schemas: iam,
  protocol: 'query',
  version: '2010-05-08',
  namespace: xmlns,
});
const topics = toy({ signingName: 'sns', schemas: sns, protocol: 'query' });
const stacks = toy({ signingName: 'cloudformation', schemas: cloudformation, protocol: 'query' });
const queues = toy({ signingName: 'sqs', schemas: sqs, protocol: 'json-1.0' });

const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
const read = (service: Service, form: string) => parseRequest(service, request('POST', '/', FORM, form));

test('a list is numbered by member, in the order of its numbers', () => {
  const form = 'Action=ListStacks&StackStatusFilter.member.10=B&StackStatusFilter.member.2=A';
  expect(read(stacks, form).input).toEqual({ StackStatusFilter: ['A', 'B'] });
});

test('an empty list stays a list', () => {
  expect(read(stacks, 'Action=ListStacks&StackStatusFilter=').input).toEqual({ StackStatusFilter: [] });
});

test('a map is numbered by entry', () => {
  const form =
    'Action=Publish&Message=a%2Bb+c&MessageAttributes.entry.1.Name=n&MessageAttributes.entry.1.Value.DataType=String&MessageAttributes.entry.1.Value.StringValue=v';
  expect(read(topics, form).input).toEqual({
    Message: 'a+b c',
    MessageAttributes: { n: { DataType: 'String', StringValue: 'v' } },
  });
});

test('structures in lists are read', () => {
  const form = 'Action=TagRole&RoleName=r&Tags.member.1.Key=k&Tags.member.1.Value=v';
  expect(read(identities, form).input).toEqual({ RoleName: 'r', Tags: [{ Key: 'k', Value: 'v' }] });
});

test('an older client uses it with a JSON service, with lists and maps flattened', () => {
  const form = 'Action=CreateQueue&QueueName=q&Attribute.1.Name=FifoQueue&Attribute.1.Value=true';
  expect(read(queues, form).input).toEqual({ QueueName: 'q', Attributes: { FifoQueue: 'true' } });
});

test('parameters may be in the address of a GET', () => {
  expect(parseRequest(identities, request('GET', '/?Action=GetRole&RoleName=r')).input).toEqual({ RoleName: 'r' });
});

test('another version of the API has no operations', () => {
  expect(() => read(identities, 'Action=GetRole&RoleName=r&Version=2000-01-01')).toThrow(
    'Could not find operation GetRole for version 2000-01-01',
  );
});

test('a client that accepts no XML is answered in JSON', () => {
  const asked = request('GET', '/?Action=GetRole&RoleName=r', { accept: 'application/json' });
  const response = parseRequest(identities, asked).answer(
    { Role: { RoleName: 'r', CreateDate: new Date(1000) } },
    'id',
  );
  expect(response.headers['content-type']).toBe('application/json');
  expect(JSON.parse(textOf(response))).toEqual({
    GetRoleResponse: {
      GetRoleResult: { Role: { RoleName: 'r', CreateDate: 1 } },
      ResponseMetadata: { RequestId: 'id' },
    },
  });
});

test('an answer is in its result element, with the request id beside it', () => {
  const { answer } = read(identities, 'Action=GetAccountSummary');
  const response = answer({ SummaryMap: { Users: 1 } }, 'id');
  expect(response).toMatchObject({ status: 200, headers: { 'content-type': 'text/xml' } });
  expect(textOf(response)).toBe(
    `<GetAccountSummaryResponse xmlns="${xmlns}"><GetAccountSummaryResult><SummaryMap><entry><key>Users</key><value>1</value></entry></SummaryMap></GetAccountSummaryResult><ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></GetAccountSummaryResponse>`,
  );
});

test('an operation without output returns only its request id', () => {
  const { answer } = read(identities, 'Action=DeleteRole&RoleName=r');
  expect(textOf(answer(undefined, 'id'))).toBe(
    `<DeleteRoleResponse xmlns="${xmlns}"><ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></DeleteRoleResponse>`,
  );
});

test.each([
  [
    'Action=NoSuchThing&Version=2010-05-08',
    'InvalidAction',
    'Could not find operation NoSuchThing for version 2010-05-08',
  ],
  ['Version=2010-05-08', 'MissingAction', 'Missing Action'],
  [
    'Action=GetRole',
    'InvalidInputException',
    "1 validation error detected: Value null at 'roleName' failed to satisfy constraint: Member must not be null",
  ],
  ['Action=ListRoles&MaxItems=many', 'MalformedInput', 'STRING_VALUE can not be converted to a Number: many'],
])('the form %s is refused', (form, code, message) => {
  expect(() => read(identities, form)).toThrow(expect.objectContaining({ code, message }));
});

test('an error has the query protocol’s own name, escaped text and no result', () => {
  const error = new AwsError('NoSuchEntityException', 404, 'a <role> & more');
  const response = refuse(identities, request('POST', '/', FORM, 'Action=GetRole&RoleName=r'), error, 'id');
  expect(response.status).toBe(404);
  expect(textOf(response)).toBe(
    `<ErrorResponse xmlns="${xmlns}"><Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>a &lt;role&gt; &amp; more</Message></Error><RequestId>id</RequestId></ErrorResponse>`,
  );
});
