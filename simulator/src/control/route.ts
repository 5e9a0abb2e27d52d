import type { HttpRequestMessage } from '../kernel/http-message';
import type { Simulation } from '../simulation';

/** What a route knows of its request. */
export interface ControlRequest {
  readonly query: HttpRequestMessage['query'];
  /** the body, parsed; undefined where there is none */
  readonly body: unknown;
}

/** Answers with what is to be sent as JSON. @throws Refused */
export type Route = (request: ControlRequest, simulation: Simulation) => unknown;
