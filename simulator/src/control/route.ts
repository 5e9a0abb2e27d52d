import type { HttpRequestMessage } from '../kernel/http-message';
import type { Simulation } from '../simulation';

/** The parts of a request that a route reads. */
export interface ControlRequest {
  readonly query: HttpRequestMessage['query'];
  /** the parsed body; undefined without one */
  readonly body: unknown;
}

/** Returns the value that is sent as JSON. @throws Refused */
export type Route = (request: ControlRequest, simulation: Simulation) => unknown;
