import type { Simulation } from '@muster/simulator';
import { awsOf } from '../lambda/organization-under-test';
import { canonicalState, expectSame } from './canonical';
import { dyingAfter } from './dying-process';
import {
  aDayLater,
  advanceOneDay,
  delegationWorld,
  detectiveWorld,
  furtherWrites,
  guardDutyWorld,
  type World,
} from './worlds';

/** A pass that dies after a number of calls. */
async function killed(world: World, calls: number): Promise<Simulation> {
  const simulation = await world.begin();
  const aws = awsOf(simulation, world.account, { requestHandler: dyingAfter(simulation, calls), maxAttempts: 1 });
  await expect(world.pass(aws)).rejects.toThrow(`after ${calls} calls`);
  return simulation;
}

/** The world as the controller leaves it, and how many calls one undisturbed pass makes. */
async function undisturbed(world: World) {
  const simulation = await world.begin();
  const before = simulation.calls.last;
  await world.pass(awsOf(simulation, world.account));
  const calls = simulation.calls.last - before;
  const report = await world.settle(simulation);
  await advanceOneDay(simulation);
  return { calls, report, state: canonicalState(simulation) };
}

describe.each([delegationWorld(), guardDutyWorld(), detectiveWorld()])('$name, 110 accounts', (world) => {
  test('D7, D18, D19, M13: a pass killed after any of its calls is continued by the next run, which ends as if undisturbed', async () => {
    const expected = await undisturbed(world);
    expect(expected.calls).toBeGreaterThan(12);
    for (let calls = 0; calls < expected.calls; calls += 1) {
      const simulation = await killed(world, calls);
      const report = await world.settle(simulation);
      expect({ calls, covered: report.covered, exceptions: report.exceptions }).toEqual({
        calls,
        covered: expected.report.covered,
        exceptions: expected.report.exceptions,
      });
      await advanceOneDay(simulation);
      const more = await furtherWrites(simulation, world);
      expect({ calls, more: more.map(({ operation }) => operation) }).toEqual({
        calls,
        more: aDayLater(world),
      });
      expectSame({ calls, state: canonicalState(simulation) }, { calls, state: expected.state });
    }
  });
});
