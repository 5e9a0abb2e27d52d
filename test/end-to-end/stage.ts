import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoggedCall } from '@muster/simulator';
import { DEPLOY_ALL, quietCdk } from '../../commands/rehearse/deployment';
import { SimulatedOrganization } from '../../commands/rehearse/simulated-organization';
import { assemblyOf } from './assemblies';

export const MANAGEMENT = '111111111111';
export const SECURITY = '222222222222';
export const HOME = 'eu-west-1';

/** Longer than any deployment here takes, even on a busy machine. */
export const PATIENCE = 480_000;

const DETECTION = new Set(['guardduty', 'detective', 'organizations']);

/** A simulated organization in its own process, and the CDK CLI with the credentials of its management account. */
export class Stage {
  private constructor(readonly organization: SimulatedOrganization) {}

  static async set(): Promise<Stage> {
    return new Stage(await SimulatedOrganization.start(join(__dirname, 'organization.yaml')));
  }

  /** Writes the example configuration with some of its text replaced. */
  configuration(change: (text: string) => string = (text) => text): string {
    const file = join(mkdtempSync(join(tmpdir(), 'muster-test-')), 'rollout.yaml');
    writeFileSync(file, change(readFileSync(join(__dirname, 'rollout.yaml'), 'utf8')));
    return file;
  }

  async deploy(configuration: string): Promise<{ code: number; output: string }> {
    return this.cdk(DEPLOY_ALL, configuration);
  }

  async cdk(args: readonly string[], configuration: string): Promise<{ code: number; output: string }> {
    const { folder, output } = await assemblyOf(configuration);
    if (folder === undefined) return { code: 1, output };
    return this.gather((onLine) => quietCdk([...args, '--app', folder], this.environment, onLine));
  }

  /** Calls that change GuardDuty, Detective or Organizations, after the `after`-th call of all. */
  async writes(after: number): Promise<string[]> {
    const calls = await this.organization.calls(after);
    return calls.filter(isWrite).map(({ account, region, operation }) => `${operation} ${account} ${region}`);
  }

  /** The same calls, as soon as all expected ones are among them, or after {@link PATIENCE}. */
  async writesUntil(after: number, expected: readonly string[]): Promise<string[]> {
    for (const end = Date.now() + PATIENCE / 5; ; await new Promise((resolve) => setTimeout(resolve, 500))) {
      const writes = await this.writes(after);
      if (expected.every((each) => writes.includes(each)) || Date.now() > end) return writes;
    }
  }

  async lastCall(): Promise<number> {
    return (await this.organization.calls()).at(-1)?.n ?? 0;
  }

  /** A service's state in an account and region. */
  async state<T>(account: string, region: string, service: string): Promise<T> {
    const { accounts } = (await this.organization.state()) as {
      accounts: Record<string, Record<string, Record<string, unknown>>>;
    };
    return accounts[account]?.[region]?.[service] as T;
  }

  private get environment(): Record<string, string> {
    return this.organization.environmentOf(MANAGEMENT, HOME);
  }

  private async gather(run: (onLine: (line: { text: string }) => void) => Promise<number>) {
    const lines: string[] = [];
    const code = await run(({ text }) => lines.push(text));
    return { code, output: lines.join('\n') };
  }
}

function isWrite({ service, operation }: LoggedCall): boolean {
  return DETECTION.has(service) && !/^(List|Get|Describe|BatchGet)/.test(operation);
}
