import type { OrganizationConfiguration } from '../../../aws/guardduty/detector';
import type { Plans, Status } from '../../../aws/guardduty/features';
import type { Refusal } from '../../../aws/refusals';
import { type Plan, planOf } from '../../../reconcile/plan';
import type { GuardDutyAction } from '../action';
import type { GuardDutyDesired } from '../desired';
import { planRefusals, refusedPlans } from './exceptions';
import { differing, organizationTargets, without } from './targets';

/**
 * What AWS does by itself for accounts of the organization. Plans that are as desired are not named: they keep their
 * value, and one request is the only writer (R13).
 */
export function planOrganization(
  desired: GuardDutyDesired,
  listed: Plans<Status>,
  observed: OrganizationConfiguration,
  refusals: readonly Refusal[],
): Plan<GuardDutyAction> {
  const { region, autoEnable } = desired;
  const refused = planRefusals(refusals, 'UpdateOrganizationConfiguration');
  const names = new Set(refused.map(({ subject }) => subject));
  const targets = without(organizationTargets(desired.plans, listed, observed.plans), names);
  const plans = differing(targets, observed.plans, 'NONE');
  const same = observed.autoEnable === autoEnable && Object.keys(plans).length === 0;
  return planOf<GuardDutyAction>({
    actions: same ? [] : [{ type: 'UpdateOrganizationConfiguration', region, autoEnable, plans }],
    ...refusedPlans(desired, refused),
    // AWS takes up to a day for ALL, and re-enables suspended and removed accounts too (M9, M10)
    notes:
      autoEnable === 'ALL' && observed.autoEnable !== 'ALL'
        ? [
            `ALL in ${region}: AWS enables GuardDuty in every account within 24 hours, suspended and removed members too`,
          ]
        : [],
  });
}
