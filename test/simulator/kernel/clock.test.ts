import { Clock } from '../../../simulator/kernel/clock';

test('time stands still until it is moved, and what becomes due on the way happens in order, each at its moment', async () => {
  const clock = new Clock(0, 1_000_000);
  const seen: [string, number][] = [];
  clock.after(20, () => void seen.push(['later', clock.now()]));
  clock.after(10, () => void seen.push(['sooner', clock.now()]));
  await clock.advance(30);
  expect(seen).toEqual([
    ['sooner', 1_010_000],
    ['later', 1_020_000],
  ]);
  expect(clock.now()).toBe(1_030_000);
});

test('at another rate time goes on from where it is, and what waits is not forgotten', async () => {
  const clock = new Clock(0, 1_000_000);
  const due = clock.sleep(10);
  await clock.advance(5);
  clock.runAt(1000);
  await due;
  clock.runAt(0);
  expect(clock.rate).toBe(0);
  const now = clock.now();
  expect(now).toBeGreaterThanOrEqual(1_010_000);
  expect(clock.now()).toBe(now);
});
