import { Option } from 'commander';
import { cliCommand, configOption, jsonOption } from '../command';
import type { GuardrailsOptions } from './options';
import { runGuardrails } from './run';

export const guardrailsCommand = cliCommand<GuardrailsOptions>({
  name: 'guardrails',
  summary: 'prints policies of AWS Organizations that keep members covered and the stacks unchanged',
  example: 'npm run guardrails -- --config rollout.yaml --out policies',
  options: () => [
    configOption(),
    new Option('--out <folder>', 'write each policy to a file, for aws organizations create-policy'),
    jsonOption(),
  ],
  run: (options) => runGuardrails(options),
});
