import { z } from 'zod';
import { bodyAs } from './refusal';
import type { Route } from './route';

const change = z
  .strictObject({ advanceSeconds: z.number().min(0).optional(), rate: z.number().min(0).optional() })
  .refine((body) => Object.keys(body).length > 0, 'needs advanceSeconds or rate');

/** Moves the organization's time forward and answers once everything that became due is done, or changes the clock's rate. */
export const changeClock: Route = async ({ body }, simulation) => {
  const { clock } = simulation;
  const { advanceSeconds, rate } = bodyAs(change, body);
  if (advanceSeconds !== undefined) await clock.advance(advanceSeconds);
  if (rate !== undefined) clock.setRate(rate);
  return { time: clock.iso(), rate: clock.rate };
};
