import type { ObjectPlace } from '../../aws/s3/listing-store';
import type { Effect } from '../../reconcile/effect';

interface About {
  readonly region: string;
  readonly place: ObjectPlace;
}

/** What the controller can do. */
export type DirectoryAction =
  | (About & {
      readonly type: 'WriteListing';
      /** paths of names of organizational units that are looked up for it */
      readonly units: readonly string[];
      /** how many accounts there are */
      readonly count: number;
      /** entity tag of the listing it takes the place of */
      readonly replaces: string | undefined;
    })
  | (About & {
      readonly type: 'AwaitPasses';
      /** of the marks, in the bucket of the place */
      readonly keys: readonly string[];
    })
  | (About & { readonly type: 'DeleteListing' });

/** What each action does to the protection of accounts. */
export const effects = {
  WriteListing: 'settles',
  AwaitPasses: 'settles',
  // protects no account: the regions list the accounts themselves without it
  DeleteListing: 'settles',
} as const satisfies Readonly<Record<DirectoryAction['type'], Effect>>;
