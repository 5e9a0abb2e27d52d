import type { CustomResourceEvent, IsCompleteEvent } from '../reconcile/event';
import { isComplete } from '../reconcile/is-complete';
import { onEvent } from '../reconcile/on-event';
import { physicalIdOf } from './registry';

/**
 * The function that the Provider framework invokes for every controller of a stack: first for the physical id of a custom
 * resource (`onEvent`), then repeatedly to ask whether the resource is complete (`isComplete`).
 */
export async function handler(event: CustomResourceEvent | IsCompleteEvent): Promise<unknown> {
  return 'StartedAt' in event ? isComplete(event) : onEvent(event, physicalIdOf);
}
