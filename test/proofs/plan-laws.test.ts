import fc from 'fast-check';
import type { Aws } from '../../lambda/aws/clients';
import { detectiveController } from '../../lambda/controllers/detective';
import { guardDutyController } from '../../lambda/controllers/guardduty';
import { callerOf, type Desired } from '../../lambda/controllers/registry';
import type { Controller } from '../../lambda/reconcile/controller';
import { RolloutError } from '../../lambda/reconcile/errors';
import { fullPlan } from '../../lambda/reconcile/full-plan';
import type { Action } from '../../lambda/reconcile/plan';
import { foreseen } from '../lambda/foreseen';
import { awsOf, detective, guardDuty, writeNames } from '../lambda/organization-under-test';
import { asked, type Beginning, beginning, organizationAt } from './generated';

const RUNS = { numRuns: 40 };
/** opens the guard, so that it withholds nothing here */
const guard = { maxRemovedShare: 1, minimum: 100 };

/** @returns what was done and not planned */
async function unplanned<D extends Desired, O, A extends Action>(
  controllerOf: (aws: Aws) => Controller<D, O, A>,
  begun: Beginning,
  desired: D,
): Promise<readonly string[]> {
  return (await foreseen(await organizationAt(begun), controllerOf, desired)).unplanned;
}

test('GuardDuty: a deployment does nothing that the plan did not name, in every state', () =>
  fc.assert(
    fc.asyncProperty(beginning, asked, async (begun, wanted) => {
      const desired = guardDuty({ ...wanted, region: begun.region, guard });
      expect(await unplanned(guardDutyController, begun, desired)).toEqual([]);
    }),
    RUNS,
  ));

test('Detective: a deployment does nothing that the plan did not name, in every state', () =>
  fc.assert(
    fc.asyncProperty(beginning, fc.boolean(), async (begun, autoEnable) => {
      const { region } = begun;
      const optIn = region === 'af-south-1' ? { optIn: true } : {};
      const desired = detective({ region, ...optIn, autoEnable, guard });
      expect(await unplanned(detectiveController, begun, desired)).toEqual([]);
    }),
    RUNS,
  ));

const READS = [
  'ListDetectors',
  'GetDetector',
  'ListMembers',
  'GetMemberDetectors',
  'DescribeOrganizationConfiguration',
];

test('a plan writes nothing, whatever read fails', () =>
  fc.assert(
    fc.asyncProperty(
      beginning,
      fc.constantFrom(...READS),
      fc.constantFrom(400, 403, 500),
      async (begun, operation, status) => {
        const simulation = await organizationAt(begun);
        const before = simulation.calls.last;
        const error = {
          code: status === 403 ? 'AccessDeniedException' : 'InternalServerErrorException',
          status,
          message: 'no',
        };
        simulation.faults.add({ service: 'guardduty', operation, times: 100, error });
        const desired = guardDuty({ region: begun.region, guard });
        const reading = guardDutyController(awsOf(simulation, callerOf(desired), { readsOnly: true, maxAttempts: 1 }));
        const observed = await reading.observe(desired).catch((thrown: unknown) => {
          if (!(thrown instanceof RolloutError)) throw thrown;
          return undefined;
        });
        if (observed) fullPlan(reading, desired, observed);
        expect(writeNames(simulation, before)).toEqual([]);
      },
    ),
    { numRuns: 20 },
  ));
