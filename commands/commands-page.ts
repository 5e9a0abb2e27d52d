import { Command } from 'commander';
import type { CliCommand } from './command';
import { EXIT, MEANINGS } from './exit-codes';

const WIDTH = 120;

/** docs/commands.md: how to call the command line, the meaning of each exit code, and the help of each command. */
export function commandsPage(commands: readonly CliCommand[]): string {
  const codes = Object.entries(EXIT) as [keyof typeof EXIT, number][];
  return `# The command line

In a clone, npm runs each command by its name and takes options after \`--\`; \`npm start\` is \`rehearse\`. If the package is
installed, npx runs \`muster\` with the same names and options. \`npm run generate\` writes this page.

- Paths are relative to your working directory, also under npm.
- Reports go to standard output, mistakes to standard error. With \`--json\` a report is JSON.
- Commands that only read or work offline use \`examples/rollout.yaml\` if no \`--config\` is given. Commands that write to AWS
  (\`deploy\`, \`canary\`, \`redrive\` with \`--send\`) have no default: name your configuration. \`contract\` needs none. \`plan\`, \`status\` and \`bootstrap\` are about your organization and read
  \`rollout.yaml\` in your working directory.
- \`npm run simulator\` serves a simulated organization; its options are in [the simulator's README](../simulator/README.md), its exit
  codes are those below.
- Commands that call AWS take credentials and profile from the environment, as every AWS SDK does. \`AWS_ENDPOINT_URL\` points them at
  the simulated organization.

## Exit codes

| code | meaning |
| --- | --- |
${codes.map(([name, code]) => `| ${code} | ${MEANINGS[name]} |`).join('\n')}

\`plan\` has [its own exit codes](plan.md#exit-codes), as the plan commands of other tools do.

${commands.map(section).join('\n')}`;
}

function section(command: CliCommand): string {
  const lines: string[] = [];
  const program = new Command('muster').configureOutput({
    getOutHelpWidth: () => WIDTH,
    writeOut: (text) => lines.push(text),
  });
  command
    .addTo(program, async () => undefined)
    .helpOption('-h, --help', 'print help')
    .outputHelp();
  return `## ${command.name}\n\n\`\`\`text\n${lines.join('').trim()}\n\`\`\`\n`;
}
