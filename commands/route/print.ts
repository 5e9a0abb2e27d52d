import pc from 'picocolors';
import type { Message } from '../../lambda/findings/render';
import type { RouteReport } from './report';

/** The reports as text, each under the name of its finding if there are several. */
export function textsOf(reports: readonly RouteReport[]): string {
  if (reports.length === 1) return reports.map(textOf).join('');
  return reports
    .map((report, at) => {
      const { id, type } = report.finding;
      return `${pc.bold(`Finding ${at + 1} of ${reports.length}: ${type} (${id})`)}\n${textOf(report)}`;
    })
    .join('\n\n');
}

/** The report as text. */
export function textOf({ routes, deliveries }: RouteReport): string {
  if (routes.length === 0) return 'No route takes this finding: no one is notified.';
  const blocks = deliveries.map(
    ({ target, route: name, message }) => `${pc.bold(`${target} (route ${name})`)}\n${messageText(message)}`,
  );
  return [`Routes: ${routes.join(', ')}`, ...blocks].join('\n\n');
}

/** Messages for people as people see them, all others as the JSON that is sent. */
function messageText(message: Message): string {
  if ('subject' in message) return `Subject: ${message.subject}\n\n${message.message}`;
  if ('content' in message)
    return [message.content.title, message.content.description, ...message.content.nextSteps].join('\n');
  return JSON.stringify(message, undefined, 2);
}
