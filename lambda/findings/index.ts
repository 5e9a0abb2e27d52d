import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FindingsDesired, findingsDesired } from './desired';
import { findingsHandler } from './handler';

let handle: ReturnType<typeof findingsHandler> | undefined;

/** The queue's consumer. What it is to do with findings is a file beside it, which can hold more than its environment. */
export const handler: ReturnType<typeof findingsHandler> = (event, invocation) => {
  handle ??= findingsHandler(desired(), {
    region: required('AWS_REGION'),
    table: required('TABLE_NAME'),
    bus: required('EVENT_BUS_NAME'),
  });
  return handle(event, invocation);
};

function desired(): FindingsDesired {
  return findingsDesired.parse(JSON.parse(readFileSync(join(required('LAMBDA_TASK_ROOT'), 'findings.json'), 'utf8')));
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`the environment variable ${name} is missing`);
  return value;
}
