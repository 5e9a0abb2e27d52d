import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';

/** The time that a group has to end after SIGTERM, in milliseconds. */
const PATIENCE = 5000;

/**
 * Starts a command as the leader of a new process group. Ctrl-C in the terminal does not reach the group: our process stops
 * it, with everything that it has started.
 */
export function startGroup(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  return spawn(command, args, { ...options, detached: true });
}

/** Ends a group, by force if it takes too long. */
export async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  signalGroup(child, 'SIGTERM');
  const force = setTimeout(() => signalGroup(child, 'SIGKILL'), PATIENCE);
  await exit;
  clearTimeout(force);
  // processes that the leader has left behind
  signalGroup(child, 'SIGKILL');
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // it has ended meanwhile
  }
}
