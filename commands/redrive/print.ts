import pc from 'picocolors';
import type { StackPlace } from '../../lib/stack-places';
import type { MessageKind, QueueReport } from './report';

/** The parked messages as text. */
export function textOf(accounts: readonly QueueReport[], elsewhere: readonly StackPlace[], sent: boolean): string {
  const filled = accounts.filter(({ parked }) => parked > 0);
  const summary =
    filled.length === 0
      ? pc.green(`Nothing is parked in ${accounts.length} dead-letter queues.`)
      : filled.flatMap((each) => [headOf(each), ...each.kinds.flatMap(linesOf)]).join('\n');
  const others = [...new Set(elsewhere.map(({ account }) => account))].map(
    (account) =>
      `Not checked: ${elsewhere.flatMap((each) => (each.account === account ? each.name : [])).join(', ')} in account ${account}: run this as that account.`,
  );
  const hint =
    filled.length > 0 && !sent
      ? ['', 'Remove the cause, then resend: npm run redrive -- --config rollout.yaml --send']
      : [];
  return [summary, ...hint, ...(others.length > 0 ? ['', ...others.map((line) => pc.dim(line))] : [])].join('\n');
}

function headOf({ stack, region, queue, parked, sent, superseded, stays }: QueueReport): string {
  const became = [
    ...(sent > 0 ? [`${sent} resent`] : []),
    ...(superseded > 0 ? [`${superseded} removed`] : []),
    ...(stays > 0 ? [pc.red(`${stays} stay`)] : []),
  ];
  return `${pc.bold(`${stack} ${region}, ${queue}`)}: ${parked} parked${became.length > 0 ? `, ${became.join(', ')}` : ''}`;
}

function linesOf({ what, count, since, said, becomes }: MessageKind): string[] {
  const minute = since.slice(0, 16).replace('T', ' ');
  return [
    `  ${count} × ${what}, since ${minute}`,
    ...(said === '' ? [] : [pc.dim(`      ${said}`)]),
    `      → ${becomes}`,
  ];
}
