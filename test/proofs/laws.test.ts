import { type Simulation, stateOf } from '@muster/simulator';
import fc from 'fast-check';
import type { Aws } from '../../lambda/aws/clients';
import { detectiveController } from '../../lambda/controllers/detective';
import { guardDutyController } from '../../lambda/controllers/guardduty';
import type { Desired } from '../../lambda/controllers/registry';
import { callerOf } from '../../lambda/controllers/registry';
import type { Controller } from '../../lambda/reconcile/controller';
import type { Action } from '../../lambda/reconcile/plan';
import { assess, reconcile } from '../../lambda/reconcile/reconcile';
import { awsOf, detective, guardDuty, settleDirectly, writeNames, writes } from '../lambda/organization-under-test';
import { canonical } from './canonical';
import { asked, type Beginning, beginning, OTHER, organizationAt } from './generated';

const RUNS = { numRuns: 60 };
/** opens the guard, so that it withholds nothing here */
const guard = { maxRemovedShare: 1, minimum: 100 };

interface Case<D extends Desired, O, A extends Action> {
  readonly controllerOf: (aws: Aws) => Controller<D, O, A>;
  readonly begun: Beginning;
  readonly desired: D;
}

/** Checks every law for one organization and one controller. */
async function expectLaws<D extends Desired, O, A extends Action>(given: Case<D, O, A>): Promise<void> {
  const { controllerOf, begun, desired } = given;
  const account = callerOf(desired);
  const simulation = await organizationAt(begun);
  const controller = () => controllerOf(awsOf(simulation, account));
  const others = ofOthers(simulation, begun);
  const on = switchedOn(simulation, begun);

  const planned = (await assess(controller(), desired)).plan;
  const before = simulation.calls.last;
  const observed = await reconcile(controller(), { ...desired, mode: 'observe' });
  expect(writeNames(simulation, before)).toEqual([]);
  expect(observed.withheld).toEqual(planned.actions.map((action) => controller().describe(action)));

  const report = await settleDirectly(simulation, controllerOf, account, desired);
  const destructive = /^(Delete|Disassociate|Stop|Disable|Deregister)/;
  expect(writeNames(simulation, before).filter((name) => destructive.test(name))).toEqual([]);
  expect(
    on.filter((id) => stateOf(simulation, id, begun.region).guardduty.detector.detector?.status !== 'ENABLED'),
  ).toEqual([]);

  expect((await assess(controller(), desired)).plan.actions).toEqual([]);
  const between = simulation.calls.last;
  const again = await reconcile(controller(), desired);
  expect(writes(simulation, between)).toEqual([]);
  expect(again.covered).toEqual(report.covered);
  expect(again.exceptions).toEqual(report.exceptions);

  expect(ofOthers(simulation, begun)).toEqual(others);
  const reversed = await organizationAt({ ...begun, accounts: [...begun.accounts].reverse() });
  const other = await settleDirectly(reversed, controllerOf, account, backwards(desired));
  // the time of the listing, and the detector ids that AWS assigns, differ between two organizations
  const { applied, accounts, attributes } = other;
  expect(other).toEqual({ ...report, applied, accounts, attributes });
}

/** The same value with every list and every object in reverse order. */
function backwards<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, each]): [string, unknown] => [key, backwards(each)]);
  return Object.fromEntries(entries.reverse()) as T;
}

/** The state of accounts that belong to another administrator. */
function ofOthers(simulation: Simulation, { region, accounts }: Beginning): unknown {
  const theirs = accounts.filter(({ relationship }) => relationship === 'of another').map(({ id }) => id);
  return [OTHER, ...theirs].map((id) => canonical(stateOf(simulation, id, region).guardduty.detector));
}

function switchedOn(simulation: Simulation, { region, accounts }: Beginning): string[] {
  const isOn = ({ id }: { readonly id: string }) =>
    stateOf(simulation, id, region).guardduty.detector.detector?.status === 'ENABLED';
  return accounts.filter(isOn).map(({ id }) => id);
}

test('GuardDuty, M4, M6, M11, M13, M16: a second run only reads, in every state and whatever the order of the input; nothing is removed or taken over; observing writes nothing', () =>
  fc.assert(
    fc.asyncProperty(beginning, asked, (begun, wanted) =>
      expectLaws({
        controllerOf: guardDutyController,
        begun,
        desired: guardDuty({ ...wanted, region: begun.region, guard }),
      }),
    ),
    RUNS,
  ));

test('Detective, T2, T7, T9: a second run only reads, in every state and whatever the order of the input; nothing is removed or taken over; observing writes nothing', () =>
  fc.assert(
    fc.asyncProperty(beginning, fc.boolean(), async (begun, autoEnable) => {
      const { region } = begun;
      const optIn = region === 'af-south-1' ? { optIn: true } : {};
      await expectLaws({
        controllerOf: detectiveController,
        begun,
        desired: detective({ region, ...optIn, autoEnable, guard }),
      });
    }),
    RUNS,
  ));
