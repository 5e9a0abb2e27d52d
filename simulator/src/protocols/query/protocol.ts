import type { Service } from '../../contract/service';
import type { HttpResponseMessage } from '../../kernel/http-message';
import { writeDocument } from '../document/write';
import type { Protocol } from '../exchange';
import { jsonRpcFormat } from '../json/format';
import { modelOf, type OperationModel } from '../model';
import { escaped, writeMembers, xmlns } from '../xml/write';
import { queryErrorCode, senderOrReceiver } from './error-code';
import { readRequest } from './request';

/** AWS Query: a form names the operation and carries its input, XML the answer. */
export const query: Protocol = {
  parseRequest: (service, request) => {
    const { operation, input } = readRequest(service, request);
    return {
      operation: operation.name,
      input,
      answer: (output, requestId) => {
        const value = (output ?? {}) as Record<string, unknown>;
        if (request.headers.accept === 'application/json') return inJson(operation, value, requestId);
        const xml = response(service, operation, value, requestId);
        return { status: 200, headers: headers(requestId), body: Buffer.from(xml, 'utf8') };
      },
    };
  },

  refuse: (service, _request, error, requestId) => {
    const shape = modelOf(service).errors.get(error.code);
    const members = shape?.members.filter(({ name }) => name.toLowerCase() !== 'message') ?? [];
    const body =
      `<Type>${senderOrReceiver(error)}</Type><Code>${escaped(queryErrorCode(service, error))}</Code>` +
      `<Message>${escaped(error.message)}</Message>${writeMembers(error.members, members)}`;
    const xml = `<ErrorResponse${xmlns(service.namespace)}><Error>${body}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
    return { status: error.status, headers: headers(requestId), body: Buffer.from(xml, 'utf8') };
  },
};

function response(
  service: Service,
  { name, output: shape }: OperationModel,
  output: Readonly<Record<string, unknown>>,
  requestId: string,
): string {
  const result =
    shape.kind === 'structure' ? `<${name}Result>${writeMembers(output, shape.members)}</${name}Result>` : '';
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  return `<${name}Response${xmlns(service.namespace)}>${result}${metadata}</${name}Response>`;
}

/** The answer for clients that accept no XML, such as those that check tokens of Amazon EKS with STS. */
function inJson(
  { name, output: shape }: OperationModel,
  output: Readonly<Record<string, unknown>>,
  requestId: string,
): HttpResponseMessage {
  const result = shape.kind === 'structure' ? { [`${name}Result`]: writeDocument(shape, output, jsonRpcFormat) } : {};
  const body = { [`${name}Response`]: { ...result, ResponseMetadata: { RequestId: requestId } } };
  return {
    status: 200,
    headers: { ...headers(requestId), 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(body), 'utf8'),
  };
}

function headers(requestId: string): Record<string, string> {
  return { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
}
