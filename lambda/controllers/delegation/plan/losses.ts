import type { DelegationObserved } from '../observe';

/** The number of delegated regions: no action of this controller reduces the protection of a single account. */
export function protectedNow({ regions }: DelegationObserved): number {
  return regions.length;
}

/** No account loses protection by delegation. */
export function losing(): string[] {
  return [];
}
