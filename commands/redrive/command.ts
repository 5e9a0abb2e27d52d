import { Option } from 'commander';
import { cliCommand, jsonOption } from '../command';
import type { RedriveOptions } from './options';
import { runRedrive } from './run';

export const redriveCommand = cliCommand<RedriveOptions>({
  name: 'redrive',
  summary: 'shows the messages parked in dead-letter queues, or resends them',
  example: 'npm run redrive -- --config rollout.yaml --send',
  credentials: 'the delegated administrator, or of the management account for its stacks',
  options: () => [
    new Option('--config <file>', 'the configuration; by default examples/rollout.yaml, with --send required'),
    new Option('--send', 'resend the messages, only to the targets that did not receive them'),
    jsonOption(),
  ],
  run: (options) => runRedrive(options),
});
