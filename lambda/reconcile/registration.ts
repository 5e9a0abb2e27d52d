/** Read by `lib` too: no SDK. What the loop, the stacks and the commands know of a controller without its code. */
import type { z } from 'zod';
import type { PermissionSet } from '../aws/permissions/permission-set';
import type { DesiredState } from './desired';

/** What a controller's function may do. */
export interface ControllerPermissions<D> {
  /** whatever the desired state says */
  readonly always: readonly PermissionSet[];
  /** as far as the desired state asks for it: what leaving calls is in here, behind `onRemoval: disable` */
  asked(desired: D): readonly PermissionSet[];
}

/** One controller in the registry. */
export interface Registration<D extends DesiredState> {
  /** the name of its folder, its handler and its function, and in every report */
  readonly service: D['service'];
  /** what people call it */
  readonly name: string;
  /** what it is called in a stack, and in the stack's outputs */
  readonly title: string;
  /** of its custom resource */
  readonly resourceType: `Custom::${string}`;
  /** what one pass does, for the console */
  readonly description: string;
  /** of the JSON that the custom resource and the schedule carry; a state that was stored by an older version must still parse */
  readonly schema: z.ZodType<D>;
  /** the account that asks AWS */
  caller(desired: D): string;
  /** where it asks first */
  region(desired: D): string;
  /** of the custom resource for its whole life: it never changes, so an update never replaces it */
  physicalId(desired: D): string;
  readonly permissions: ControllerPermissions<D>;
  /** it writes in many regions, and reports those that a service control policy closes itself (D16) */
  readonly reportsDeniedRegions?: true;
}

/** What is the same for every controller that the delegated administrator runs in one region. */
export const inOneRegion = {
  caller: ({ administrator }: { readonly administrator: string }) => administrator,
  region: ({ region }: { readonly region: string }) => region,
  physicalId: ({ service, region }: { readonly service: string; readonly region: string }) => `${service}/${region}`,
};
