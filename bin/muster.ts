import '../commands/sdk-warning';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from '../commands/exit-codes';
import { runCommandLine } from '../commands/program';

// npm runs scripts in the folder of the package, but paths are relative to the folder where the person stands
const { INIT_CWD } = process.env;
const root = realpathSync(join(__dirname, '..'));
if (INIT_CWD !== undefined && realpathSync(process.cwd()) === root) process.chdir(INIT_CWD);

void runCommandLine(process.argv.slice(2)).then((code) => {
  // interrupted work may still wait for processes that have been stopped
  if (code === EXIT.interrupted || code === EXIT.terminated) process.exit(code);
  process.exitCode = code;
});
