/** A service that the suite calls, by its signing name. */
export type Service = 'organizations' | 'guardduty' | 'detective' | 'events' | 'sts';

/** The input or the output of an operation, as in the API reference. */
export type Body = Readonly<Record<string, unknown>>;

/** A refusal in AWS's words. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  /** HTTP status; undefined if no answer came */
  readonly status: number | undefined;
  /** the reason that some services add, such as `INVALID_NEXT_TOKEN` */
  readonly reason?: string;
}

export type Answer = { readonly output: Body } | { readonly error: Refusal };

/** A call and its answer. */
export interface Exchange {
  readonly service: Service;
  readonly operation: string;
  readonly input: Body;
  readonly answer: Answer;
}

/** Makes calls to AWS, or to a simulated organization. A refusal is an answer, not an exception. */
export type Send = (service: Service, operation: string, input: Body) => Promise<Answer>;

/** The operations that change nothing, by their names. */
const READING = /^(Get|List|Describe|BatchGet)[A-Z]/;

/** Whether an operation changes nothing. */
export function isRead(operation: string): boolean {
  return READING.test(operation);
}

/** A client that cannot write, whatever a case asks for. */
export function readOnly(send: Send): Send {
  return async (service, operation, input) => {
    if (!isRead(operation)) throw new Error(`${service}:${operation} is not a read, and was not sent`);
    return send(service, operation, input);
  };
}

/** The output of an answer. @throws the refusal as an Error */
export function outputOf(answer: Answer): Body {
  if ('output' in answer) return answer.output;
  throw new Error(`${answer.error.code}: ${answer.error.message}`);
}
