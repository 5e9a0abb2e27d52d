import { EXIT } from '../exit-codes';
import type { RouteOptions } from './options';
import { textOf } from './print';
import { routeReport } from './report';

/** Shows which routes a finding takes and what each target receives. @returns the exit code */
export function runRoute(options: RouteOptions, say: (text: string) => void = console.log): number {
  const report = routeReport(options);
  say(options.json ? JSON.stringify(report, undefined, 2) : textOf(report));
  return EXIT.ok;
}
