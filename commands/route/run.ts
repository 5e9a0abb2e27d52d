import { EXIT } from '../exit-codes';
import type { RouteOptions } from './options';
import { textsOf } from './print';
import { routeReports } from './report';

/**
 * Shows the routes of each finding in a file and the messages of each target; with `json`, one object for one finding and a
 * list for several. Parts of the file that are no findings are reported as errors.
 * @returns the exit code
 */
export function runRoute(
  options: RouteOptions,
  say: (text: string) => void = console.log,
  complain: (text: string) => void = console.error,
): number {
  const { reports, refused } = routeReports(options);
  say(options.json ? JSON.stringify(reports.length === 1 ? reports[0] : reports, undefined, 2) : textsOf(reports));
  if (refused.length === 0) return EXIT.ok;
  complain(refused.join('\n'));
  return EXIT.unmet;
}
