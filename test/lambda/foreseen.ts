import type { Simulation } from '@muster/simulator';
import type { Aws } from '../../lambda/aws/clients';
import { callerOf, type Desired } from '../../lambda/controllers/registry';
import type { Controller } from '../../lambda/reconcile/controller';
import { fullPlan } from '../../lambda/reconcile/full-plan';
import type { Action } from '../../lambda/reconcile/plan';
import { awsOf, directAwsOf, settle, writeNames } from './organization-under-test';

/** What an action sets, for each of its accounts: `UpdateMemberDetectors 333333333333 S3_DATA_EVENTS=ENABLED`. */
function effectsOf<D extends Desired, O, A extends Action>(
  controller: Controller<D, O, A>,
  desired: D,
  action: A,
  observed: O,
): string[] {
  const accounts = action.accounts?.map(({ id }) => id) ?? [action.region];
  const values = controller.values(action, observed, desired);
  return accounts.flatMap((account) => values.map(({ name, after }) => `${action.type} ${account} ${name}=${after}`));
}

/** What a plan named, and what a deployment then did and the plan had not named. */
export interface Foreseen {
  readonly actions: readonly string[];
  readonly unplanned: readonly string[];
}

/** Plans with clients that only read, then deploys. */
export async function foreseen<D extends Desired, O, A extends Action>(
  simulation: Simulation,
  controllerOf: (aws: Aws) => Controller<D, O, A>,
  desired: D,
): Promise<Foreseen> {
  const before = simulation.calls.last;
  const reading = controllerOf(awsOf(simulation, callerOf(desired), { readsOnly: true }));
  const { steps } = fullPlan(reading, desired, await reading.observe(desired));
  const planned = new Set(
    steps.flatMap((step) => step.actions.flatMap((action) => effectsOf(reading, desired, action, step.before))),
  );
  expect(writeNames(simulation, before)).toEqual([]);

  const done: string[] = [];
  const recording = (aws: Aws): Controller<D, O, A> => {
    const controller = controllerOf(aws);
    let observed: O | undefined;
    return {
      ...controller,
      observe: async (wanted) => {
        observed = await controller.observe(wanted);
        return observed;
      },
      apply: (action) => {
        // a note of what AWS refused changes no account
        if (observed && action.type !== 'RememberRefusals')
          done.push(...effectsOf(controller, desired, action, observed));
        return controller.apply(action);
      },
    };
  };
  await settle(simulation, recording, callerOf(desired), desired, directAwsOf);
  return {
    actions: steps.flatMap(({ actions }) => actions.map(({ type }) => type)),
    unplanned: [...new Set(done)].filter((each) => !planned.has(each)),
  };
}
