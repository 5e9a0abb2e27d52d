import type { Aws } from '../../aws/clients';
import type { Controller } from '../../reconcile/controller';
import { deployedOnly } from '../../reconcile/deployed';
import { handlerFor } from '../../reconcile/handler';
import { type DelegationAction, effects } from './action';
import { apply } from './apply';
import { describe } from './describe';
import type { DelegationDesired } from './desired';
import { type DelegationObserved, isUnreachable, type Known, observe } from './observe';
import { plan } from './plan';
import { coverage } from './plan/coverage';
import { differences, times } from './plan/differences';
import { losing, protectedNow } from './plan/losses';
import { project, unknown } from './plan/projection';
import { planRemoval } from './plan/removal';
import { values } from './plan/values';
import { delegationRegistration } from './registration';

/** The controller of delegation in all regions, which the management account runs. */
export function delegationController(aws: Aws): Controller<DelegationDesired, DelegationObserved, DelegationAction> {
  const known = new KnownInPass();
  return {
    registration: delegationRegistration,
    effects,
    observe: (desired) => observe(aws, desired, known.forNextObservation()),
    plan,
    apply: async (action) => {
      known.before(action);
      const refusals = await apply(aws, action);
      if (refusals.length === 0) known.after(action);
      return refusals;
    },
    describe,
    project,
    values,
    unknown,
    protectedNow,
    losing,
    differences,
    times,
    coverage,
    removal: { observe: (desired) => observe(aws, { ...desired, ungoverned: [] }), plan: planRemoval },
    // a parallel first delegation succeeds in one region and is refused in all others
    first: ({ homeRegion }) => homeRegion,
  };
}

/** These change what each region answers (D15). */
const EVERYWHERE: ReadonlySet<DelegationAction['type']> = new Set(['RetireRegistration', 'DeregisterAdministrator']);
/** AWS Organizations does not show the effect of these, or its answer would not change the plan. */
const IN_REGION: ReadonlySet<DelegationAction['type']> = new Set([
  'CreateDetector',
  'ResumeDetector',
  'EnableAdministrator',
]);

/**
 * The observations of a pass. A region is observed again after a write there, but not after an administrator was enabled: AWS shows
 * that after seconds to minutes, so only the next pass can see it. The result of a write to the detector is known without another read.
 */
class KnownInPass {
  private known: Known = { regions: new Map() };
  private readonly enabling = new Set<string>();
  private readonly written = new Set<string>();
  private acted = false;

  /** The regions that need not be read again. An observation that directly follows another one begins a new pass, which knows nothing. */
  forNextObservation(): Known {
    if (!this.acted) {
      this.known = { regions: new Map() };
      this.enabling.clear();
    }
    for (const region of this.written) if (!this.enabling.has(region)) this.known.regions.delete(region);
    this.written.clear();
    this.acted = false;
    return this.known;
  }

  /** AWS has accepted an action. */
  after({ type, region }: DelegationAction): void {
    const observed = this.known.regions.get(region);
    const guardduty = observed?.administrations.guardduty;
    if (!(type === 'CreateDetector' || type === 'ResumeDetector') || !observed || !guardduty) return;
    if (isUnreachable(guardduty)) return;
    const administrations = { ...observed.administrations, guardduty: { ...guardduty, detector: { enabled: true } } };
    this.known.regions.set(region, { ...observed, administrations });
  }

  /** An action is about to be applied. */
  before({ type, region }: DelegationAction): void {
    this.acted = true;
    this.written.add(region);
    if (type === 'EnableAdministrator') this.enabling.add(region);
    if (!IN_REGION.has(type)) this.known.organization = undefined;
    if (!EVERYWHERE.has(type)) return;
    this.known.regions.clear();
    this.enabling.clear();
  }
}

/** The Lambda function: runs one pass, for a deployment or a repair. */
export const handler = deployedOnly(handlerFor(delegationController));
