import type { ObjectPlace } from '../../aws/s3/listing-store';
import type { Effect } from '../../reconcile/effect';

interface About {
  readonly region: string;
  readonly place: ObjectPlace;
}

/** The actions of the controller. */
export type DirectoryAction =
  | (About & {
      readonly type: 'WriteListing';
      /** paths of names of the organizational units in the listing */
      readonly units: readonly string[];
      /** number of accounts */
      readonly count: number;
      /** entity tag of the listing that it replaces */
      readonly replaces: string | undefined;
    })
  | (About & {
      readonly type: 'AwaitPasses';
      /** of the marks, in the bucket of the place */
      readonly keys: readonly string[];
    })
  | (About & { readonly type: 'DeleteListing' });

/** The effect of each action on the protection of accounts. */
export const effects = {
  WriteListing: 'settles',
  AwaitPasses: 'settles',
  // no account loses protection: without it the regions list the accounts themselves
  DeleteListing: 'settles',
} as const satisfies Readonly<Record<DirectoryAction['type'], Effect>>;
