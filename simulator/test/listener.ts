import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request that an endpoint got. */
export interface Heard {
  readonly method: string;
  /** with the query */
  readonly path: string;
  /** names in lower case */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** What an endpoint answers; undefined: nothing, ever. */
export type Answering = (
  heard: Heard,
  count: number,
) => { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string } | undefined;

/** An endpoint on this machine that keeps what it hears. */
export class Listener {
  readonly heard: Heard[] = [];

  private constructor(
    private readonly server: Server,
    public answering: Answering,
  ) {}

  /** @param answering 200 where it is absent */
  static async start(answering: Answering = () => ({ status: 200 })): Promise<Listener> {
    const server = createServer();
    const listener = new Listener(server, answering);
    server.on('request', async (request, response) => {
      const { method = '', url = '', headers } = request;
      const heard = { method, path: url, headers, body: await text(request) };
      listener.heard.push(heard);
      const answer = listener.answering(heard, listener.heard.length);
      if (answer) response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return listener;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
