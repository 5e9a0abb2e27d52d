import type { Protocol } from '../exchange';
import { escaped, writeMembers, xmlns } from '../xml/write';
import { readRequest } from './request';

/** AWS Query in EC2's variant: no result element around the answer, and errors in a list. */
export const ec2Query: Protocol = {
  parseRequest: (service, request) => {
    const { operation, input } = readRequest(service, request);
    return {
      operation: operation.name,
      input,
      answer: (output, requestId) => {
        const members = writeMembers((output ?? {}) as Record<string, unknown>, operation.output.members);
        const tag = `${operation.name}Response`;
        const xml = `<${tag}${xmlns(service.namespace)}><requestId>${requestId}</requestId>${members}</${tag}>`;
        return { status: 200, headers: headers(requestId), body: Buffer.from(xml, 'utf8') };
      },
    };
  },

  refuse: (_service, _request, { code, message, status }, requestId) => {
    const error = `<Error><Code>${escaped(code)}</Code><Message>${escaped(message)}</Message></Error>`;
    const xml = `<Response><Errors>${error}</Errors><RequestID>${requestId}</RequestID></Response>`;
    return { status, headers: headers(requestId), body: Buffer.from(xml, 'utf8') };
  },
};

function headers(requestId: string): Record<string, string> {
  return { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId };
}
