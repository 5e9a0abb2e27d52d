import type { World } from '../../contract/world';
import { DETECTIVE_DELAYS } from '../../organization/delays';

/** The duration of some work of the service, in seconds: that of the organization file, if it has one. */
export function delay(world: Pick<World, 'file'>, name: keyof typeof DETECTIVE_DELAYS): number {
  const { delays } = world.file.settings;
  return (typeof delays === 'object' ? delays.detective[name] : undefined) ?? DETECTIVE_DELAYS[name];
}
