import type { Service } from '../kernel/service';
import { guardduty } from './guardduty';

/** Every service of the simulated organization. */
export const allServices: readonly Service[] = [guardduty];
