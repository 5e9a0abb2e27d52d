import pc from 'picocolors';
import type { Letter } from '../../lambda/aws/sqs/dead-letters';
import type { StackPlace } from '../../lib/stack-places';
import type { Dispatched } from './dispatch';
import type { Parked } from './parked';
import { type Way, wayOf } from './way';

/** Letters of one queue of which the same is true. */
export interface Kind {
  /** what they are, and where they did not come */
  readonly what: string;
  readonly count: number;
  /** ISO, of the oldest */
  readonly since: string;
  /** what whoever parked them says */
  readonly said: string;
  /** what becomes of them */
  readonly becomes: string;
}

/** What is parked in a queue, and what became of it. */
export interface Account {
  readonly stack: string;
  readonly region: string;
  readonly queue: string;
  readonly url: string;
  readonly parked: number;
  readonly sent: number;
  readonly superseded: number;
  readonly stays: number;
  readonly kinds: readonly Kind[];
}

/** Sums up what was in a queue, and what became of each letter; nothing yet where it is not among those dispatched. */
export function accountOf({ letters, ...place }: Parked, dispatched: ReadonlyMap<string, Dispatched>): Account {
  const kinds = new Map<string, Kind>();
  for (const letter of letters) {
    const kind = kindOf(letter, dispatched.get(letter.id));
    const key = JSON.stringify([kind.what, kind.said, kind.becomes]);
    const before = kinds.get(key);
    const since = before && before.since < kind.since ? before.since : kind.since;
    kinds.set(key, { ...kind, since, count: (before?.count ?? 0) + 1 });
  }
  const count = (outcome: Dispatched['outcome']) =>
    [...dispatched.values()].filter((each) => each.outcome === outcome).length;
  const { stack, region, name: queue, url } = place;
  return {
    stack,
    region,
    queue,
    url,
    parked: letters.length,
    sent: count('sent'),
    superseded: count('superseded'),
    stays: count('stays'),
    kinds: [...kinds.values()],
  };
}

function kindOf(letter: Letter, dispatched: Dispatched | undefined): Omit<Kind, 'count'> {
  const way = wayOf(letter);
  return {
    what: whatOf(way),
    since: new Date(letter.parkedAt).toISOString(),
    said: saidIn(letter),
    becomes: dispatched ? outcomeOf(dispatched) : PLANS[way.to],
  };
}

/** Why a letter was parked, in the words of whoever parked it. */
export function saidIn({ said }: Letter): string {
  const { ERROR_CODE: code, ErrorCode: status, ERROR_MESSAGE: words, ErrorMessage: message } = said;
  // 200 is what Lambda says of a function that threw
  return [code ?? status, words ?? message].filter((part) => part !== undefined && part !== '200').join(': ');
}

function whatOf(way: Way): string {
  switch (way.to) {
    case 'queue':
      return `taken out of ${way.queueArn.split(':').at(-1)} too often`;
    case 'enrichment':
      return 'finding that did not reach the enrichment';
    case 'rule':
      return `${way.event['detail-type']} that rule ${way.ruleArn.split('/').at(-1)} could not deliver`;
    case 'topic':
      return `message for topic ${way.publication.topicArn.split(':').at(-1)}`;
    case 'operations':
      return 'alarm that did not ring';
    case 'schedule':
      return 'pass that failed, or was not started';
    case 'nobody':
      return 'something else';
  }
}

const PLANS: Readonly<Record<Way['to'], string>> = {
  queue: 'goes back there',
  enrichment: 'goes into its queue, and is told unless it was told before',
  rule: 'goes onto the bus again, for this rule alone',
  topic: 'is published',
  operations: 'is published to the operations topic',
  schedule: 'is removed: the schedule does the same again',
  nobody: 'stays',
};

function outcomeOf(dispatched: Dispatched): string {
  if (dispatched.outcome === 'stays') return `stays: ${dispatched.why}`;
  return dispatched.outcome === 'sent' ? 'sent again' : 'removed: the schedule does the same again';
}

/** What is parked where, as a person reads it. */
export function textOf(accounts: readonly Account[], elsewhere: readonly StackPlace[], sent: boolean): string {
  const filled = accounts.filter(({ parked }) => parked > 0);
  const summary =
    filled.length === 0
      ? pc.green(`Nothing is parked in ${accounts.length} dead-letter queues.`)
      : filled.flatMap((each) => [headOf(each), ...each.kinds.flatMap(linesOf)]).join('\n');
  const others = [...new Set(elsewhere.map(({ account }) => account))].map(
    (account) =>
      `Not looked into: ${elsewhere.flatMap((each) => (each.account === account ? each.name : [])).join(', ')}, which account ${account} has: run this as that account.`,
  );
  const hint =
    filled.length > 0 && !sent ? ['', 'Remove the cause, then send it again: npm run redrive -- --send'] : [];
  return [summary, ...hint, ...(others.length > 0 ? ['', ...others.map((line) => pc.dim(line))] : [])].join('\n');
}

function headOf({ stack, region, queue, parked, sent, superseded, stays }: Account): string {
  const became = [
    ...(sent > 0 ? [`${sent} sent again`] : []),
    ...(superseded > 0 ? [`${superseded} removed`] : []),
    ...(stays > 0 ? [pc.red(`${stays} stay`)] : []),
  ];
  return `${pc.bold(`${stack} ${region}, ${queue}`)}: ${parked} parked${became.length > 0 ? `, ${became.join(', ')}` : ''}`;
}

function linesOf({ what, count, since, said, becomes }: Kind): string[] {
  const minute = since.slice(0, 16).replace('T', ' ');
  return [
    `  ${count} × ${what}, since ${minute}`,
    ...(said === '' ? [] : [pc.dim(`      ${said}`)]),
    `      → ${becomes}`,
  ];
}
