import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Delivery, putEvent, type Simulation, stacksSettled, stateOf } from '@muster/simulator';
import { zipOf } from '@muster/simulator/fixtures';
import { App } from 'aws-cdk-lib';
import { bundleHandlers, writeHandlers } from '../../lib/bundle';
import type { RolloutFileInput } from '../../lib/config';
import { FINDINGS_BUS, findingsBusArn } from '../../lib/names';
import { addStacks } from '../../lib/stacks';
import { SECURITY } from '../accounts';
import { delegation, startDelegated } from '../lambda/organization-under-test';
import { rolloutOf } from '../lib/stacks/synthesized';
import { HOME } from './stage';

interface Manifest {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: { readonly path: string; readonly packaging: string };
        readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
      }
    >
  >;
}

/** The findings hub as the app synthesizes it, deployed in this process with its bundled functions. Time stands still. */
export class DeployedHub {
  private constructor(readonly simulation: Simulation) {}

  /**
   * @param findings the section of the configuration; a function may prepare the account for it first
   * @param detections regions whose `Detection` stacks are deployed too, so that their findings are forwarded automatically
   * @param listed whether the directory is deployed before them, which then expects to hear of these regions alone
   */
  static async start(
    findings: RolloutFileInput['findings'] | ((hub: DeployedHub) => Promise<RolloutFileInput['findings']>),
    parts: Parameters<typeof startDelegated>[0] = {},
    detections: readonly string[] = [],
    listed = false,
  ): Promise<DeployedHub> {
    const away = detections.filter((region) => region !== HOME).map((region) => ({ region, detective: false }));
    const regions = [{ region: HOME, detective: true }, ...away];
    const simulation = await startDelegated(parts, delegation({ regions }));
    const hub = new DeployedHub(simulation);
    const section = typeof findings === 'function' ? await findings(hub) : findings;
    const outdir = mkdtempSync(join(tmpdir(), 'muster-hub-'));
    try {
      const app = new App({ outdir });
      const governed = listed ? { regions: [...detections] } : {};
      addStacks(app, rolloutOf({ findings: section, ...governed }), writeHandlers(await bundleHandlers(), outdir));
      app.synth();
      await hub.deploy(outdir, 'FindingsHub', HOME);
      if (detections.length > 0) await hub.deploy(outdir, 'DetectionRoles', HOME);
      // controllers wait for AWS, so time has to pass
      simulation.clock.setRate(60);
      if (listed) await hub.deploy(outdir, 'OrganizationDirectory', HOME);
      for (const region of detections) await hub.deploy(outdir, `Detection-${region}`, region);
      simulation.clock.setRate(0);
    } finally {
      rmSync(outdir, { recursive: true });
    }
    return hub;
  }

  /** Puts findings on the bus, and lets time pass until notifications about them are delivered. */
  async arrive(findings: readonly Readonly<Record<string, unknown>>[], seconds = 31): Promise<void> {
    for (const detail of findings) await this.bring(SECURITY, FINDINGS_BUS, detail);
    await this.simulation.clock.advance(seconds);
  }

  /** Has an account forward its own findings to the findings bus. */
  async forwardFrom(account: string): Promise<void> {
    const caller = { principal: this.simulation.principals.administrator(account), region: HOME };
    const EventPattern = JSON.stringify({ source: ['aws.guardduty'] });
    const Arn = findingsBusArn({ partition: 'aws', account: SECURITY, region: HOME });
    await this.simulation.invoke('events', 'PutRule', { Name: 'own', EventPattern }, caller);
    await this.simulation.invoke('events', 'PutTargets', { Rule: 'own', Targets: [{ Id: 'home', Arn }] }, caller);
  }

  /** Lets a finding arise in a member; GuardDuty puts it on that account's default bus too. */
  async arise(account: string, finding: Readonly<Record<string, unknown>>): Promise<void> {
    await this.bring(account, 'default', finding);
    await this.simulation.clock.advance(31);
  }

  /** The delivery of an account's last event in the home region, or of the last one that matched one of its rules. */
  lastDelivery(account: string, rule?: string): Delivery | undefined {
    const all = stateOf(this.simulation, account, HOME).events.deliveries;
    return all.findLast((each) => rule === undefined || each.rule === rule);
  }

  /** The messages published to the topic of a target. */
  published(target: string) {
    return this.publishedTo(`Targets${target}`);
  }

  /** The messages published to a topic, which is named by a part of its name. */
  publishedTo(topic: string) {
    return stateOf(this.simulation, SECURITY, HOME).sns.published.filter(({ topicArn }) => topicArn.includes(topic));
  }

