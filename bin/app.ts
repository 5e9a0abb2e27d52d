import '../lib/handlers-bundle';
import { App, Validations } from 'aws-cdk-lib';
import { DISABLE_CREATION_STACK_TRACES } from 'aws-cdk-lib/cx-api';
import { writeHandlers } from '../lib/bundle';
import { type Config, ConfigError, describe, loadConfig } from '../lib/config';
import { bundling } from '../lib/handlers-bundle';
import { addMemberAccess } from '../lib/member-access';
import { NagChecks } from '../lib/nag-checks';
import { rollout } from '../lib/rollout';
import { addStacks } from '../lib/stacks';

// the line of code that made a resource is no help to people who write the configuration; `--debug` still records it
const app = new App({ postCliContext: { [DISABLE_CREATION_STACK_TRACES]: true } });
const config = load(app.node.tryGetContext('config') ?? 'examples/rollout.yaml');
for (const warning of config.warnings) console.error(`warning: ${describe(warning)}`);

Validations.of(app).addPlugins(new NagChecks(app));
const outside = app.node.tryGetContext('memberAccess');
if (outside !== undefined) addMemberAccess(app, config, String(outside));
else void bundling.then((bundle) => addStacks(app, rollout(config), writeHandlers(bundle, app.outdir)));

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
