import type { AwsError } from '../kernel/aws-error';
import type { HttpRequestMessage, HttpResponseMessage } from '../kernel/http-message';
import type { Service } from '../kernel/service';

/** A request understood: which operation, with what input; and how to answer it in the protocol it came in. */
export interface Exchange {
  readonly operation: string;
  readonly input: Record<string, unknown>;
  answer(output: unknown, requestId: string): HttpResponseMessage;
}

/** Reads a request of a service in whichever protocol it came. @throws AwsError for a malformed or unknown one */
export declare function understand(service: Service, request: HttpRequestMessage): Exchange;

/** An error in the protocol the request came in. */
export declare function refuse(
  service: Service,
  request: HttpRequestMessage,
  error: AwsError,
  requestId: string,
): HttpResponseMessage;
