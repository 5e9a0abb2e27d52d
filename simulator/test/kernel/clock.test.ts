import { Clock } from '../../src/kernel/clock';

test('time stands still until it is moved, and due actions run in order, each at its moment', async () => {
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

test('at another rate time continues from now, and waiting actions are kept', async () => {
  const clock = new Clock(0, 1_000_000);
  const due = clock.sleep(10);
  await clock.advance(5);
  clock.setRate(1000);
  await due;
  clock.setRate(0);
  expect(clock.rate).toBe(0);
  const now = clock.now();
  expect(now).toBeGreaterThanOrEqual(1_010_000);
  expect(clock.now()).toBe(now);
});

test('time does not run faster than real time during work that takes AWS less time', async () => {
  const clock = new Clock(1000, 1_000_000);
  const work = clock.slowedDuring(Promise.resolve('done'));
  expect(clock.rate).toBe(1);
  expect(await work).toBe('done');
  expect(clock.rate).toBe(1000);
  clock.stop();
});

test('such work does not start a clock that stands still, and releases the clock if it fails', async () => {
  const clock = new Clock(0, 1_000_000);
  const work = clock.slowedDuring(Promise.reject(new Error('did not start')));
  expect(clock.rate).toBe(0);
  await expect(work).rejects.toThrow('did not start');
  clock.setRate(20);
  expect(clock.rate).toBe(20);
  clock.stop();
});
