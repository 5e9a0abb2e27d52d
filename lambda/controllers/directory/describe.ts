import type { DirectoryAction } from './action';

/** An action as one line of English. */
export function describe(action: DirectoryAction): string {
  const { bucket } = action.place;
  switch (action.type) {
    case 'WriteListing':
      return `list ${action.count} accounts for all regions, in ${bucket}`;
    case 'AwaitPasses':
      return `expect ${action.keys.length} passes to leave their marks in ${bucket}`;
    case 'DeleteListing':
      return `delete every listing and every mark of a pass in ${bucket}`;
    default:
      return action satisfies never;
  }
}
