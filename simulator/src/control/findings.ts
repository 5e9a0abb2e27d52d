import { z } from 'zod';
import { putFinding } from '../services/guardduty';
import { bodyAs } from './refusal';
import type { Route } from './route';

const arising = z.strictObject({
  account: z.string().regex(/^\d{12}$/, 'an account id is a string of 12 digits'),
  region: z.string().min(1),
  finding: z.record(z.string(), z.unknown()).default({}),
});

/** Creates a GuardDuty finding in an account; fields that are not given are as CreateSampleFindings sets them. */
export const addFinding: Route = ({ body }, simulation) => ({ finding: putFinding(simulation, bodyAs(arising, body)) });
