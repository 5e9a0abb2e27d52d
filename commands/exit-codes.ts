/** How a command ends. The codes are an interface: scripts go by them. */
export const EXIT = {
  ok: 0,
  unmet: 1,
  usage: 2,
  unavailable: 3,
  defect: 70,
  interrupted: 130,
  terminated: 143,
} as const;

/** What each code means; the table of docs/commands.md is made from it. */
export const MEANINGS: Readonly<Record<keyof typeof EXIT, string>> = {
  ok: 'The command did its work, and everything it looked at is as it should be.',
  unmet:
    'The command ran, and something is not as it should be: the rehearsal did not converge, a target was not reached, a message stays parked, the configuration names something that the organization does not have. The report says what.',
  usage: 'A mistake in an option, in a file or in a name. Nothing was done.',
  unavailable:
    'AWS refused or could not be reached, credentials are missing or are those of another account, a stack is not deployed, or Node.js is older than 20.',
  defect: 'An unexpected error: a defect of this program, with its stack trace.',
  interrupted: 'Ctrl-C (SIGINT). What the command had started is stopped.',
  terminated: 'SIGTERM. What the command had started is stopped.',
};
