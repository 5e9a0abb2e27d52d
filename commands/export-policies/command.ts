import { cliCommand, configOption } from '../command';
import type { ExportPoliciesOptions } from './options';
import { runExportPolicies } from './run';

export const exportPoliciesCommand = cliCommand<ExportPoliciesOptions>({
  name: 'export-policies',
  summary: 'prints what the policies of an existing bucket and key must allow so that findings can be exported there',
  example: 'npm run -s export-policies -- --config rollout.yaml',
  options: () => [configOption()],
  run: (options) => runExportPolicies(options),
});
