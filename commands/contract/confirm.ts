import { createInterface } from 'node:readline/promises';
import { UsageError } from '../usage-error';

/** Asks the person at the terminal. @returns what was typed */
export type Ask = (question: string, signal: AbortSignal) => Promise<string>;

/** @throws UsageError if there is no terminal */
export const askAtTerminal: Ask = async (question, signal) => {
  if (!process.stdin.isTTY) throw new UsageError('there is no terminal to confirm at; --yes confirms');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // readline takes Ctrl-C for itself
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    return await terminal.question(question, { signal });
  } finally {
    terminal.close();
  }
};

/** Asks the person to type the organization's id. @throws UsageError for any other text */
export async function confirm(organization: string, ask: Ask, signal: AbortSignal): Promise<void> {
  const typed = await ask(`Type ${organization} to go on: `, signal);
  if (typed.trim() !== organization) throw new UsageError('not confirmed: nothing was changed');
}
