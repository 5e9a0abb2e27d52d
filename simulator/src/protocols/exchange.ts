import type { Service } from '../contract/service';
import type { AwsError } from '../kernel/aws-error';
import type { HttpRequestMessage, HttpResponseMessage } from '../kernel/http-message';

/** A parsed request: its operation, its input, and the way to answer in the protocol it came in. */
export interface Exchange {
  readonly operation: string;
  readonly input: Record<string, unknown>;
  answer(output: unknown, requestId: string): HttpResponseMessage;
}

/** One wire protocol, from the service's side. */
export interface Protocol {
  /** @throws AwsError for a malformed or unknown request */
  parseRequest(service: Service, request: HttpRequestMessage): Exchange;
  refuse(service: Service, request: HttpRequestMessage, error: AwsError, requestId: string): HttpResponseMessage;
}
