import { EXIT } from '../exit-codes';
import type { RouteOptions } from './options';
import { textOf } from './print';
import { routeReport } from './report';

/** Shows the routes of a finding and the messages of each target. @returns the exit code */
export function runRoute(options: RouteOptions, say: (text: string) => void = console.log): number {
  const report = routeReport(options);
  say(options.json ? JSON.stringify(report, undefined, 2) : textOf(report));
  return EXIT.ok;
}
