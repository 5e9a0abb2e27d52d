import '../commands/sdk-warning';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { runCommandLine } from '../commands/program';

// npm runs scripts in the folder of the package: paths are meant from where the person stands
const { INIT_CWD } = process.env;
const root = realpathSync(join(__dirname, '..'));
if (INIT_CWD !== undefined && realpathSync(process.cwd()) === root) process.chdir(INIT_CWD);

void runCommandLine(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
