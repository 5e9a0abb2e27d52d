import { z } from 'zod';

/** A trail of CloudTrail, as the organization file has it. */
export const trailEntry = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9][\w.-]{2,127}$/, 'a name of a trail is 3 to 128 letters, digits and ._-'),
  account: z
    .string()
    .regex(/^\d{12}$/, 'an account id is a string of 12 digits')
    .optional()
    .describe('the account that owns it; the management account if absent'),
  region: z.string().optional().describe('its home region; where the organization’s events appear, if absent'),
  multiRegion: z.boolean().default(true).describe('it logs in every region of the partition'),
  organization: z.boolean().default(false).describe('it logs every account of the organization'),
  logging: z.boolean().default(true).describe('false: it was stopped'),
  managementEvents: z
    .enum(['All', 'WriteOnly', 'ReadOnly', 'None'])
    .default('All')
    .describe('the management events that it logs'),
  advanced: z.boolean().default(false).describe('its event selectors are advanced ones'),
});

type TrailEntry = z.output<typeof trailEntry>;

/** The trail of an organization whose file names none. */
export const ANY_TRAIL: z.input<typeof trailEntry> = { name: 'management-events' };

/** A trail. */
export interface Trail extends TrailEntry {
  readonly account: string;
  readonly region: string;
}

/** Whether a trail logs writes in an account and region. */
export function logsWrites(trail: Trail, account: string, region: string): boolean {
  const { logging, managementEvents } = trail;
  return logging && (managementEvents === 'All' || managementEvents === 'WriteOnly') && isSeen(trail, account, region);
}

/** Whether an account is shown a trail in a region: its own, or the organization's. */
export function isSeen(trail: Trail, account: string, region: string): boolean {
  return (trail.account === account || trail.organization) && (trail.region === region || trail.multiRegion);
}
