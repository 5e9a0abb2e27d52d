/** One answered call, as `GET /_simulator/calls` shows it. */
export interface LoggedCall {
  readonly n: number;
  /** ISO, the organization's time */
  readonly time: string;
  readonly account: string;
  readonly region: string;
  /** the caller's ARN */
  readonly principal: string;
  /** signing name */
  readonly service: string;
  readonly operation: string;
  readonly status: number;
  readonly errorCode: string | null;
}

export class CallLog {
  private readonly calls: LoggedCall[] = [];
  private n = 0;

  add(call: Omit<LoggedCall, 'n'>): void {
    this.n += 1;
    this.calls.push({ n: this.n, ...call });
  }

  /** The calls numbered above `n`. */
  after(n = 0): readonly LoggedCall[] {
    return this.calls.slice(Math.max(0, n));
  }

  get last(): number {
    return this.n;
  }
}
