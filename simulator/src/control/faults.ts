import { z } from 'zod';
import { bodyAs } from './refusal';
import type { Route } from './route';

const EFFECTS = ['error', 'latencyMs', 'applyFirst', 'noAnswer', 'unprocessed', 'lagSeconds'] as const;

const fault = z
  .strictObject({
    service: z.string().min(1).describe('signing name, * for all'),
    operation: z.string().min(1).describe('* for all'),
    account: z
      .string()
      .regex(/^\d{12}$/, 'an account id is a string of 12 digits')
      .optional(),
    region: z.string().optional(),
    naming: z.string().min(1).optional().describe('only calls whose input has this value'),
    times: z.number().int().min(1),
    error: z
      .strictObject({ code: z.string().min(1), status: z.number().int().min(400).max(599), message: z.string() })
      .optional(),
    latencyMs: z.number().min(0).optional(),
    applyFirst: z.boolean().optional(),
    internal: z.boolean().optional(),
    noAnswer: z.enum(['ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND']).optional(),
    unprocessed: z.strictObject({ accounts: z.array(z.string()).min(1), result: z.string().min(1) }).optional(),
    lagSeconds: z.number().positive().optional(),
  })
  .refine((value) => EFFECTS.some((name) => value[name] !== undefined && value[name] !== false), {
    message: `a fault needs at least one of ${EFFECTS.join(', ')}`,
  })
  .refine(({ internal, error, noAnswer }) => !internal || error !== undefined || noAnswer !== undefined, {
    message: 'an internal fault needs error or noAnswer',
  });

/** Plans a fault for the next `times` matching calls. */
export const addFault: Route = ({ body }, simulation) => {
  const planned = bodyAs(fault, body);
  simulation.faults.add(planned as Parameters<typeof simulation.faults.add>[0]);
  return planned;
};

/** Removes every fault. */
export const clearFaults: Route = (_, simulation) => {
  simulation.faults.clear();
  return {};
};
