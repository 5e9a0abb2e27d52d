import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An environment variable of the function. @throws Error if it is not set */
export function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`the environment variable ${name} is missing`);
  return value;
}

/** A file of settings beside the code, which can hold more than the environment. */
export function settings(name: string): unknown {
  return JSON.parse(readFileSync(join(required('LAMBDA_TASK_ROOT'), `${name}.json`), 'utf8'));
}
