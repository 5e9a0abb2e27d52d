import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Fault, LoggedCall } from '@muster/simulator';
import { startGroup, stopGroup } from '../process-group';

const ROOT = join(__dirname, '..', '..');

/** A running simulated organization in its own process, and its control interface. */
export class SimulatedOrganization {
  private constructor(
    readonly endpoint: string,
    /** the token that its control interface requires */
    readonly token: string,
    private readonly process: ChildProcess,
  ) {}

  /**
   * Starts the organization of a file.
   * @param file path of the organization's YAML
   * @throws Error with the simulator's words if the file has mistakes
   */
  static async start(file: string, port = 0): Promise<SimulatedOrganization> {
    const child = startGroup(
      join(ROOT, 'node_modules', '.bin', 'tsx'),
      [require.resolve('@muster/simulator/main'), '--organization', file, '--port', String(port)],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const { stdout, stderr } = child;
    if (!stdout || !stderr) throw new Error('the simulator has no output to read');
    const complaints: string[] = [];
    stderr.on('data', (chunk: Buffer) => complaints.push(chunk.toString()));
    const ready = once(createInterface({ input: stdout }), 'line').then(([line]) => String(line));
    const ended = once(child, 'exit').then(() => undefined);
    const line = await Promise.race([ready, ended]);
    if (line === undefined) throw new Error(complaints.join('').trim());
    stderr.removeAllListeners('data');
    stderr.resume();
    const { endpoint, token } = JSON.parse(line) as { endpoint: string; token: string };
    return new SimulatedOrganization(endpoint, token, child);
  }

  /** The environment that points a client at the organization as an account's administrator. */
  environmentOf(accountId: string, region: string): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: this.endpoint,
      AWS_ACCESS_KEY_ID: `AKIA${accountId}`,
      AWS_SECRET_ACCESS_KEY: 'rehearsal',
      AWS_REGION: region,
      // version 1 of the AWS CLI and boto3 read this one
      AWS_DEFAULT_REGION: region,
    };
  }

  async calls(after = 0): Promise<LoggedCall[]> {
    return (await this.get(`calls?after=${after}`)) as LoggedCall[];
  }

  async state(): Promise<unknown> {
    return this.get('state');
  }

  /** Raises a finding in an account and region. */
  async raiseFinding(account: string, region: string, finding: Record<string, unknown>): Promise<unknown> {
    return this.post('findings', { account, region, finding });
  }

  /** Plans a fault that the next matching calls meet. */
  async plan(fault: Fault): Promise<unknown> {
    return this.post('faults', fault);
  }

  /** Removes every planned fault. */
  async mend(): Promise<void> {
    await fetch(`${this.endpoint}/_simulator/faults`, { method: 'DELETE', headers: this.headers });
  }

  /** Sets the speed of the organization's time, in simulated seconds per real second. */
  async runAt(rate: number): Promise<unknown> {
    return this.post('clock', { rate });
  }

  /** The organization's time, in milliseconds since 1970, as long as its speed does not change. */
  async clock(): Promise<() => number> {
    const { time, rate } = (await this.post('clock', { advanceSeconds: 0 })) as { time: string; rate: number };
    const [then, asked] = [Date.parse(time), performance.now()];
    return () => then + (performance.now() - asked) * rate;
  }

  async stop(): Promise<void> {
    await stopGroup(this.process);
  }

  private get headers(): Record<string, string> {
    return { 'x-simulator-token': this.token };
  }

  private async get(path: string): Promise<unknown> {
    const response = await fetch(`${this.endpoint}/_simulator/${path}`, { headers: this.headers });
    return response.json();
  }

  private async post(path: string, body: unknown): Promise<unknown> {
    const response = await fetch(`${this.endpoint}/_simulator/${path}`, {
      method: 'POST',
      headers: { ...this.headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`/_simulator/${path} answers ${response.status}: ${answer}`);
    return answer === '' ? undefined : JSON.parse(answer);
  }
}
