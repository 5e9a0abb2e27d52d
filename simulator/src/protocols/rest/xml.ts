import { AwsError } from '../../kernel/aws-error';
import type { HttpResponseMessage } from '../../kernel/http-message';
import type { Protocol } from '../exchange';
import { Malformed } from '../malformed';
import { modelOf } from '../model';
import { requireMembers } from '../required-members';
import { readXml } from '../xml/read';
import { escaped, writeMembers, writeXml, xmlns } from '../xml/write';
import { decodeChunks } from './aws-chunked';
import { bucketInPath } from './bucket-host';
import { readRequest } from './read-request';
import { findRoute } from './routes';
import { type WriteBody, writeResponse } from './write-response';

const CONTENT_TYPE = 'application/xml';
const HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** REST XML in S3's variant: the bucket in the host name or the path, objects as bodies, XML for the rest. */
export const restXml: Protocol = {
  parseRequest: (service, received) => {
    const request = decodeChunks(bucketInPath(received));
    const match = findRoute(modelOf(service), request);
    if (!match)
      throw new AwsError('MethodNotAllowed', 405, 'The specified method is not allowed against this resource.');
    const { operation } = match;
    const input = wellFormed(() =>
      readRequest(match, request, (shape, members, body) => readXml(shape, body, members)),
    );
    requireMembers(service, operation.input, input);
    const writeBody: WriteBody = (shape, members, value) => {
      const root = shape.traits.xmlName ?? shape.name;
      // only GetBucketLocation has no element inside its root
      const only = members?.length === 1 ? members[0] : undefined;
      if (only && only.name === root)
        return `${HEADER}<${root}${xmlns(service.namespace)}>${escaped(String((value as Record<string, unknown>)[root] ?? ''))}</${root}>`;
      return HEADER + writeXml(root, shape, value, xmlns(service.namespace), members);
    };
    return {
      operation: operation.name,
      input,
      answer: (output, requestId) =>
        identified(
          writeResponse(operation, (output ?? {}) as Record<string, unknown>, CONTENT_TYPE, writeBody),
          requestId,
        ),
    };
  },

  refuse: (service, _request, error, requestId) => {
    const shape = modelOf(service).errors.get(error.code);
    const members = shape ? writeMembers(error.members, shape.members) : '';
    const undeclared = Object.entries(error.members)
      .filter(([name]) => !shape?.member(name))
      .map(([name, value]) => `<${name}>${escaped(String(value))}</${name}>`);
    const body =
      `<Code>${escaped(error.code)}</Code><Message>${escaped(error.message)}</Message>${members}${undeclared.join('')}` +
      `<RequestId>${requestId}</RequestId><HostId>${hostId(requestId)}</HostId>`;
    return identified(
      {
        status: error.status,
        headers: { 'content-type': CONTENT_TYPE },
        body: Buffer.from(`${HEADER}<Error>${body}</Error>`, 'utf8'),
      },
      requestId,
    );
  },
};

function wellFormed<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Malformed) throw new AwsError('MalformedXML', 400, error.message);
    throw error;
  }
}

function identified(response: HttpResponseMessage, requestId: string): HttpResponseMessage {
  const headers = { 'x-amz-request-id': requestId, 'x-amz-id-2': hostId(requestId) };
  return { ...response, headers: { ...headers, ...response.headers } };
}

function hostId(requestId: string): string {
  return Buffer.from(requestId).toString('base64');
}
