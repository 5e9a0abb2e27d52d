import { z } from 'zod';
import { putFinding } from '../services/guardduty';
import { bodyAs } from './refused';
import type { Route } from './route';

const arising = z.strictObject({
  account: z.string().regex(/^\d{12}$/, 'an account id is a string of 12 digits'),
  region: z.string().min(1),
  finding: z.record(z.string(), z.unknown()).default({}),
});

/** Lets a GuardDuty finding arise in an account; what it does not say is as CreateSampleFindings would have it. */
export const addFinding: Route = ({ body }, simulation) => ({ finding: putFinding(simulation, bodyAs(arising, body)) });
