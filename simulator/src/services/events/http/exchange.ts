import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { World } from '../../../contract/world';

/** A request to an https endpoint outside the organization. */
export interface Outgoing {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  /** names in lower case */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The reason why there was no answer. */
export class NotAnswered extends Error {
  override readonly name = 'NotAnswered';

  constructor(readonly reason: 'unreachable' | 'timeout') {
    super(reason);
  }
}

/** "EventBridge requests to an API destination endpoint must have a maximum client execution timeout of 5 seconds." Real ones. */
const TIMEOUT_MS = 5000;

/**
 * Sends a request to the port of this machine that answers for its host, and never anywhere else.
 * @throws NotAnswered
 */
export async function exchange(world: World, { method, url, headers, body }: Outgoing): Promise<Answer> {
  const port = world.file.settings.endpoints[url.host];
  if (port === undefined) throw new NotAnswered('unreachable');
  const path = `${url.pathname}${url.search}`;
  const whole = { ...headers, host: url.host, connection: 'close', 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers: whole }, (response) => {
      buffer(response).then(
        (bytes) =>
          resolve({
            status: response.statusCode ?? 0,
            headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)])),
            body: bytes.toString('utf8'),
          }),
        () => reject(new NotAnswered(sent.destroyed ? 'timeout' : 'unreachable')),
      );
    });
    const timer = setTimeout(() => {
      reject(new NotAnswered('timeout'));
      sent.destroy();
    }, TIMEOUT_MS);
    sent.on('close', () => clearTimeout(timer));
    sent.on('error', () => reject(new NotAnswered('unreachable')));
    sent.end(body);
  });
}
