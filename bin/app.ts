import '../lib/handlers-bundle';
import { App, Validations } from 'aws-cdk-lib';
import { DISABLE_CREATION_STACK_TRACES } from 'aws-cdk-lib/cx-api';
import { undeployable } from '../commands/opt-in-regions';
import { writeHandlers } from '../lib/bundle';
import { type Config, ConfigError, describe, loadConfig } from '../lib/config';
import { bundling } from '../lib/handlers-bundle';
import { addMemberAccess } from '../lib/member-access';
import { NagChecks } from '../lib/nag-checks';
import { type Rollout, rollout } from '../lib/rollout';
import { addStacks } from '../lib/stacks';

// the line of code that made a resource is no help to people who write the configuration; `--debug` still records it
const app = new App({ postCliContext: { [DISABLE_CREATION_STACK_TRACES]: true } });
const config = load(app.node.tryGetContext('config') ?? 'examples/rollout.yaml');
for (const warning of config.warnings) console.error(`warning: ${describe(warning)}`);
const desired = rollout(config);
check(desired, app.node.tryGetContext('organization'));

Validations.of(app).addPlugins(new NagChecks(app));
const outside = app.node.tryGetContext('memberAccess');
if (outside !== undefined) addMemberAccess(app, config, String(outside));
else void bundling.then((bundle) => addStacks(app, desired, writeHandlers(bundle, app.outdir)));

/** The configuration; ends the process before a template is written if there are mistakes in it. */
function load(file: string): Config {
  try {
    return loadConfig(file);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

/** N1: ends the process before a template is written if the organization of a file cannot take the rollout. */
function check(desired: Rollout, file: unknown): void {
  if (file === undefined) return;
  const mistakes = undeployable(desired, String(file));
  if (mistakes === undefined) return;
  console.error(mistakes);
  process.exit(1);
}
