import '../lib/handlers-bundle';
import { App, Validations } from 'aws-cdk-lib';
import { DISABLE_CREATION_STACK_TRACES } from 'aws-cdk-lib/cx-api';
import { assertDeployable } from '../commands/opt-in-regions';
import { UsageError } from '../commands/usage-error';
import { writeHandlers } from '../lib/bundle';
import { type Config, ConfigError, describe, loadConfig } from '../lib/config';
import { bundling } from '../lib/handlers-bundle';
import { addMemberAccess } from '../lib/member-access';
import { NagChecks } from '../lib/nag-checks';
import { type Rollout, rollout } from '../lib/rollout';
import { addStacks } from '../lib/stacks';

// the line of code that made a resource is no help to people who write the configuration; `--debug` still records it
const app = new App({ postCliContext: { [DISABLE_CREATION_STACK_TRACES]: true } });
const desired = load(
  app.node.tryGetContext('config') ?? 'examples/rollout.yaml',
  app.node.tryGetContext('organization'),
);

Validations.of(app).addPlugins(new NagChecks(app));
const outside = app.node.tryGetContext('memberAccess');
if (outside !== undefined) addMemberAccess(app, desired.config, String(outside));
else void bundling.then((bundle) => addStacks(app, desired.rollout, writeHandlers(bundle, app.outdir)));

/** The configuration and its rollout; ends the process before a template is written if there are mistakes in it. */
function load(file: string, organization?: string): { readonly config: Config; readonly rollout: Rollout } {
  try {
    const config = loadConfig(file);
    for (const warning of config.warnings) console.error(`warning: ${describe(warning)}`);
    if (organization !== undefined) assertDeployable(rollout(config), organization);
    return { config, rollout: rollout(config) };
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
