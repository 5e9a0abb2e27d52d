import type { OrganizationConfiguration } from '../../../aws/guardduty/detector';
import type { Features, Status } from '../../../aws/guardduty/features';
import type { Refusal } from '../../../aws/refusals';
import { type Plan, planOf } from '../../../reconcile/plan';
import type { GuardDutyAction } from '../action';
import type { GuardDutyDesired } from '../desired';
import { featureRefusals, refusedFeatures } from './exceptions';
import { differing, organizationTargets, without } from './targets';

/**
 * Plans the settings that AWS applies automatically to accounts of the organization. Features that are as desired are not
 * named and keep their value, and one request is the only writer (R13).
 */
export function planOrganization(
  desired: GuardDutyDesired,
  listed: Features<Status>,
  observed: OrganizationConfiguration,
  refusals: readonly Refusal[],
): Plan<GuardDutyAction> {
  const { region, autoEnable } = desired;
  const refused = featureRefusals(refusals, 'UpdateOrganizationConfiguration');
  const names = new Set(refused.map(({ subject }) => subject));
  const targets = without(organizationTargets(desired.plans, listed, observed.features), names);
  const features = differing(targets, observed.features, 'NONE');
  const same = observed.autoEnable === autoEnable && Object.keys(features).length === 0;
  return planOf<GuardDutyAction>({
    actions: same ? [] : [{ type: 'UpdateOrganizationConfiguration', region, autoEnable, features }],
    ...refusedFeatures(desired, refused),
    // AWS takes up to a day for ALL, and re-enables suspended and removed accounts too (M9, M10)
    notes:
      autoEnable === 'ALL' && observed.autoEnable !== 'ALL'
        ? [
            `ALL in ${region}: AWS enables GuardDuty in every account within 24 hours, suspended and removed members too`,
          ]
        : [],
  });
}
