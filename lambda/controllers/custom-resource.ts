import type { CustomResourceEvent, IsCompleteEvent } from '../reconcile/event';
import { isComplete } from '../reconcile/is-complete';
import { onEvent } from '../reconcile/on-event';
import { physicalIdOf } from './registry';

/**
 * The function that the Provider framework asks, for every controller of a stack: first what a custom resource is called,
 * then again and again whether it is complete. What the second question is answered from, the first has begun.
 */
export async function handler(event: CustomResourceEvent | IsCompleteEvent): Promise<unknown> {
  return 'StartedAt' in event ? isComplete(event) : onEvent(event, physicalIdOf);
}
