import type { World } from '../../contract/world';
import { GUARDDUTY_DELAYS } from '../../organization/delays';

/** The duration of some work of the service, in seconds: that of the organization file, if it has one. */
export function delay(world: Pick<World, 'file'>, name: keyof typeof GUARDDUTY_DELAYS): number {
  const { delays } = world.file.settings;
  return (typeof delays === 'object' ? delays.guardduty[name] : undefined) ?? GUARDDUTY_DELAYS[name];
}
