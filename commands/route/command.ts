import { Option } from 'commander';
import { cliCommand, configOption, jsonOption } from '../command';
import type { RouteOptions } from './options';
import { runRoute } from './run';

export const routeCommand = cliCommand<RouteOptions>({
  name: 'route',
  summary: 'shows the routes of a finding and the messages of each target, without calling AWS',
  example: 'npm run route -- --finding examples/finding.json --config rollout.yaml',
  options: () => [
    new Option(
      '--finding <file>',
      'findings as JSON: an event, an export, an answer of the API, a list, a parked message',
    ).makeOptionMandatory(),
    configOption(),
    new Option('--account <file>', 'facts about the account, as JSON: { name, email, ous: [{ id, name }], tags }'),
    new Option('--occurrence <kind>', 'the occurrence to assume')
      .choices(['new', 'escalated', 'repeated'])
      .default('new'),
    jsonOption(),
  ],
  run: (options) => runRoute(options),
});
