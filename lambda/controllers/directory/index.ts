import { z } from 'zod';
import type { Aws } from '../../aws/clients';
import type { EventBridge } from '../../aws/eventbridge/bus';
import { connectBus } from '../../aws/hub-clients';
import type { Controller } from '../../reconcile/controller';
import { deployedOnly } from '../../reconcile/deployed';
import { required, settings } from '../../reconcile/environment';
import { handlerFor } from '../../reconcile/handler';
import { ascending } from '../../reconcile/plan';
import { type DirectoryAction, effects } from './action';
import { apply } from './apply';
import { describe } from './describe';
import { type DirectoryDesired, EVERY_REGION, LISTED } from './desired';
import { type DirectoryObserved, observe, observeRemoval } from './observe';
import { plan } from './plan';
import { coverage } from './plan/coverage';
import { differences, times } from './plan/differences';
import { losing, protectedNow } from './plan/losses';
import { project, unknown } from './plan/projection';
import { planRemoval } from './plan/removal';
import { values } from './plan/values';
import { directoryRegistration } from './registration';

/** The controller of the listing of accounts for all regions, which the administrator runs in the home region. */
export function directoryController(aws: Aws): Controller<DirectoryDesired, DirectoryObserved, DirectoryAction> {
  return {
    registration: directoryRegistration,
    effects,
    observe: (desired) => observe(aws, desired),
    plan,
    apply: (action) => apply(aws, action),
    describe,
    project,
    values,
    unknown,
    protectedNow,
    losing,
    differences,
    times,
    asOf: ({ asOf }) => asOf,
    coverage,
    ownsWhatItMade: true,
    removal: { observe: (desired) => observeRemoval(aws, desired), plan: planRemoval },
  };
}

/** A batch of messages from the queue of lifecycle events: EventBridge's events, as JSON. */
interface Batch {
  readonly Records: readonly { readonly body: string }[];
}

type Pass = ReturnType<typeof handlerFor>;

/**
 * Runs one pass for a deployment or a repair, as every controller, or for a batch of lifecycle events: then it sends an event
 * that starts the regions' passes, which use the new listing. If the pass fails, no event is sent, and the queue delivers the
 * messages again.
 * @param around the desired state and the bus, which are deployed with the function
 */
export function directoryHandler(pass: Pass, around: () => { desired: unknown; bus: EventBridge }): Pass {
  return async (event, context) => {
    if (!isBatch(event)) return pass(event, context);
    const { desired, bus } = around();
    const done = await pass(desired, context);
    await bus.put([{ ...LISTED, detail: { regions: regionsIn(event) } }]);
    return done;
  };
}

export const handler = directoryHandler(deployedOnly(handlerFor(directoryController)), () => ({
  desired: settings('directory'),
  bus: connectBus(required('AWS_REGION'), required('EVENT_BUS_NAME')),
}));

function isBatch(event: unknown): event is Batch {
  return typeof event === 'object' && event !== null && 'Records' in event;
}

/** The regions to wake: an opt-in concerns its own region, every other event all regions. */
function regionsIn({ Records }: Batch): string[] {
  const regions = Records.map(({ body }) => lifecycleEvent.parse(JSON.parse(body)).detail.regionName ?? EVERY_REGION);
  return [...new Set(regions)].sort(ascending);
}

const lifecycleEvent = z.object({ detail: z.object({ regionName: z.string().optional() }) });
