/** Read by `lib` too: imports zod alone, no SDK. */
import { z } from 'zod';
import { passSettings } from '../../reconcile/desired';
import { autoEnable, guardDutyOverride, protectionPlan } from '../guardduty/desired';

/** The settings of GuardDuty that several regions have in common. */
export const regionalSettings = z.strictObject({
  regions: z.array(z.string()),
  autoEnable,
  plans: z.record(z.string(), protectionPlan),
  overrides: z.array(guardDutyOverride),
});

export type RegionalSettings = z.infer<typeof regionalSettings>;

/**
 * The desired GuardDuty policies of the organization, as settings: the policies depend on which accounts there are, and each pass
 * compiles them. The JSON in the custom resource and the repair of the management account.
 */
export const policiesDesired = z.strictObject({
  service: z.literal('policies'),
  homeRegion: z.string(),
  partition: z.string(),
  managementAccount: z.string(),
  administrator: z.string(),
  /** regions with the same settings are written once */
  settings: z.array(regionalSettings),
  /** of each policy */
  tags: z.record(z.string(), z.string()),
  ...passSettings,
});

export type PoliciesDesired = z.infer<typeof policiesDesired>;
