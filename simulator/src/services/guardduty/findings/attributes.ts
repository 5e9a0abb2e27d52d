import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

let known: ReadonlySet<string> | undefined;

/**
 * The attributes of findings that criteria may name, e.g. `resource.instanceDetails.imageId`. AWS lists them in the
 * documentation of CreateFilter, which the SDK's declarations contain.
 */
export function findingAttributes(): ReadonlySet<string> {
  known ??= new Set([...documentation().matchAll(/<li> <p>([\w.]+)<\/p>/g)].map(([, name = '']) => name));
  return known;
}

function documentation(): string {
  const client = dirname(require.resolve('@aws-sdk/client-guardduty'));
  const declarations = readFileSync(join(client, '..', 'dist-types', 'models', 'models_0.d.ts'), 'utf8');
  const from = declarations.indexOf('interface CreateFilterRequest');
  return declarations.slice(from, declarations.indexOf('FindingCriteria:', from));
}
