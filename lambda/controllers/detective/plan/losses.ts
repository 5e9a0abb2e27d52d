import { isEnabled } from '../../../aws/detective/graph';
import type { DetectiveObserved } from '../observe';

/** The number of accounts that contribute to the graph, including the administrator. */
export function protectedNow({ graph, members }: DetectiveObserved): number {
  return members.filter(isEnabled).length + (graph ? 1 : 0);
}

/** None: an account is in the graph or not, and no action of this controller reduces its protection otherwise. */
export function losing(): string[] {
  return [];
}
