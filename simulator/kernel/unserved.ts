import { isQuery } from '../protocols/addressed';
import { AwsError } from './aws-error';
import type { HttpRequestMessage, HttpResponseMessage } from './http-message';
import type { ProtocolName, Service } from './service';

/** What AWS says to a request without credentials. */
const UNSIGNED: Readonly<Record<ProtocolName, readonly [code: string, status: number, message: string]>> = {
  'rest-json': ['MissingAuthenticationTokenException', 403, 'Missing Authentication Token'],
  'json-1.0': ['MissingAuthenticationTokenException', 400, 'Missing Authentication Token'],
  'json-1.1': ['MissingAuthenticationTokenException', 400, 'Missing Authentication Token'],
  query: ['MissingAuthenticationToken', 403, 'Request is missing Authentication Token'],
  // everybody may ask for an object, and is told no more
  'rest-xml': ['AccessDenied', 403, 'Access Denied'],
};

/** The refusal of a request that nobody signed. */
export function unsigned(service: Service, request: HttpRequestMessage): AwsError {
  return new AwsError(...UNSIGNED[isQuery(request) ? 'query' : service.protocol]);
}

/** The answer for a service that is not simulated, in a form that its clients can read. */
export function unknownService(name: string, request: HttpRequestMessage, requestId: string): HttpResponseMessage {
  const message = `the simulated organization has no service ${name}`;
  const [type, body] = isQuery(request)
    ? (['text/xml', xml(name, message, requestId)] as const)
    : (['application/json', JSON.stringify({ __type: 'UnknownService', message })] as const);
  const headers = { 'content-type': type, 'x-amzn-errortype': 'UnknownService', 'x-amzn-requestid': requestId };
  return { status: 404, headers, body: Buffer.from(body, 'utf8') };
}

/** EC2's errors have a form of their own. */
function xml(service: string, message: string, requestId: string): string {
  const error = `<Code>UnknownService</Code><Message>${message}</Message>`;
  return service === 'ec2'
    ? `<Response><Errors><Error>${error}</Error></Errors><RequestID>${requestId}</RequestID></Response>`
    : `<ErrorResponse><Error><Type>Sender</Type>${error}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
}
