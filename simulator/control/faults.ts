import { z } from 'zod';
import type { Route } from './index';
import { bodyAs } from './refused';

const fault = z
  .strictObject({
    service: z.string().min(1).describe('signing name, * for all'),
    operation: z.string().min(1).describe('* for all'),
    account: z
      .string()
      .regex(/^\d{12}$/, 'an account id is a string of 12 digits')
      .optional(),
    region: z.string().optional(),
    times: z.number().int().min(1),
    error: z
      .strictObject({ code: z.string().min(1), status: z.number().int().min(400).max(599), message: z.string() })
      .optional(),
    latencyMs: z.number().min(0).optional(),
    applyFirst: z.boolean().optional(),
  })
  .refine((value) => value.error || value.latencyMs !== undefined || value.applyFirst, {
    message: 'a fault needs at least one of error, latencyMs, applyFirst',
  });

/** Lets the next `times` matching calls meet a misfortune. */
export const addFault: Route = ({ body }, simulation) => {
  const planned = bodyAs(fault, body);
  simulation.faults.add(planned as Parameters<typeof simulation.faults.add>[0]);
  return planned;
};

/** Forgets every fault that is still planned. */
export const clearFaults: Route = (_, simulation) => {
  simulation.faults.clear();
  return {};
};
