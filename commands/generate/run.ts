import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { organizationSchema } from '@muster/simulator/organization';
import { complianceReference } from '../../lib/compliance/reference';
import { jsonSchema } from '../../lib/config/json-schema';
import { reference } from '../../lib/config/reference';
import { EXIT } from '../exit-codes';
import { planSchema } from '../plan/format';

const ROOT = join(__dirname, '..', '..');

/** Path from the root → content of a generated file; a test compares them with the committed files. */
export function generated(commandsPage: string): Readonly<Record<string, string>> {
  return {
    'docs/commands.md': commandsPage,
    'docs/compliance.md': complianceReference(),
    'docs/configuration.md': reference(),
    'docs/plan.schema.json': json(planSchema()),
    'lib/config/rollout.schema.json': json(jsonSchema()),
    'simulator/src/organization/organization.schema.json': json(organizationSchema()),
  };
}

/** Writes every generated file and prints its path. @returns the exit code */
export function runGenerate(commandsPage: string, say: (text: string) => void = console.log): number {
  for (const [path, content] of Object.entries(generated(commandsPage))) {
    writeFileSync(join(ROOT, path), content);
    say(path);
  }
  return EXIT.ok;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
