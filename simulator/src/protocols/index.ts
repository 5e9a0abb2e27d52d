import type { ProtocolName, Service } from '../contract/service';
import type { AwsError } from '../kernel/aws-error';
import type { HttpRequestMessage, HttpResponseMessage } from '../kernel/http-message';
import { cbor } from './cbor/protocol';
import { decompress } from './compression';
import type { Exchange, Protocol } from './exchange';
import { jsonRpc } from './json/rpc';
import { ec2Query } from './query/ec2';
import { query } from './query/protocol';
import { isQuery } from './request-service';
import { restJson } from './rest/json';
import { restXml } from './rest/xml';

export type { Exchange } from './exchange';

const PROTOCOL_BY_NAME: Readonly<Record<ProtocolName, Protocol>> = {
  'rest-json': restJson,
  'json-1.0': jsonRpc,
  'json-1.1': jsonRpc,
  query,
  'ec2-query': ec2Query,
  'rest-xml': restXml,
};

/** Reads a request of a service in any protocol. @throws AwsError for a malformed or unknown one */
export function parseRequest(service: Service, request: HttpRequestMessage): Exchange {
  const plain = service.protocol === 'rest-xml' ? request : decompress(request);
  return protocolOf(service, plain).parseRequest(service, plain);
}

/** An error in the protocol the request came in. */
export function refuse(
  service: Service,
  request: HttpRequestMessage,
  error: AwsError,
  requestId: string,
): HttpResponseMessage {
  const answer = protocolOf(service, request).refuse(service, request, error, requestId);
  return request.method === 'HEAD' ? { ...answer, body: new Uint8Array() } : answer;
}

/** The protocol of a request: SDKs, the CLI and boto3 choose different protocols for the same service. */
function protocolOf(service: Service, request: HttpRequestMessage): Protocol {
  const { headers } = request;
  if (service.protocol.startsWith('rest-') || service.protocol === 'ec2-query')
    return PROTOCOL_BY_NAME[service.protocol];
  if (headers['smithy-protocol'] === 'rpc-v2-cbor') return cbor;
  if (headers['x-amz-target'] !== undefined) return jsonRpc;
  if (isQuery(request)) return query;
  return PROTOCOL_BY_NAME[service.protocol];
}
