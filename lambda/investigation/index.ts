import { configured, hubPlace } from '../findings/environment';
import { investigationHandler } from './handler';

let handle: ReturnType<typeof investigationHandler> | undefined;

/** The state machine of investigations invokes this for each step. */
export const handler: ReturnType<typeof investigationHandler> = (event) => {
  handle ??= investigationHandler(configured(), hubPlace());
  return handle(event);
};
