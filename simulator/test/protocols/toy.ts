import type { Service } from '../../src/contract/service';
import { AwsError } from '../../src/kernel/aws-error';
import type { HttpRequestMessage, HttpResponseMessage } from '../../src/kernel/http-message';

/** A service without operations, which is enough to parse and refuse requests. */
export function toy(parts: Pick<Service, 'signingName' | 'schemas' | 'protocol'> & Partial<Service>): Service {
  return {
    checks: () => [],
    scope: 'global',
    operations: {},
    invalid: (message) => new AwsError('InvalidInputException', 400, message),
    ...parts,
  };
}

/** A request in the form of a transport. */
export function request(
  method: string,
  target: string,
  headers: Readonly<Record<string, string>> = {},
  body: string | Uint8Array = '',
): HttpRequestMessage {
  const [path = '/', search = ''] = target.split('?');
  const query: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(search)) query[name] = [...(query[name] ?? []), value];
  return { method, path, query, headers, body: typeof body === 'string' ? Buffer.from(body, 'utf8') : body };
}

export function textOf(response: HttpResponseMessage): string {
  return Buffer.from(response.body).toString('utf8');
}
