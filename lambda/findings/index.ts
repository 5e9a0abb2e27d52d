import { configured, hubPlace, queueUrl } from './environment';
import { findingsHandler } from './handler';

let handle: ReturnType<typeof findingsHandler> | undefined;

/** The queue's consumer. */
export const handler: ReturnType<typeof findingsHandler> = (event, invocation) => {
  handle ??= findingsHandler(configured(), { ...hubPlace(), queue: queueUrl() });
  return handle(event, invocation);
};
