/** A refusal in AWS's words, which a service answers instead of a result. Protocols turn it into the wire form. */
export class AwsError extends Error {
  override readonly name = 'AwsError';

  /**
   * @param code the error's name as SDKs show it, e.g. `BadRequestException`
   * @param status the HTTP status
   * @param message AWS's message, word for word where it is known
   * @param members further members of the error's shape (`Reason`, `ErrorCode` …)
   * @param wireType the body's `__type` if it differs from `code` (GuardDuty: `InvalidInputException`)
   */
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    readonly members: Readonly<Record<string, unknown>> = {},
    readonly wireType: string = code,
  ) {
    super(message);
  }
}

/** The connection breaks before an answer: an endpoint that does not exist, a reset, a lost answer. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';

  /** @param cause the Node error code the client sees in process, e.g. `ENOTFOUND`, `ECONNRESET` */
  constructor(
    readonly code: 'ENOTFOUND' | 'ECONNRESET' | 'ETIMEDOUT',
    message: string,
  ) {
    super(message);
  }
}
