import { Option } from 'commander';
import { cliCommand, configOption, exampleOption } from '../command';
import type { RehearsalOptions } from './options';
import { runRehearsal } from './run';

export const rehearseCommand = cliCommand<RehearsalOptions>({
  name: 'rehearse',
  summary: 'deploys a configuration into a simulated organization and shows the result',
  example: 'npm start -- --config rollout.yaml --report report.json',
  options: () => [
    configOption(),
    exampleOption('--organization <file>', 'the simulated organization', 'organization.yaml'),
    new Option('--report <file>', 'write the observed state, as JSON'),
    new Option('--keep', 'leave the organization running and print how to reach it'),
  ],
  run: (options) => runRehearsal(options),
});
