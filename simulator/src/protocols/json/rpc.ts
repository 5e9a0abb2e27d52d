import type { Service } from '../../contract/service';
import { AwsError } from '../../kernel/aws-error';
import type { HttpRequestMessage } from '../../kernel/http-message';
import { errorBody } from '../document/error-body';
import { readDocument } from '../document/read';
import { writeDocument } from '../document/write';
import type { Protocol } from '../exchange';
import { Malformed } from '../malformed';
import { modelOf, type OperationModel } from '../model';
import { queryErrorHeader } from '../query/error-code';
import { requireMembers } from '../required-members';
import { jsonRpcFormat, parseJson } from './format';

/** AWS JSON 1.0 and 1.1: `X-Amz-Target` names the operation, the body is its input. */
export const jsonRpc: Protocol = {
  parseRequest: (service, request) => {
    const operation = operationOf(service, request);
    const input = inputOf(operation, request);
    requireMembers(service, operation.input, input);
    return {
      operation: operation.name,
      input,
      answer: (output, requestId) => ({
        status: 200,
        headers: { 'content-type': contentType(service, request), 'x-amzn-requestid': requestId },
        body:
          operation.output.kind === 'unit'
            ? new Uint8Array()
            : encoded(writeDocument(operation.output, output ?? {}, jsonRpcFormat)),
      }),
    };
  },

  refuse: (service, request, error, requestId) => ({
    status: error.status,
    headers: {
      'content-type': contentType(service, request),
      'x-amzn-requestid': requestId,
      ...queryErrorHeader(service, request, error),
    },
    body: encoded(errorBody(error, modelOf(service).errors.get(error.code), jsonRpcFormat)),
  }),
};

function operationOf(service: Service, request: HttpRequestMessage): OperationModel {
  // the CLI puts a namespace in front of CloudTrail's target
  const [prefix, name = ''] = (request.headers['x-amz-target'] ?? '').split('.').slice(-2);
  const operation = modelOf(service).operations.get(name);
  if (!operation || (service.target !== undefined && prefix !== service.target))
    throw new AwsError('UnknownOperationException', 400, '');
  return operation;
}

function inputOf(operation: OperationModel, request: HttpRequestMessage): Record<string, unknown> {
  try {
    return readDocument(operation.input, parseJson(request.body), jsonRpcFormat) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof Malformed) throw new AwsError('SerializationException', 400, error.message);
    throw error;
  }
}

function contentType(service: Service, request: HttpRequestMessage): string {
  const version = service.protocol === 'json-1.0' ? '1.0' : '1.1';
  return request.headers['content-type']?.split(';')[0] ?? `application/x-amz-json-${version}`;
}

function encoded(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value), 'utf8');
}
