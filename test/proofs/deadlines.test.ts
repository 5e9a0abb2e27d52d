import type { Simulation } from '@muster/simulator';
import type { Completion } from '../../lambda/reconcile/event';
import { drive, withoutRetryDelay } from './drive';
import { operationsOf } from './operations';
import { onVirtualTime } from './virtual-time';
import { delegationWorld, detectiveWorld, guardDutyWorld, type World } from './worlds';

const MINUTE = 60_000;
/** milliseconds that the Lambda function has left when it is invoked */
const TIMEOUT = 4000;
/** milliseconds for each answer of AWS: so slow that the work takes several passes */
const SLOW = 200;

/** One invocation, timed. */
async function invoke(world: World, simulation: Simulation, waited: number) {
  const began = performance.now();
  const time = () => TIMEOUT - (performance.now() - began);
  const [outcome] = await Promise.allSettled([world.deploy(withoutRetryDelay(simulation, world), waited, time)]);
  return { outcome, left: time() };
}

const hanging = { times: 1, latencyMs: 2 * TIMEOUT };

describe.each([delegationWorld(9), guardDutyWorld(9), detectiveWorld(9)])('$name', (world) => {
  async function hangingEach(waited: number) {
    const { operations, covered } = await operationsOf(world);
    const simulations = await Promise.all(operations.map(() => world.begin()));
    return Promise.all(
      simulations.map(async (simulation, at) => {
        const operation = operations[at] ?? { service: '', operation: '' };
        simulation.faults.add({ ...operation, ...hanging });
        const answers = [await invoke(world, simulation, waited)];
        // an operation of a later pass
        for (let passes = 0; passes < 4 && simulation.faults.left > 0; passes += 1) {
          await simulation.clock.advance(60);
          answers.push(await invoke(world, simulation, waited));
        }
        return { name: operation.operation, answers, simulation, covered };
      }),
    );
  }

  test('D19: whichever call hangs, the custom resource answers before the Lambda times out, and the next pass continues', () =>
    onVirtualTime(async () => {
      for (const { name, answers, simulation, covered } of await hangingEach(0)) {
        const last = answers.at(-1);
        expect({ name, met: simulation.faults.left, outcome: last?.outcome }).toEqual({
          name,
          met: 0,
          outcome: { status: 'fulfilled', value: { IsComplete: false } },
        });
        expect(Math.min(...answers.map(({ left }) => left))).toBeGreaterThan(0);
        const { reports } = await drive(simulation, world);
        expect(reports.at(-1)?.covered).toEqual(covered);
      }
    }));

  test('D19: if AWS is slow, every pass answers in time until the deployment is complete', () =>
    onVirtualTime(async () => {
      const simulation = await world.begin();
      simulation.faults.add({ service: '*', operation: '*', times: 9999, latencyMs: SLOW });
      const completions: Completion[] = [];
      for (let passes = 0; passes < 40 && !completions.at(-1)?.IsComplete; passes += 1) {
        const { outcome, left } = await invoke(world, simulation, MINUTE);
        expect(left).toBeGreaterThan(0);
        if (outcome.status === 'rejected') throw outcome.reason;
        completions.push(outcome.value);
        await simulation.clock.advance(60);
      }
      expect(completions.at(-1)).toMatchObject({ IsComplete: true });
      expect(completions.length).toBeGreaterThan(1);
      expect(Number(completions.at(-1)?.Data?.Covered)).toBe(world.truth(simulation).size);
    }));

  test('D19: a deployment fails if AWS never answers, and the error names the account', () =>
    onVirtualTime(async () => {
      const simulation = await world.begin();
      const { operations } = await operationsOf(world);
      const [first = { service: '', operation: '' }] = operations;
      simulation.faults.add({ ...first, ...hanging, times: 99 });
      const { outcome, left } = await invoke(world, simulation, 55 * MINUTE);
      expect(left).toBeGreaterThan(0);
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: {
          code: 'Unreachable',
          message: expect.stringMatching(new RegExp(`^account ${world.account}: .*AWS did not answer in time`)),
        },
      });
    }));
});
