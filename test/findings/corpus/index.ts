import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A finding of the corpus, with the family whose file it is in. */
export interface Recorded {
  readonly family: string;
  readonly type: string;
  readonly finding: Record<string, unknown>;
}

/** Every finding of the corpus. */
export const corpus: readonly Recorded[] = readdirSync(__dirname)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => {
    const findings: Record<string, unknown>[] = JSON.parse(readFileSync(join(__dirname, name), 'utf8'));
    return findings.map((finding) => ({ family: name.replace('.json', ''), type: String(finding.type), finding }));
  });

/** The first finding of a type. */
export function recorded(type: string): Record<string, unknown> {
  const found = corpus.find((one) => one.type === type);
  if (!found) throw new Error(`the corpus has no ${type}`);
  return structuredClone(found.finding);
}
