import type { World } from '../../contract/world';
import { delay } from './delays';
import { applySettings, enrol, type Pass, passOf, record } from './enrolment';
import { reachesExisting } from './organization-configuration';
import { followPolicies } from './organization-policies';
import { administratorWithDetector, detectorOf, isAssociated } from './ownership';
import type { Detector } from './state';

/** Administrators' detectors for which a pass is already scheduled. */
const due = new WeakSet<Detector>();

/**
 * Brings every account in line with the settings that are ALL in the organization's configuration, in the background: "it may
 * take up to 24 hours".
 */
export function converge(world: World, region: string): void {
  followPolicies(world, region);
  const administrator = administratorWithDetector(world, region);
  const { detector } = administrator ?? {};
  if (!detector?.organization || !reachesExisting(detector.organization) || due.has(detector)) return;
  due.add(detector);
  world.eventually(delay(world, 'convergence'), () => {
    due.delete(detector);
    const now = administratorWithDetector(world, region);
    // "enabling the policy type switches off the effect of auto-enable"
    if (world.organization.guardDutyPolicies.enabled) return;
    if (now?.detector === detector) bringInLine(passOf(world, region, now, ['ALL']));
  });
}

function bringInLine(pass: Pass): void {
  const { world, region, administrator, administratorId } = pass;
  const enrolsAll = administrator.organization?.autoEnable === 'ALL';
  for (const account of world.organization.members()) {
    if (account.id === administratorId || account.state !== 'ACTIVE') continue;
    const membership = administrator.members?.get(account.id);
    if (enrolsAll && membership?.status !== 'Enabled') enrolOrRecord(pass, account.id);
    else if (isAssociated(membership)) {
      const detector = detectorOf(world, account.id, region);
      if (detector) applySettings(pass, detector);
    }
  }
}

/** Enrols an account; if ALL cannot enable the management account, a record shows that. */
function enrolOrRecord(pass: Pass, accountId: string): void {
  const refusal = enrol(pass, accountId);
  const management = pass.world.organization.managementAccountId;
  if (refusal && accountId === management && !detectorOf(pass.world, management, pass.region))
    record(pass, accountId, 'CannotCreateDetectorInOrganizationMasterAccount');
}
