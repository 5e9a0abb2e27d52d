import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { atRest, CHARGES, type Charge, type Cost, type Template, total } from './at-rest';
import type { Prices } from './prices';

/** What one stack costs in a month at rest. */
export interface StackCost {
  readonly stack: string;
  readonly charges: Cost;
  /** of everything that has a price */
  readonly total: number;
  readonly unpriced: readonly Charge[];
}

const SUFFIX = '.template.json';

/** The cost of each template in a folder, sorted by name. */
export function costsOf(folder: string, { prices }: Prices): StackCost[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(SUFFIX))
    .sort()
    .map((file) => {
      const template = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Template;
      const charges = atRest(template, prices);
      const unpriced = CHARGES.filter((charge) => charges[charge] === undefined);
      return { stack: file.slice(0, -SUFFIX.length), charges, total: total(charges), unpriced };
    });
}
