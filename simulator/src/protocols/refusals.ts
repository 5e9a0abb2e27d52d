import type { ProtocolName, Service } from '../contract/service';
import { AwsError } from '../kernel/aws-error';
import type { HttpRequestMessage, HttpResponseMessage } from '../kernel/http-message';
import { isQuery } from './request-service';

/** AWS's answer to a request without credentials. */
const UNSIGNED: Readonly<Record<ProtocolName, readonly [code: string, status: number, message: string]>> = {
  'rest-json': ['MissingAuthenticationTokenException', 403, 'Missing Authentication Token'],
  'json-1.0': ['MissingAuthenticationTokenException', 400, 'Missing Authentication Token'],
  'json-1.1': ['MissingAuthenticationTokenException', 400, 'Missing Authentication Token'],
  query: ['MissingAuthenticationToken', 403, 'Request is missing Authentication Token'],
  'ec2-query': ['AuthFailure', 401, 'AWS was not able to validate the provided access credentials'],
  // anyone may request an object; the refusal gives no reason
  'rest-xml': ['AccessDenied', 403, 'Access Denied'],
};

/** The refusal of an unsigned request. */
export function unsigned(service: Service, request: HttpRequestMessage): AwsError {
  const inQuery = isQuery(request) && service.protocol !== 'ec2-query';
  return new AwsError(...UNSIGNED[inQuery ? 'query' : service.protocol]);
}

/** The answer for a service that is not simulated, in a format that its clients can read. */
export function unknownService(name: string, request: HttpRequestMessage, requestId: string): HttpResponseMessage {
  const message = `the simulated organization has no service ${name}`;
  const [type, body] = isQuery(request)
    ? (['text/xml', xml(message, requestId)] as const)
    : (['application/json', JSON.stringify({ __type: 'UnknownService', message })] as const);
  const headers = { 'content-type': type, 'x-amzn-errortype': 'UnknownService', 'x-amzn-requestid': requestId };
  return { status: 404, headers, body: Buffer.from(body, 'utf8') };
}

function xml(message: string, requestId: string): string {
  const error = `<Type>Sender</Type><Code>UnknownService</Code><Message>${message}</Message>`;
  return `<ErrorResponse><Error>${error}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
}
