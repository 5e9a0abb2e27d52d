import type { Aws } from '../../aws/clients';
import type { Refusal } from '../../aws/refusals';
import type { DirectoryAction } from './action';
import { PASSES } from './desired';
import { listingOf } from './observe';

/** Performs one action with one call of a port. */
export async function apply(aws: Aws, action: DirectoryAction): Promise<readonly Refusal[]> {
  const { region, place } = action;
  switch (action.type) {
    case 'WriteListing':
      return aws.listing(region).write(place, await listingOf(aws, region, action.units), action.replaces);
    case 'AwaitPasses':
      for (const key of action.keys) await aws.passMarks(region).begin({ ...place, key });
      return [];
    case 'DeleteListing':
      await aws.listing(region).empty(place);
      await aws.listing(region).empty({ ...place, key: PASSES });
      return [];
    default:
      return action satisfies never;
  }
}
