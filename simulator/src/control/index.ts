import { AwsError } from '../kernel/aws-error';
import type { HttpRequestMessage, HttpResponseMessage } from '../kernel/http-message';
import type { Simulation } from '../simulation';
import { changeAccount } from './accounts';
import { changeClock } from './clock';
import { addFault, clearFaults } from './faults';
import { addFinding } from './findings';
import { calls, permissions, state } from './observations';
import { Refused } from './refusal';
import type { Route } from './route';

const ROUTES: Readonly<Record<string, Route>> = {
  'GET /_simulator/state': state,
  'GET /_simulator/calls': calls,
  'GET /_simulator/permissions': permissions,
  'POST /_simulator/faults': addFault,
  'DELETE /_simulator/faults': clearFaults,
  'POST /_simulator/clock': changeClock,
  'POST /_simulator/accounts': changeAccount,
  'POST /_simulator/findings': addFinding,
};

/** The control interface of a simulated organization: JSON in and out, below `/_simulator/`; undefined for other paths. */
export function control(
  simulation: Simulation,
): (request: HttpRequestMessage) => Promise<HttpResponseMessage | undefined> {
  return async (request) => {
    if (!request.path.startsWith('/_simulator/')) return undefined;
    const route = ROUTES[`${request.method} ${request.path.replace(/\/$/, '')}`];
    if (!route) return json(404, { message: 'the control interface has no such route', routes: Object.keys(ROUTES) });
    try {
      return json(200, await route({ query: request.query, body: parsed(request.body) }, simulation));
    } catch (error) {
      if (error instanceof AwsError)
        return json(400, { message: error.message, errors: [{ path: error.code, message: error.message }] });
      if (error instanceof Refused) return json(400, { message: error.message, errors: error.errors });
      throw error;
    }
  };
}

function parsed(body: Uint8Array): unknown {
  if (body.byteLength === 0) return undefined;
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refused([{ path: 'body', message: error.message }]);
    throw error;
  }
}

function json(status: number, value: unknown): HttpResponseMessage {
  return { status, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(value), 'utf8') };
}
