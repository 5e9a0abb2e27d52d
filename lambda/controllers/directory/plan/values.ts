import { type Value, valueChange } from '../../../reconcile/value';
import type { DirectoryAction } from '../action';
import type { DirectoryObserved } from '../observe';

/** The values that an action sets, each with the one that is observed. */
export function values(action: DirectoryAction, { stored }: DirectoryObserved): Value[] {
  switch (action.type) {
    case 'WriteListing':
      return [valueChange('listing', stored ? 'older' : 'none', `${action.count} accounts`)];
    case 'AwaitPasses':
      return action.keys.map((key) => valueChange(key, 'none', 'awaited'));
    case 'DeleteListing':
      return [valueChange('listing', 'there', 'none')];
    default:
      return action satisfies never;
  }
}
