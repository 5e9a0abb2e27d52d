/** The exit codes of commands. They are an interface: scripts depend on them. */
export const EXIT = {
  ok: 0,
  unmet: 1,
  usage: 2,
  unavailable: 3,
  defect: 70,
  interrupted: 130,
  terminated: 143,
} as const;

/** The meaning of each code, for the table of docs/commands.md. */
export const MEANINGS: Readonly<Record<keyof typeof EXIT, string>> = {
  ok: 'The command did its work, and everything it checked is as it should be.',
  unmet:
    'The command ran, but something is not as it should be: the rehearsal did not converge, a stack was not deployed, a target was not reached, a message stays parked, AWS answered the contract suite otherwise than assumed or something that the suite made remains, a part of a file of findings is none, or the configuration names something that the organization does not have. The report says what.',
  usage: 'A mistake in an option, in a file or in a name. Nothing was done.',
  unavailable:
    'AWS refused or could not be reached, credentials are missing or belong to another account, a stack is not deployed, or Node.js is older than 20.',
  defect: 'An unexpected error: a defect of this program. The stack trace is printed.',
  interrupted: 'Ctrl-C (SIGINT). Everything that the command started is stopped.',
  terminated: 'SIGTERM. Everything that the command started is stopped.',
};
