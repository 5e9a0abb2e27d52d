import type { Question } from './questions';

/** Asks a question. @returns the answer; undefined if the person ends the command */
export type Ask = (question: Question) => Promise<string | undefined>;

/** Asks at the terminal; undefined if there is none. */
export async function terminal(): Promise<Ask | undefined> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
  // loaded only here: it is a module of ECMAScript, and other commands need no prompts
  const { isCancel, text } = await import('@clack/prompts');
  return async ({ message, proposed = '', mistake }) => {
    const answer = await text({
      message,
      ...(proposed === '' ? {} : { placeholder: proposed, defaultValue: proposed }),
      validate: (typed) => mistake(typed?.trim() || proposed),
    });
    return isCancel(answer) ? undefined : (answer ?? '').trim();
  };
}
