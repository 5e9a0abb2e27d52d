import type { DelegationAction } from './action';
import { isUnreachable, type Known } from './observe';

/** These change what each region answers (D15). */
const EVERYWHERE: ReadonlySet<DelegationAction['type']> = new Set(['RetireRegistration', 'DeregisterAdministrator']);
/** What these write AWS Organizations does not show, or it is no reason to look at it again. */
const IN_REGION: ReadonlySet<DelegationAction['type']> = new Set([
  'CreateDetector',
  'ResumeDetector',
  'EnableAdministrator',
]);

/**
 * The observations of a pass. A region is looked at again after a write there, but not after an administrator was enabled: AWS shows
 * that after seconds to minutes, so that only the next pass can see it. What AWS answers about the detector is known without a look.
 */
export class KnownInPass {
  private known: Known = { regions: new Map() };
  private readonly enabling = new Set<string>();
  private readonly written = new Set<string>();
  private acted = false;

  /** What the next look need not ask. A look that follows another one begins a pass, which knows nothing. */
  forNextLook(): Known {
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
