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
import { planRemoval } from './plan/removal';
import { directoryRegistration } from './registration';

/** The listing of the organization's accounts that all regions use, kept by the administrator in the home region. */
export function directoryController(aws: Aws): Controller<DirectoryDesired, DirectoryObserved, DirectoryAction> {
  return {
    registration: directoryRegistration,
    effects,
    observe: (desired) => observe(aws, desired),
    plan,
    apply: (action) => apply(aws, action),
    describe,
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

/** What the queue of lifecycle events hands over: EventBridge's events, as text. */
interface Batch {
  readonly Records: readonly { readonly body: string }[];
}

type Pass = ReturnType<typeof handlerFor>;

/**
 * One pass for a deployment and for the schedule, as in every controller, and one for a batch of lifecycle events: afterwards an
 * event starts the regions' passes, which find the new listing. If the pass fails, no event is sent, and the queue delivers the
 * messages again.
 * @param around what is deployed beside the function
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

/** An account that enables a region concerns that region; everything else concerns all regions. */
function regionsIn({ Records }: Batch): string[] {
  const regions = Records.map(({ body }) => lifecycleEvent.parse(JSON.parse(body)).detail.regionName ?? EVERY_REGION);
  return [...new Set(regions)].sort(ascending);
}

const lifecycleEvent = z.object({ detail: z.object({ regionName: z.string().optional() }) });
