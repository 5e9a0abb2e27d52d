import pc from 'picocolors';
import type { RouteRule } from '../../lib/rollout/routes';
import type { ReceivedMessage } from './received-message';

/** The shown part of a message. Links are never cut, so that people can follow them. */
const LINES = 9;
const WIDTH = 150;

/** A finding and the messages that its targets received. */
export interface FindingNotifications {
  /** `High (8)` */
  readonly severity: string;
  readonly received: readonly { readonly rule: RouteRule; readonly message: ReceivedMessage | undefined }[];
}

/** A table of findings and targets, and one message of each target as its recipient sees it. */
export function notificationsText(readings: readonly FindingNotifications[]): string {
  const targets = [...new Set(readings.flatMap(({ received }) => received.map(({ rule }) => rule.target)))];
  return [table(readings, targets), ...messages(readings, targets)].join('\n');
}

function table(readings: readonly FindingNotifications[], targets: readonly string[]): string {
  const row = (cells: readonly string[]) => `  ${cells.map((cell) => cell.padEnd(14)).join('')}`.trimEnd();
  const cell = ({ received }: FindingNotifications, target: string) => {
    const found = received.find(({ rule }) => rule.target === target);
    if (!found) return '·';
    return found.message ? 'notified' : 'NOT NOTIFIED';
  };
  return [
    pc.bold(row(['SEVERITY', ...targets])),
    ...readings.map((reading) => row([reading.severity, ...targets.map((target) => cell(reading, target))])),
  ].join('\n');
}

/** One message of each target, of a severity that was not shown yet if possible. */
function messages(readings: readonly FindingNotifications[], targets: readonly string[]): string[] {
  const left = new Set(readings);
  return targets.flatMap((target) => {
    const deliveryIn = (reading: FindingNotifications) => reading.received.find(({ rule }) => rule.target === target);
    const having = readings.filter(deliveryIn);
    const reading = having.find((each) => left.has(each)) ?? having[0];
    const found = reading && deliveryIn(reading);
    if (!reading || !found) return [];
    left.delete(reading);
    return ['', `  ${pc.green(target)}, of ${reading.severity}, by route ${found.rule.route}`, ...shown(found.message)];
  });
}

function shown(message: ReceivedMessage | undefined): string[] {
  if (!message) return [`    ${pc.red('received nothing')}`];
  const more = message.lines.length > LINES ? [pc.dim(`… ${message.lines.length - LINES} more lines`)] : [];
  const lines = [message.headline, ...message.lines.slice(0, LINES)].map(inWidth);
  return [...lines, ...more].map((text) => `    │ ${text}`);
}

function inWidth(text: string): string {
  return text.length <= WIDTH || text.includes('https://') ? text : `${text.slice(0, WIDTH - 1)}…`;
}
