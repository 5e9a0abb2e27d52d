import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/**
 * The bundled handlers with a JSON file of settings, for settings that may exceed the 4 KB of a function's environment.
 * Code and settings are one asset, so they are deployed and rolled back together.
 * @param handlers the folder of the bundled handlers
 * @param name name of the file, without its ending
 */
export function configuredCode(scope: Construct, handlers: string, name: string, settings: unknown): Code {
  const stage = Stage.of(scope);
  if (!stage) throw new Error(`${scope.node.path} is in no app`);
  const folder = join(stage.outdir, `handlers-with-${name}`);
  rmSync(folder, { recursive: true, force: true });
  cpSync(handlers, folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(settings)}\n`);
  return Code.fromAsset(folder);
}
