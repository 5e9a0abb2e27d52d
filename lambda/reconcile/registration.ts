/** `lib` imports this too: no SDK. The facts about a controller that the loop, the stacks and the commands need. */
import type { z } from 'zod';
import type { PermissionSet } from '../aws/permissions/permission-set';
import type { DesiredState } from './desired';

/** The permissions of a controller's function. */
export interface ControllerPermissions<D> {
  /** for every desired state */
  readonly always: readonly PermissionSet[];
  /** for this desired state: the calls for leaving are here, only with `onRemoval: disable` */
  optional(desired: D): readonly PermissionSet[];
}

/** The object that the mark of a pass is. */
export interface MarkPlace {
  /** of the bucket */
  readonly region: string;
  readonly bucket: string;
  readonly key: string;
  /** the account that owns the bucket */
  readonly owner: string;
}

/** One controller in the registry. */
export interface Registration<D extends DesiredState> {
  /** the name of its folder, its handler and its function, and in every report */
  readonly service: D['service'];
  /** its name for people */
  readonly name: string;
  /** its name in a stack and in the stack's outputs */
  readonly title: string;
  /** of its custom resource */
  readonly resourceType: `Custom::${string}`;
  /** the work of one pass, for the console */
  readonly description: string;
  /** of the JSON that the custom resource and the schedule carry; a state that was stored by an older version must still parse */
  readonly schema: z.ZodType<D>;
  /** the account that calls AWS */
  caller(desired: D): string;
  /** the region of its first calls */
  region(desired: D): string;
  /** all regions that it works in, if there are several */
  regions?(desired: D): readonly string[];
  /** of the custom resource for its whole life: it never changes, so an update never replaces it */
  physicalId(desired: D): string;
  readonly permissions: ControllerPermissions<D>;
  /** the place of the mark that each finished pass leaves; undefined if it leaves none */
  mark?(desired: D): MarkPlace | undefined;
  /** it writes in many regions, and itself reports the regions that a service control policy denies (D16) */
  readonly reportsDeniedRegions?: true;
}

/** The part that is the same for every controller that the delegated administrator runs in one region. */
export const inOneRegion = {
  caller: ({ administrator }: { readonly administrator: string }) => administrator,
  region: ({ region }: { readonly region: string }) => region,
  physicalId: ({ service, region }: { readonly service: string; readonly region: string }) => `${service}/${region}`,
};
