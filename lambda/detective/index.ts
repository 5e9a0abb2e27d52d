import type { Context } from 'aws-lambda';
import type { Completion } from '../reconcile/event';

/** The Provider's `isComplete` and the schedule's target: one pass. */
export async function handler(_event: unknown, _context: Context): Promise<Completion> {
  return { IsComplete: true };
}
