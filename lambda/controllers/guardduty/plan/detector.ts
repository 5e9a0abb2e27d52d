import type { Detector, DetectorChange } from '../../../aws/guardduty/detector';
import type { Refusal } from '../../../aws/refusals';
import { type Plan, planOf } from '../../../reconcile/plan';
import type { GuardDutyAction } from '../action';
import type { GuardDutyDesired } from '../desired';
import { featureRefusals, refusedFeatures } from './exceptions';
import { managedOtherwise, writable } from './managed';
import { detectorTargets, differing, initialFeatures, without } from './targets';

/** The administrator's own detector: created or adopted (R1), resumed (R2), with frequency and features as desired. */
export function planDetector(
  desired: GuardDutyDesired,
  detector: Detector | undefined,
  refusals: readonly Refusal[],
): Plan<GuardDutyAction> {
  const { region, findingPublishingFrequency: frequency } = desired;
  if (!detector) {
    const features = initialFeatures(desired.plans);
    return planOf<GuardDutyAction>({ actions: [{ type: 'CreateDetector', region, frequency, features }] });
  }
  const refused = featureRefusals(refusals, 'CreateDetector', 'UpdateDetector');
  const targets = without(
    detectorTargets(desired.plans, detector.features),
    new Set(refused.map(({ subject }) => subject)),
  );
  const features = differing(writable(targets, detector.features), detector.features, 'DISABLED');
  const change: DetectorChange = {
    ...(detector.enabled ? {} : { enable: true as const }),
    ...(detector.frequency === frequency ? {} : { frequency }),
    ...(Object.keys(features).length > 0 ? { features } : {}),
  };
  const reported = refusedFeatures(desired, refused);
  return {
    actions: Object.keys(change).length > 0 ? [{ type: 'UpdateDetector', region, change }] : [],
    pending: reported.pending,
    blocked: [...reported.blocked, ...managedOtherwise(desired.administrator, region, targets, detector.features)],
    notes: [],
  };
}
