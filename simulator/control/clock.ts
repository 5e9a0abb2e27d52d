import { z } from 'zod';
import type { Route } from './index';
import { bodyAs } from './refused';

const advance = z.strictObject({ advanceSeconds: z.number().min(0) });

/** Moves the organization's time forward; answers once all that became due on the way is done. */
export const advanceClock: Route = async ({ body }, simulation) => {
  await simulation.clock.advance(bodyAs(advance, body).advanceSeconds);
  return { time: simulation.clock.iso() };
};
