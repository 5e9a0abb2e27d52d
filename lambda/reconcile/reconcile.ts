import type { Spent } from '../aws/call';
import type { Refusal } from '../aws/refusals';
import type { Controller } from './controller';
import { deniedReport, isDenied } from './denied-region';
import type { DesiredState } from './desired';
import { driftIn, type FirstLook, lateIn } from './drift';
import type { GuardedPlan } from './guard';
import { guardedPlan } from './guarded-plan';
import { type Log, silent } from './log';
import { Pass } from './pass';
import { type Action, type Exception, ordered } from './plan';
import type { Report } from './report';
import { withheldAccounts } from './withheld';

interface Options {
  readonly spent?: Spent;
  readonly log?: Log;
  /** a scheduled pass: someone changed what is not as desired */
  readonly repairing?: { readonly now: number };
  /** the stack is being deleted, and the configuration says `onRemoval: disable` */
  readonly leaving?: boolean;
}

/**
 * One pass: observe → plan → guard → apply → observe … until this pass has tried everything, AWS fails for now, or the time is
 * spent. It keeps nothing for the next pass, which starts from the observed state.
 * @throws RolloutError if AWS refuses for good
 */
export async function reconcile<D extends DesiredState, O, A extends Action>(
  controller: Controller<D, O, A>,
  desired: D,
  { spent = () => false, log = silent, ...options }: Options = {},
): Promise<Report> {
  const way = options.leaving ? outOf(controller) : controller;
  const pass = new Pass(way, spent, log);
  try {
    return await untilDone(pass, way, desired, { spent, ...options });
  } catch (error) {
    if (!isDenied(controller.registration, error)) throw error;
    return deniedReport(controller.registration, desired, error, pass.applied);
  }
}

async function untilDone<D extends DesiredState, O, A extends Action>(
  pass: Pass<D, A>,
  controller: Controller<D, O, A>,
  desired: D,
  { spent, repairing, leaving = false }: Pick<Options, 'repairing' | 'leaving'> & { readonly spent: Spent },
): Promise<Report> {
  let first: FirstLook<D, O, A> | undefined;
  for (;;) {
    const { observed, plan } = await look(controller, desired, pass.refusals, leaving);
    // a difference that a guard or the mode does not let us repair is drift too
    first ??= { desired, observed, actions: [...plan.actions, ...plan.withheld] };
    const { fresh, again } = pass.attempts.divide(plan.actions);
    const now = due(fresh, again, controller.first?.(desired));
    if (now.length > 0 && !pass.stopped && !spent()) {
      await pass.apply(now);
      continue;
    }
    const pending = [...plan.pending, ...again.flatMap((action) => pass.notShown(action, desired, plan))];
    const report = reportOf(controller, desired, observed, { ...plan, pending }, fresh);
    return {
      ...report,
      exceptions: ordered([...report.exceptions, ...(repairing ? notEnforcing(controller, desired) : [])]),
      applied: pass.applied,
      drift: repairing ? driftIn(controller, first, pass.refusals, repairing.now) : [],
      late: repairing ? lateIn(controller, observed, report.pending, repairing.now) : [],
    };
  }
}

/** K5: scheduled passes that only observe raise the alarm: they look like protection and are none. */
function notEnforcing<D extends DesiredState, O, A extends Action>(
  { registration }: Controller<D, O, A>,
  desired: D,
): Exception[] {
  if (desired.mode !== 'observe') return [];
  return [
    {
      account: registration.caller(desired),
      region: registration.region(desired),
      service: registration.service,
      reason: 'NotEnforcing',
      words: 'the configuration says mode: observe, so that nothing is repaired and no account that joins is covered',
      hint: 'set mode to enforce and deploy',
      scope: 'account',
    },
  ];
}

/** Only observes and plans, with the same code: for the dry run, the audit, and the question whether it is done. */
export async function assess<D extends DesiredState, O, A extends Action>(
  controller: Controller<D, O, A>,
  desired: D,
): Promise<{ plan: GuardedPlan<A>; report: Report }> {
  const { observed, plan } = await look(controller, desired, [], false);
  return { plan, report: reportOf(controller, desired, observed, plan, plan.actions) };
}

/** The controller for leaving: in the end no account is covered, and no region has to be first. */
function outOf<D extends DesiredState, O, A extends Action>(controller: Controller<D, O, A>): Controller<D, O, A> {
  const { first: _, ...rest } = controller;
  return { ...rest, ...controller.removal, coverage: () => ({ covered: [], expected: 0 }), unknown: () => [] };
}

async function look<D extends DesiredState, O, A extends Action>(
  controller: Controller<D, O, A>,
  desired: D,
  refusals: readonly Refusal[],
  leaving: boolean,
): Promise<{ observed: O; plan: GuardedPlan<A> }> {
  const observed = await controller.observe(desired);
  return { observed, plan: guardedPlan(controller, desired, observed, { refusals, leaving }) };
}

function reportOf<D extends DesiredState, O, A extends Action>(
  controller: Controller<D, O, A>,
  desired: D,
  observed: O,
  plan: GuardedPlan<A>,
  remaining: readonly A[],
): Report {
  const coverage = controller.coverage(desired, observed);
  const accounts = controller.asOf?.(observed);
  return {
    service: controller.registration.service,
    region: controller.registration.region(desired),
    ...(accounts && { accounts }),
    ...coverage,
    ...(controller.attributes && { attributes: controller.attributes(observed) }),
    exceptions: ordered([...plan.blocked, ...withheldAccounts(controller, plan, coverage.covered)]),
    pending: ordered(plan.pending),
    notes: plan.notes,
    applied: [],
    remaining: remaining.map((action) => controller.describe(action)),
    withheld: plan.withheld.map((action) => controller.describe(action)),
    unknown: controller.unknown(observed, desired).map(({ what, until }) => `${what}, until ${until}`),
    drift: [],
    late: [],
  };
}

/** The actions that may be done now: only those of the first region, until nothing is planned for it any more. */
function due<A extends Action>(fresh: readonly A[], again: readonly A[], first: string | undefined): readonly A[] {
  const ofFirst = fresh.filter(({ region }) => region === first);
  if (ofFirst.length > 0) return ofFirst;
  return again.some(({ region }) => region === first) ? [] : fresh;
}
