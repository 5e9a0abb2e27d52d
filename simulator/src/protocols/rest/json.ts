import { AwsError } from '../../kernel/aws-error';
import { errorBody } from '../document/error-body';
import { readDocument, readMembers } from '../document/read';
import { writeDocument, writeMembers } from '../document/write';
import type { Protocol } from '../exchange';
import { parseJson, restJsonFormat } from '../json/format';
import { Malformed } from '../malformed';
import { modelOf } from '../model';
import { requireMembers } from '../required-members';
import { type ReadBody, readRequest } from './read-request';
import { findRoute } from './routes';
import { type WriteBody, writeResponse } from './write-response';

const CONTENT_TYPE = 'application/json';

/** AWS REST JSON: method and path name the operation; JSON has the members that are in no header, query or path. */
export const restJson: Protocol = {
  parseRequest: (service, request) => {
    const match = findRoute(modelOf(service), request);
    if (!match)
      throw new AwsError('UnknownOperationException', 404, 'The requested operation is not recognized by the service.');
    const { operation } = match;
    const input = wellFormed(service.invalid, () => readRequest(match, request, readBody));
    requireMembers(service, operation.input, input);
    return {
      operation: operation.name,
      input,
      answer: (output, requestId) => {
        const response = writeResponse(operation, (output ?? {}) as Record<string, unknown>, CONTENT_TYPE, writeBody);
        return { ...response, headers: { ...response.headers, 'x-amzn-requestid': requestId } };
      },
    };
  },

  refuse: (service, _request, error, requestId) => ({
    status: error.status,
    headers: { 'content-type': CONTENT_TYPE, 'x-amzn-errortype': error.code, 'x-amzn-requestid': requestId },
    body: Buffer.from(
      JSON.stringify(errorBody(error, modelOf(service).errors.get(error.code), restJsonFormat)),
      'utf8',
    ),
  }),
};

const readBody: ReadBody = (shape, members, body) =>
  members
    ? readMembers(members, parseJson(body), restJsonFormat)
    : readDocument(shape, parseJson(body), restJsonFormat);

const writeBody: WriteBody = (shape, members, value) =>
  JSON.stringify(
    members
      ? writeMembers(members, value as Record<string, unknown>, restJsonFormat)
      : writeDocument(shape, value, restJsonFormat),
  );

function wellFormed<T>(invalid: (message: string) => Error, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Malformed) throw invalid(error.message);
    throw error;
  }
}
