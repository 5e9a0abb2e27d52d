import { Option } from 'commander';
import { cliCommand, configOption, jsonOption } from '../command';
import type { GuardrailsOptions } from './options';
import { runGuardrails } from './run';

export const guardrailsCommand = cliCommand<GuardrailsOptions>({
  name: 'guardrails',
  summary: 'prints the policies of AWS Organizations that keep members watched and the stacks as they were deployed',
  example: 'npm run guardrails -- --config rollout.yaml --out policies',
  options: () => [
    configOption(),
    new Option('--out <folder>', 'write each policy to a file, for aws organizations create-policy'),
    jsonOption(),
  ],
  run: (options) => runGuardrails(options),
});
