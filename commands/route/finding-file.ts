import { findingsIn, type Refused } from '../../lambda/findings/shape/locate';
import { readJsonValues } from '../input-file';
import { UsageError } from '../usage-error';

/** The findings in a file, and the parts that are none, each as a sentence. @throws UsageError if there is no finding */
export function findingsInFile(file: string): { readonly findings: readonly unknown[]; readonly refused: string[] } {
  const { findings, refused } = findingsIn(readJsonValues(file));
  const sentences = refused.map((each) => `${file}${place(each)} ${reason(each.because)}`);
  if (findings.length === 0) throw new UsageError(sentences.join('\n'));
  return { findings, refused: sentences };
}

function place({ path }: Refused): string {
  return path === '' ? '' : `: ${path}`;
}

function reason(because: Refused['because']): string {
  switch (because.kind) {
    case 'empty':
      return 'is an empty list: it holds no finding';
    case 'noObject':
      return 'is no finding: it is neither an object nor a list';
    case 'tooDeep':
      return 'is nested too deeply to hold a finding';
    case 'neitherTypeNorId':
      return 'is no finding: it has neither a type nor an id of GuardDuty';
    case 'otherProduct':
      return `is a finding of ${because.product}, not of GuardDuty`;
    default:
      return because satisfies never;
  }
}
