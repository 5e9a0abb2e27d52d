import type { Context } from './context';

const VARIABLE = /\$\{([^},]+?)\s*(?:,\s*'([^']*)')?\}/g;

/** Whether a text of a policy contains variables. */
export function isVariable(text: string): boolean {
  return text.includes('$' + '{');
}

/**
 * A text of a policy with its variables filled in from the keys of the request. Undefined, which matches nothing, if a variable
 * has no value and no default; a key with several values gives no value.
 */
export function filled(text: string, context: Context): string | undefined {
  let complete = true;
  const result = text.replace(VARIABLE, (_, key: string, otherwise: string | undefined) => {
    const value = context[key.toLowerCase()] ?? otherwise;
    if (typeof value !== 'string') complete = false;
    return String(value);
  });
  return complete ? result : undefined;
}
