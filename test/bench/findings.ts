/** A burst of findings through the deployed hub: are the notifications exact, and how far is the cost of each above the minimum? */
import { setInterval } from 'node:timers';
import { DeployedHub } from '../end-to-end/deployed-hub';
import { type Burst, burst } from '../findings/burst';
import { discrepancies } from '../findings/discrepancies';

const REGIONS = ['eu-west-1', 'eu-central-1', 'us-east-1', 'ap-northeast-1', 'ap-southeast-2', 'us-west-2'];
const ACCOUNTS = Array.from({ length: 50 }, (_, at) => String(300000000000 + at));
const EVERY = ['new' as const, 'escalated' as const, 'repeated' as const];
/** As in the example: everything goes to a queue, severe findings go to people too. */
const FINDINGS = {
  targets: {
    analysts: { sns: {} },
    channel: { chat: { slack: { workspaceId: 'T0123ABCD', channelId: 'C0123ABCD' } } },
    inbox: { sqs: {} },
  },
  routes: [
    { name: 'severe', match: { severity: 7 }, targets: ['analysts'] },
    { name: 'notable', match: { severity: 4 }, targets: ['channel'] },
    { name: 'archive', match: { occurrence: EVERY }, targets: ['inbox'] },
  ],
};
/** seconds: longer than every wait and every batching window after it */
const ALL_DELIVERED = 300;
/** how many times the requests and invocations that are needed the hub may take */
const RATIO = 2;

export async function findings(count: number): Promise<boolean> {
  const sent = burst({ findings: count, accounts: ACCOUNTS, regions: REGIONS, seed: 20261124 });
  const hub = await DeployedHub.start(FINDINGS, { accounts: ACCOUNTS.map((id) => ({ id })) });
  try {
    const before = hub.simulation.calls.last;
    const took = await measured(() => hub.arrive(sent.arriving, ALL_DELIVERED));
    const notifications = hub.queued('inbox').map((body) => JSON.parse(body));
    const lost = ['Untold', 'Undelivered'].flatMap((name) => hub.queued(name).map(() => `${name} holds a message`));
    const wrong = [...discrepancies(sent, notifications), ...lost];
    console.log(
      `${sent.findings} findings of ${sent.events.size} events, in ${sent.arriving.length} messages: notified ${notifications.length} times in ${took}`,
    );
    console.log(
      `  ${wrong.length === 0 ? 'each once, escalations and counts are right, nothing is lost' : wrong.join('\n  ')}`,
    );
    const cheap = await isCheap(hub, before, sent, notifications.length);
    return wrong.length === 0 && cheap;
  } finally {
    await hub.simulation.stop();
  }
}

async function measured(work: () => Promise<void>): Promise<string> {
  const began = performance.now();
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 200);
  await work();
  clearInterval(watch);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  return `${seconds} s, ${Math.round(peak / 2 ** 20)} MB, simulator and its queues included`;
}

interface Cost {
  readonly what: string;
  readonly calls: number;
  /** undefined for the cost of targets: it follows the number of notifications */
  readonly least: number | undefined;
}

/** Prints the calls to AWS. @returns whether the calls up to the bus stay within {@link RATIO} */
async function isCheap(hub: DeployedHub, before: number, sent: Burst, notifications: number): Promise<boolean> {
  const costs = await costsOf(hub, before, sent, notifications);
  const shown = (number: number | undefined) => (number === undefined ? '' : number.toLocaleString('en')).padStart(9);
  console.log(`  ${'CALLS'.padStart(9)}${'LEAST'.padStart(9)}${'A FINDING'.padStart(11)}`);
  for (const { what, calls, least } of costs)
    console.log(`  ${shown(calls)}${shown(least)}${(calls / sent.findings).toFixed(3).padStart(11)}  ${what}`);
  const way = costs.filter(({ least }) => least !== undefined);
  const ratio = sum(way.map(({ calls }) => calls)) / sum(way.map(({ least = 0 }) => least));
  const kept = ratio <= RATIO;
  console.log(`  ratio ${ratio.toFixed(2)} of the least, at most ${RATIO}: ${kept ? 'kept' : 'missed'}`);
  return kept;
}

async function costsOf(hub: DeployedHub, before: number, sent: Burst, notifications: number): Promise<Cost[]> {
  const messages = sent.arriving.length;
  const calls = hub.simulation.calls.after(before);
  const of = (what: string, least?: number): Cost => ({
    what,
    calls: calls.filter(({ service, operation }) => `${service}:${operation}` === what).length,
    least,
  });
  const pages = (items: number, size: number) => Math.ceil(items / size);
  return [
    { what: 'invocations of the enrichment', calls: await hub.invocations('Enrichment'), least: pages(messages, 100) },
    of('sqs:ReceiveMessage', pages(messages, 10)),
    of('sqs:ChangeMessageVisibilityBatch', 0),
    of('sqs:DeleteMessageBatch', pages(messages, 10)),
    of('dynamodb:BatchGetItem', pages(messages, 100)),
    of('dynamodb:UpdateItem', 2 * notifications),
    of('events:PutEvents', pages(notifications, 10)),
    of('organizations:DescribeAccount', ACCOUNTS.length),
    of('organizations:ListTagsForResource', ACCOUNTS.length),
    of('detective:GetMembers', 1),
    // EventBridge invokes the function that gives an e-mail its subject
    of('lambda:Invoke'),
    of('sns:Publish'),
  ];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}
