/** A planned misfortune: the next `times` matching calls meet it. */
export interface Fault {
  readonly service: string;
  readonly operation: string;
  readonly account?: string;
  readonly region?: string;
  readonly times: number;
  readonly error?: { readonly code: string; readonly status: number; readonly message: string };
  readonly latencyMs?: number;
  /** the change happens, the answer is lost (or replaced by `error`) */
  readonly applyFirst?: boolean;
}

interface Place {
  service: string;
  operation: string;
  account: string;
  region: string;
}

export class Faults {
  private planned: { fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.planned.push({ fault, left: fault.times });
  }

  clear(): void {
    this.planned = [];
  }

  /** The fault this call meets, counted off. `*` in service or operation matches all. */
  take(call: Place): Fault | undefined {
    const hit = this.planned.find(
      ({ fault, left }) =>
        left > 0 &&
        matches(fault.service, call.service) &&
        matches(fault.operation, call.operation) &&
        (fault.account === undefined || fault.account === call.account) &&
        (fault.region === undefined || fault.region === call.region),
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
