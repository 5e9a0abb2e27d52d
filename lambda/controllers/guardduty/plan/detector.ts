import type { Detector, DetectorChange } from '../../../aws/guardduty/detector';
import type { Refusal } from '../../../aws/refusals';
import { type Plan, planOf } from '../../../reconcile/plan';
import type { GuardDutyAction } from '../action';
import type { GuardDutyDesired } from '../desired';
import { planRefusals, refusedPlans } from './exceptions';
import { detectorTargets, differing, initialPlans, without } from './targets';

/** The administrator's own detector: created or adopted (R1), resumed (R2), with frequency and plans as desired. */
export function planDetector(
  desired: GuardDutyDesired,
  detector: Detector | undefined,
  refusals: readonly Refusal[],
): Plan<GuardDutyAction> {
  const { region, findingPublishingFrequency: frequency } = desired;
  if (!detector) {
    const plans = initialPlans(desired.plans);
    return planOf<GuardDutyAction>({ actions: [{ type: 'CreateDetector', region, frequency, plans }] });
  }
  const refused = planRefusals(refusals, 'CreateDetector', 'UpdateDetector');
  const targets = without(
    detectorTargets(desired.plans, detector.plans),
    new Set(refused.map(({ subject }) => subject)),
  );
  const plans = differing(targets, detector.plans, 'DISABLED');
  const change: DetectorChange = {
    ...(detector.enabled ? {} : { enable: true as const }),
    ...(detector.frequency === frequency ? {} : { frequency }),
    ...(Object.keys(plans).length > 0 ? { plans } : {}),
  };
  return {
    actions: Object.keys(change).length > 0 ? [{ type: 'UpdateDetector', region, change }] : [],
    ...refusedPlans(desired, refused),
    notes: [],
  };
}