  /** The bodies of the messages in a queue, which is named by a part of its name. */
  queued(name: string): string[] {
    return this.messagesIn(name).map(({ body }) => body);
  }

  /** The messages in a queue, which is named by a part of its name. */
  messagesIn(name: string) {
    const all = [...stateOf(this.simulation, SECURITY, HOME).sqs.queues.values()].filter((each) =>
      each.name.includes(name),
    );
    return all.flatMap(({ messages }) => messages);
  }

  /** The names of the alarms in state ALARM. */
  async alarming(): Promise<string[]> {
    const { MetricAlarms } = await this.call<{ MetricAlarms: { AlarmName: string }[] }>(
      'monitoring',
      'DescribeAlarms',
      {
        StateValue: 'ALARM',
      },
    );
    return MetricAlarms.map(({ AlarmName }) => AlarmName);
  }

  opened() {
    return [...stateOf(this.simulation, SECURITY, HOME).ssm.opsItems.values()];
  }

  /** How often a function was invoked, which is named by a part of its name. */
  async invocations(name: string): Promise<number> {
    const { Functions } = await this.call<{ Functions: { FunctionName: string }[] }>('lambda', 'ListFunctions', {});
    const FunctionName = Functions.find((each) => each.FunctionName.includes(name))?.FunctionName;
    const { Datapoints } = await this.call<{ Datapoints: { Sum?: number }[] }>('monitoring', 'GetMetricStatistics', {
      Namespace: 'AWS/Lambda',
      MetricName: 'Invocations',
      Dimensions: [{ Name: 'FunctionName', Value: FunctionName }],
      StartTime: new Date(this.simulation.clock.now() - 3_600_000),
      EndTime: new Date(this.simulation.clock.now() + 60_000),
      Period: 86_400,
      Statistics: ['Sum'],
    });
    return Datapoints.reduce((all, { Sum = 0 }) => all + Sum, 0);
  }

  /** Calls as the security account's administrator. */
  call<O = Record<string, unknown>>(service: string, operation: string, input: object, region = HOME): Promise<O> {
    const principal = this.simulation.principals.administrator(SECURITY);
    return this.simulation.invoke<O>(service, operation, input, { principal, region });
  }

  private async bring(account: string, name: string, detail: Readonly<Record<string, unknown>>): Promise<void> {
    const region = String(detail.region ?? HOME);
    const event = { account, region, source: 'aws.guardduty', detailType: 'GuardDuty Finding', detail };
    await putEvent(this.simulation, { account, region: HOME, name }, event);
  }

  private async deploy(outdir: string, StackName: string, region: string): Promise<void> {
    const call = <O>(service: string, operation: string, input: object) =>
      this.call<O>(service, operation, input, region);
    await call('cloudformation', 'DescribeStacks', { StackName: 'CDKToolkit' });
    const Bucket = `cdk-hnb659fds-assets-${SECURITY}-${region}`;
    const { files } = JSON.parse(readFileSync(join(outdir, `${StackName}.assets.json`), 'utf8')) as Manifest;
    for (const { source, destinations } of Object.values(files)) {
      if (source.packaging !== 'zip') continue;
      const folder = join(outdir, source.path);
      const names = readdirSync(folder);
      const Body = zipOf(Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')])));
      for (const { objectKey: Key } of Object.values(destinations))
        await call('s3', 'PutObject', { Bucket, Key, Body });
    }
    const Key = `${StackName}.template.json`;
    await call('s3', 'PutObject', { Bucket, Key, Body: readFileSync(join(outdir, Key), 'utf8') });
    const TemplateURL = `https://${Bucket}.s3.${region}.amazonaws.com/${Key}`;
    const Capabilities = ['CAPABILITY_NAMED_IAM'];
    await call('cloudformation', 'CreateStack', { StackName, TemplateURL, Capabilities });
    await stacksSettled(this.simulation);
    const { Stacks } = await call<{ Stacks: { StackStatus: string; StackStatusReason?: string }[] }>(
      'cloudformation',
      'DescribeStacks',
      { StackName },
    );
    const [stack] = Stacks;
    if (stack?.StackStatus === 'CREATE_COMPLETE') return;
    const { StackEvents } = await call<{ StackEvents: { ResourceStatusReason?: string }[] }>(
      'cloudformation',
      'DescribeStackEvents',
      { StackName },
    );
    throw new Error(StackEvents.flatMap(({ ResourceStatusReason }) => ResourceStatusReason ?? []).join('\n'));
  }
}
