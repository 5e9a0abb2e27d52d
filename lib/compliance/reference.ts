import { EVIDENCE, EVIDENCE_IDS } from './evidence';
import type { Control, Framework } from './framework';
import { FRAMEWORKS, nameOf } from './frameworks';

const INTRODUCTION = `# Compliance

Generated from lib/compliance by \`npm run generate\`; do not edit.

The controls of ten frameworks that the rollout supports, each with its evidence. The rollout supports controls; it does not make you compliant: an auditor decides, and every
control also needs people and processes that no tool sees. Titles are our own words, because the texts of several frameworks are copyrighted.

- **direct**: the evidence shows what the control asks for. **supporting**: it shows a part. **listed**: another publisher maps the control to GuardDuty, and we find
  the relation weak. **not claimed**: others map it, and we do not. **not required**: the framework asks for neither GuardDuty nor Detective.
- Certainty: **C** read in the named source, **D** read second-hand, **I** inferred from the control.

## Evidence
`;

const WORDS = {
  direct: 'direct',
  supporting: 'supporting',
  listed: 'listed',
  notClaimed: 'not claimed',
  notRequired: 'not required',
} as const satisfies Record<Control['relation'], string>;

/** The text of docs/compliance.md. */
export function complianceReference(frameworks: readonly Framework[] = FRAMEWORKS): string {
  const evidence = EVIDENCE_IDS.map((id) => [id, EVIDENCE[id].statement, EVIDENCE[id].shown ?? 'not produced yet']);
  return [
    INTRODUCTION,
    `${table(['id', 'statement', 'where it is shown'], evidence)}\n`,
    ...frameworks.map(section),
  ].join('\n');
}

function section(framework: Framework): string {
  const { name, checkedOn, source, note, controls } = framework;
  const about = [`\`${nameOf(framework)}\`, checked on ${checkedOn}. Source: ${source}.`, ...(note ? [note] : [])];
  const rows = controls.map((control) => [
    control.id,
    control.title,
    WORDS[control.relation] + (control.because ? `: ${control.because}` : ''),
    control.evidence.join(', ') || '–',
    control.source,
    control.certainty,
  ]);
  const columns = ['control', 'about', 'relation', 'evidence', 'source', 'certainty'];
  return `## ${name}\n\n${about.join(' ')}\n\n${table(columns, rows)}\n`;
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return [columns, columns.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
