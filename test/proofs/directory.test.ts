import type { Fault, Simulation } from '@muster/simulator';
import { awsOf } from '../lambda/organization-under-test';
import { drive } from './drive';
import { dyingAfter } from './dying-process';
import { operationsOf } from './operations';
import { listedAccounts } from './truth';
import { directoryWorld } from './worlds';

const world = directoryWorld(45);
const allAccounts = (simulation: Simulation) => new Set(world.expected(simulation));

/** A pass replaces only a listing from before it. */
const inAnHour = () => Date.now() + 3_600_000;

/** Lists the accounts once, because most passes find a listing from before. */
async function begun(): Promise<Simulation> {
  const simulation = await world.begin();
  await world.pass(awsOf(simulation, world.account));
  return simulation;
}

test('D7, D18, D19: a run killed after any of its calls leaves the previous listing or its own, and the next run writes a new one', async () => {
  const undisturbed = await begun();
  const before = undisturbed.calls.last;
  await world.pass(awsOf(undisturbed, world.account));
  const calls = undisturbed.calls.last - before;
  expect(calls).toBeGreaterThan(5);
  for (let died = 0; died < calls; died += 1) {
    const simulation = await begun();
    const requestHandler = dyingAfter(simulation, died);
    await expect(world.pass(awsOf(simulation, world.account, { requestHandler, maxAttempts: 1 }))).rejects.toThrow();
    expect(listedAccounts(simulation)).toEqual(allAccounts(simulation));
    const report = await world.pass(awsOf(simulation, world.account, { now: inAnHour }));
    expect({ died, covered: report.covered.length, applied: report.applied.length }).toEqual({
      died,
      covered: allAccounts(simulation).size,
      applied: 1,
    });
  }
});

const MISFORTUNES: Readonly<Record<string, Omit<Fault, 'service' | 'operation'>>> = {
  'D12, throttling': {
    times: 7,
    error: { code: 'SlowDown', status: 503, message: 'Please reduce your request rate.' },
  },
  'status 500': {
    times: 7,
    error: { code: 'InternalError', status: 500, message: 'We encountered an internal error.' },
  },
  'connection resets': { times: 7, noAnswer: 'ECONNRESET' },
  'lost answers to what was done': { times: 4, applyFirst: true },
};

test.each(Object.entries(MISFORTUNES))(
  '%s, on any operation: the passes end with every account listed, and no report is wrong',
  async (_, misfortune) => {
    const { operations } = await operationsOf(world);
    expect(operations.map(({ operation }) => operation)).toEqual(
      expect.arrayContaining(['ListAccounts', 'ListOrganizationalUnitsForParent', 'GetObject', 'PutObject']),
    );
    for (const operation of operations) {
      const simulation = await world.begin();
      simulation.faults.add({ ...operation, ...misfortune });
      const planned = simulation.faults.left;
      await drive(simulation, world);
      expect({ operation, met: simulation.faults.left < planned }).toEqual({ operation, met: true });
      expect(listedAccounts(simulation)).toEqual(allAccounts(simulation));
    }
  },
);
