import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { organizationSchema } from '@muster/simulator';
import { jsonSchema } from '../../lib/config/json-schema';
import { reference } from '../../lib/config/reference';

const ROOT = join(__dirname, '..', '..');

/** The generated files by their path from the root; a test holds them against the committed ones. */
export function generated(): Readonly<Record<string, string>> {
  return {
    'docs/configuration.md': reference(),
    'lib/config/rollout.schema.json': json(jsonSchema()),
    'simulator/src/organization/organization.schema.json': json(organizationSchema()),
  };
}

/** Writes every generated file and tells which. */
export function generate(): string[] {
  for (const [path, content] of Object.entries(generated())) writeFileSync(join(ROOT, path), content);
  return Object.keys(generated());
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
