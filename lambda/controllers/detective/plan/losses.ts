import { isEnabled } from '../../../aws/detective/graph';
import type { DetectiveObserved } from '../observe';

/** How many accounts contribute to the graph now, the administrator's own among them. */
export function protectedNow({ graph, members }: DetectiveObserved): number {
  return members.filter(isEnabled).length + (graph ? 1 : 0);
}

/** An account is in the graph or it is not: no action of this controller lessens what it has. */
export function losing(): string[] {
  return [];
}
