import type { NoAnswer } from './aws-error';
import { accountsIn, type Unprocessed } from './partial-batch';

/** A fault that affects the next `times` matching calls. */
export interface Fault {
  readonly service: string;
  readonly operation: string;
  readonly account?: string;
  readonly region?: string;
  /** only calls whose input has this string somewhere as a value, such as the name of a protection plan */
  readonly naming?: string;
  readonly times: number;
  readonly error?: { readonly code: string; readonly status: number; readonly message: string };
  readonly latencyMs?: number;
  /** the change happens; the answer is lost (or replaced by `error` or `noAnswer`) */
  readonly applyFirst?: boolean;
  /** the connection breaks before an answer */
  readonly noAnswer?: NoAnswer['code'];
  /** a batch leaves these accounts out; only batches that contain one of them are affected */
  readonly unprocessed?: Unprocessed;
  /** `error` or `noAnswer` also affects calls between AWS services, such as EventBridge's deliveries */
  readonly internal?: boolean;
  /** a read answers with the state of that many seconds ago */
  readonly lagSeconds?: number;
}

interface Called {
  readonly service: string;
  readonly operation: string;
}

interface Place extends Called {
  account: string;
  region: string;
}

export class Faults {
  private planned: { fault: Fault; left: number }[] = [];

  /** Whether a lagging read is planned. */
  get lagging(): boolean {
    return this.planned.some(({ fault }) => fault.lagSeconds !== undefined);
  }

  /** How many more calls the fault affects. */
  get left(): number {
    return this.planned.reduce((sum, { left }) => sum + left, 0);
  }

  /** Whether a fault is planned for calls of this operation, of whichever account and region. */
  isPlannedFor({ service, operation }: Called): boolean {
    return this.planned.some(({ fault }) => matches(fault.service, service) && matches(fault.operation, operation));
  }

  add(fault: Fault): void {
    this.planned.push({ fault, left: fault.times });
  }

  clear(): void {
    this.planned = [];
  }

  /**
   * The fault that affects this call, which is counted. `*` as service or operation matches all.
   * @param internal whether a service makes the call
   */
  take(call: Place, input: unknown, internal = false): Fault | undefined {
    if (this.planned.length === 0) return undefined;
    const hit = this.planned.find(
      ({ fault, left }) =>
        left > 0 &&
        (!internal || fault.internal === true) &&
        matches(fault.service, call.service) &&
        matches(fault.operation, call.operation) &&
        (fault.account === undefined || fault.account === call.account) &&
        (fault.region === undefined || fault.region === call.region) &&
        (fault.naming === undefined || names(input, fault.naming)) &&
        (fault.unprocessed === undefined || appliesTo(input, fault.unprocessed)),
    );
    if (!hit) return undefined;
    hit.left -= 1;
    if (hit.left <= 0) this.planned = this.planned.filter((each) => each !== hit);
    return hit.fault;
  }
}

function matches(wanted: string, got: string): boolean {
  return wanted === '*' || wanted === got;
}

function names(input: unknown, name: string): boolean {
  if (typeof input !== 'object' || input === null) return input === name;
  return Object.values(input).some((each) => names(each, name));
}

function appliesTo(input: unknown, { accounts }: Unprocessed): boolean {
  return accountsIn(input).some((id) => accounts.includes(id));
}
