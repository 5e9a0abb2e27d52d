import type { Call } from '../../contract/service';
import { outOfRange } from './errors';
import type { Detector } from './state';

/**
 * "With autoEnableOrganizationMembers set to ALL, you'll receive an error if you attempt to disassociate a member account
 * before removing them from your organization"; the same for deleting and for stopping.
 */
export function refuseUnderAll({ world }: Call, detector: Detector, ids: readonly string[]): void {
  if (detector.organization?.autoEnable === 'ALL' && ids.some((id) => world.organization.has(id))) throw outOfRange();
}
