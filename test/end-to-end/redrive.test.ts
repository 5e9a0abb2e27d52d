import fc from 'fast-check';
import { type Ledger, LedgerHub, TARGETS } from './delivery-ledger';
import { HOP_FAULTS, type HopFault } from './hop-faults';
import { PATIENCE } from './stage';

/** EventBridge gives up after a day, Lambda and the queue sooner. */
const GIVE_UP_HOURS = 26;
const SENT = 3;

const all = (count: number) => Object.fromEntries(TARGETS.map((target) => [target, count]));

function sum(one: Ledger, other: Ledger): object[] {
  return [...one].map(([id, counts]) =>
    Object.fromEntries(TARGETS.map((target) => [target, counts[target] + (other.get(id)?.[target] ?? 0)])),
  );
}

async function mend(booked: LedgerHub, faults: readonly HopFault[]): Promise<void> {
  booked.hub.simulation.faults.clear();
  for (const fault of faults) await fault.mend?.(booked);
}

describe.each(HOP_FAULTS.map((fault) => [fault.hop, fault] as const))('F12, F13: if %s', (_, fault) => {
  let booked: LedgerHub;
  beforeEach(async () => {
    booked = await LedgerHub.start();
  }, PATIENCE);
  afterEach(() => booked?.stop());

  test(
    'findings are parked and an alarm is raised; a redrive delivers them only to the targets that did not receive them',
    async () => {
      await fault.begin(booked);
      await booked.send(SENT);
      await booked.hours(GIVE_UP_HOURS);
      const parked = Object.fromEntries(TARGETS.map((target) => [target, fault.cutsOff.includes(target) ? 1 : 0]));
      expect([...booked.parked().values()]).toEqual(Array(SENT).fill(parked));
      expect(sum(booked.delivered(), booked.parked())).toEqual(Array(SENT).fill(all(1)));
      expect(await booked.hub.alarming()).not.toEqual([]);

      const { code, text } = await booked.redrive(false);
      expect(code).toBe(0);
      expect(text).toContain('then resend: npm run redrive');
      expect(sum(booked.delivered(), booked.parked())).toEqual(Array(SENT).fill(all(1)));

      await mend(booked, [fault]);
      expect((await booked.redrive(true)).code).toBe(0);
      await booked.hours(1);
      expect([...booked.delivered().values()]).toEqual(Array(SENT).fill(all(1)));
      expect([...booked.parked().values()]).toEqual(Array(SENT).fill(all(0)));
      expect((await booked.redrive(false)).text).toContain('Nothing is parked in 2 dead-letter queues.');
      expect(await booked.hub.alarming()).toEqual([]);
    },
    PATIENCE,
  );
});

/** Faults that end on their own after a number of refusals. */
const PASSING = [
  { service: 'sqs', operation: 'SendMessage', internal: true },
  { service: 'sns', operation: 'Publish', internal: true },
  { service: 'events', operation: 'PutEvents' },
  { service: 'ssm', operation: 'CreateOpsItem', internal: true },
  { service: 'lambda', operation: 'Invoke', internal: true },
] as const;
const INTERNAL = { code: 'InternalFailure', status: 500, message: 'We encountered an internal error' };

/** A number of findings, and the faults that begin before them. */
const wave = fc.record({
  findings: fc.integer({ min: 1, max: 3 }),
  passing: fc.array(fc.tuple(fc.constantFrom(...PASSING), fc.integer({ min: 1, max: 40 })), { maxLength: 2 }),
  lasting: fc.subarray([...HOP_FAULTS], { maxLength: 2 }),
  minutes: fc.integer({ min: 0, max: 90 }),
});

test(
  'F12, F13: whichever hops fail, every finding is delivered or parked, and after a redrive it is delivered exactly once',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(wave, { minLength: 2, maxLength: 5 }), async (waves) => {
        const booked = await LedgerHub.start();
        try {
          const begun = new Set<HopFault>();
          for (const { findings, passing, lasting, minutes } of waves) {
            for (const [fault, times] of passing)
              booked.hub.simulation.faults.add({ ...fault, times, error: INTERNAL });
            for (const fault of lasting.filter((each) => !begun.has(each))) {
              await fault.begin(booked);
              begun.add(fault);
            }
            await booked.send(findings);
            await booked.hub.simulation.clock.advance(minutes * 60);
          }
          await booked.hours(GIVE_UP_HOURS);
          expect(sum(booked.delivered(), booked.parked())).toEqual(booked.sent.map(() => all(1)));
          await mend(booked, [...begun]);
          expect((await booked.redrive(true)).code).toBe(0);
          await booked.hours(1);
          expect([...booked.delivered().values()]).toEqual(booked.sent.map(() => all(1)));
          expect((await booked.redrive(false)).text).toContain('Nothing is parked');
        } finally {
          await booked.stop();
        }
      }),
      { numRuns: 5 },
    );
  },
  PATIENCE,
);
