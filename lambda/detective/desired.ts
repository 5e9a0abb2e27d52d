/** Read by `lib` too: imports zod alone, no SDK. */
import { z } from 'zod';
import { conduct } from '../reconcile/desired';

export const dataSourcePackage = z.enum(['EKS_AUDIT', 'ASFF_SECURITYHUB_FINDING']);

/** What Detective shall be in one region: the JSON that the custom resource and the schedule carry. */
export const detectiveDesired = z.strictObject({
  service: z.literal('detective'),
  region: z.string(),
  partition: z.string(),
  managementAccount: z.string(),
  administrator: z.string(),
  /** enable accounts that join the organization from now on; existing ones are enrolled in any case */
  autoEnable: z.boolean(),
  /** optional packages to start, beside DETECTIVE_CORE which is always on */
  dataSourcePackages: z.array(dataSourcePackage),
  ...conduct,
});

export type DetectiveDesired = z.infer<typeof detectiveDesired>;
