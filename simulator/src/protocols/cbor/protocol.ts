import { cbor as codec } from '@smithy/core/cbor';
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
import { cborFormat } from './format';

const HEADERS = { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' };

/** Smithy RPC v2 CBOR, which newer boto3 and CLI speak to CloudWatch: `POST /service/<name>/operation/<operation>`. */
export const cbor: Protocol = {
  parseRequest: (service, request) => {
    const operation = operationOf(service, request);
    const input = inputOf(operation, request);
    requireMembers(service, operation.input, input);
    return {
      operation: operation.name,
      input,
      answer: (output, requestId) => ({
        status: 200,
        headers: { ...HEADERS, 'x-amzn-requestid': requestId },
        body:
          operation.output.kind === 'unit'
            ? new Uint8Array()
            : encoded(writeDocument(operation.output, output ?? {}, cborFormat)),
      }),
    };
  },

  refuse: (service, request, error, requestId) => ({
    status: error.status,
    headers: { ...HEADERS, 'x-amzn-requestid': requestId, ...queryErrorHeader(service, request, error) },
    body: encoded(errorBody(error, modelOf(service).errors.get(error.code), cborFormat)),
  }),
};

function operationOf(service: Service, request: HttpRequestMessage): OperationModel {
  const name = /\/operation\/(\w+)$/.exec(request.path)?.[1] ?? '';
  const operation = modelOf(service).operations.get(name);
  if (!operation) throw new AwsError('UnknownOperationException', 404, '');
  return operation;
}

function inputOf(operation: OperationModel, request: HttpRequestMessage): Record<string, unknown> {
  try {
    const document = request.body.byteLength > 0 ? decoded(request.body) : {};
    return readDocument(operation.input, document, cborFormat) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof Malformed) throw new AwsError('SerializationException', 400, error.message);
    throw error;
  }
}

function decoded(body: Uint8Array): unknown {
  try {
    return codec.deserialize(body);
  } catch (error) {
    throw new Malformed('Could not parse request body into cbor', { cause: error });
  }
}

// the codec returns a view of its own buffer, which the next answer overwrites
function encoded(value: unknown): Uint8Array {
  return Uint8Array.from(codec.serialize(value));
}
