import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Message } from '@muster/simulator';
import { Listener, type ReceivedRequest } from '@muster/simulator/fixtures';
import { runRedrive } from '../../commands/redrive/run';
import { connectOperator } from '../../lambda/aws/operator-clients';
import type { RolloutFileInput } from '../../lib/config';
import { SECURITY } from '../accounts';
import { corpus } from '../findings/corpus';
import { connectionOf } from '../lambda/organization-under-test';
import { written } from '../lib/config/written';
import { DeployedHub } from './deployed-hub';

export const TARGETS = ['mail', 'channel', 'tickets', 'inbox', 'hook'] as const;
export type TargetName = (typeof TARGETS)[number];

/** How often each finding is at each target, or in a dead-letter queue on its way there. */
export type Ledger = ReadonlyMap<string, Readonly<Record<TargetName, number>>>;

const HOST = 'hooks.example.com';
const HOUR = 3600;
const REGIONAL = corpus.filter(
  ({ finding }) => finding.region === 'eu-west-1' && !JSON.stringify(finding).includes('AccessKey'),
);

/** A hub with a target of every kind, and a record of the findings that were sent, delivered and parked. */
export class LedgerHub {
  /** the HTTP status that the endpoint answers with */
  status = () => 200;
  private readonly taken: ReceivedRequest[] = [];
  /** ids of the findings that were sent */
  readonly sent: string[] = [];

  private constructor(
    readonly hub: DeployedHub,
    readonly endpoint: Listener,
    private readonly findings: RolloutFileInput['findings'],
  ) {
    endpoint.respond = (received) => {
      const status = this.status();
      if (status < 300) this.taken.push(received);
      return { status };
    };
  }

  static async start(): Promise<LedgerHub> {
    const endpoint = await Listener.start();
    let section: RolloutFileInput['findings'];
    const hub = await DeployedHub.start(
      async (deployed) => {
        const SecretString = JSON.stringify({ header: 'X-Hook-Key', value: 'hook-4711' });
        const input = { Name: 'hook', SecretString };
        const { ARN: secretArn } = await deployed.call<{ ARN: string }>('secretsmanager', 'CreateSecret', input);
        section = {
          targets: {
            mail: { sns: {} },
            channel: { chat: { slack: { workspaceId: 'T0123ABCD', channelId: 'C0123ABCD' } } },
            tickets: { opsItem: {} },
            inbox: { sqs: {} },
            hook: { apiDestination: { webhook: { secretArn, endpoint: `https://${HOST}/in` } } },
          },
          routes: [{ name: 'all', targets: [...TARGETS] }],
        };
        return section;
      },
      { settings: { endpoints: { [HOST]: endpoint.port } } },
    );
    return new LedgerHub(hub, endpoint, section);
  }

  async stop(): Promise<void> {
    await this.hub.simulation.stop();
    await this.endpoint.stop();
  }

  /** Lets `count` new findings arrive, each twice. */
  async send(count: number): Promise<void> {
    const findings = Array.from({ length: count }, () => {
      const id = this.sent.length.toString(16).padStart(32, 'f');
      this.sent.push(id);
      return { ...REGIONAL[this.sent.length % REGIONAL.length]?.finding, id };
    });
    await this.hub.arrive([...findings, ...findings]);
  }

  /** Lets hours pass in steps, in which the endpoints really answer. */
  async hours(count: number): Promise<void> {
    for (let hour = 0; hour < count; hour += 1) await this.hub.simulation.clock.advance(HOUR);
  }

  /** Runs the command as the administrator does. */
  async redrive(send: boolean): Promise<{ readonly code: number; readonly text: string }> {
    const folder = mkdtempSync(join(tmpdir(), 'redrive-'));
    const config = join(folder, 'rollout.yaml');
    writeFileSync(config, written({ regions: '[eu-west-1, ap-northeast-3]', findings: JSON.stringify(this.findings) }));
    const lines: string[] = [];
    try {
      const operator = connectOperator(connectionOf(this.hub.simulation, SECURITY));
      return { code: await runRedrive({ config, send }, operator, (text) => lines.push(text)), text: lines.join('\n') };
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  /** How often each finding is at each target. */
  delivered(): Ledger {
    const { hub } = this;
    return this.ledger({
      mail: hub.published('mail'),
      channel: hub.published('channel'),
      tickets: hub.opened(),
      inbox: hub.queued('inbox'),
      hook: this.taken,
    });
  }

  /** How often each finding is parked for each target. A finding that never reached the enrichment is parked for all of them, often twice. */
  parked(): Ledger {
    const messages = [...this.hub.messagesIn('Undelivered'), ...this.hub.messagesIn('Untold')];
    const events = new Map(messages.map((message) => [JSON.stringify([ruleOf(message), contentOf(message)]), message]));
    const expected = TARGETS.map((target) => [
      target,
      [...events.values()].filter((message) => isFor(target, message)),
    ]);
    return this.ledger(Object.fromEntries(expected));
  }

  private ledger(seen: Readonly<Record<TargetName, readonly unknown[]>>): Ledger {
    const texts = TARGETS.map((target) => [target, seen[target].map((each) => JSON.stringify(each))] as const);
    const countsOf = (id: string) =>
      texts.map(([target, all]) => [target, all.filter((text) => text.includes(id)).length]);
    return new Map(this.sent.map((id) => [id, Object.fromEntries(countsOf(id))]));
  }
}

function isFor(target: TargetName, message: Message): boolean {
  if (JSON.parse(message.body).source === 'aws.guardduty') return true;
  const rule = ruleOf(message);
  // a message that a function could not publish does not name its target
  return rule === undefined ? target === 'mail' : rule.endsWith(`/muster-all-${target}`);
}

function ruleOf({ attributes }: Message): string | undefined {
  return attributes.RULE_ARN?.StringValue;
}

/** The content of a message; of a finding only the finding, because its envelope differs each time. */
function contentOf({ body }: Message): unknown {
  const content = JSON.parse(body);
  return content.source === 'aws.guardduty' ? content.detail : content;
}
