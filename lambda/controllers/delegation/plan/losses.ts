import type { DelegationObserved } from '../observe';

/** Counted in regions: no action of this controller lessens what a single account has. */
export function protectedNow({ regions }: DelegationObserved): number {
  return regions.length;
}

/** Delegating takes nothing from any account. */
export function losing(): string[] {
  return [];
}
