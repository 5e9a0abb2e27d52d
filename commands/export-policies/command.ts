import { cliCommand, configOption } from '../command';
import type { ExportPoliciesOptions } from './options';
import { runExportPolicies } from './run';

export const exportPoliciesCommand = cliCommand<ExportPoliciesOptions>({
  name: 'export-policies',
  summary: 'prints the statements that the policies of an existing bucket and key need for the export of findings',
  example: 'npm run -s export-policies -- --config rollout.yaml',
  options: () => [configOption()],
  run: (options) => runExportPolicies(options),
});
