import type { CaseResult, ContractReport } from '@muster/simulator/contract';
import pc from 'picocolors';

const MARKS = { 'as described': pc.green('✓'), differs: pc.red('✗'), 'not answered': '–' } as const;

/** One line for a case that has ended. */
export function caseText({ name, result, why }: CaseResult): string {
  return `${MARKS[result]} ${name}${result === 'not answered' && why !== undefined ? `: ${why}` : ''}`;
}

/** The summary of the report. @param file path of the whole report */
export function summaryText(
  { asDescribed, differences, notAnswered, leftovers }: ContractReport,
  file: string,
): string {
  const remaining = leftovers.map(({ what, why }) => `  ${what}: ${why}`);
  return [
    '',
    `${asDescribed.length} as described, ${differences.length} differ, ${notAnswered.length} not answered`,
    ...differences.map(({ name, statement }) => `  ${name} (${statement})`),
    ...(remaining.length > 0 ? [pc.red('not removed; please remove by hand:'), ...remaining] : []),
    `${file} has the requests and answers of each difference, with ids masked. Read it before you attach it to an issue.`,
  ].join('\n');
}
