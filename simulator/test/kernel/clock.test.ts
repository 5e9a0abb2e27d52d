import { Clock } from '../../src/kernel/clock';

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
  clock.setRate(1000);
  await due;
  clock.setRate(0);
  expect(clock.rate).toBe(0);
  const now = clock.now();
  expect(now).toBeGreaterThanOrEqual(1_010_000);
  expect(clock.now()).toBe(now);
});

test('time does not run faster than real while something goes on that AWS is quicker at', async () => {
  const clock = new Clock(1000, 1_000_000);
  const work = clock.slowedDuring(Promise.resolve('done'));
  expect(clock.rate).toBe(1);
  expect(await work).toBe('done');
  expect(clock.rate).toBe(1000);
  clock.stop();
});

test('time that stands still is not started by such work, and a failure of it ends its hold on time', async () => {
  const clock = new Clock(0, 1_000_000);
  const work = clock.slowedDuring(Promise.reject(new Error('did not start')));
  expect(clock.rate).toBe(0);
  await expect(work).rejects.toThrow('did not start');
  clock.setRate(20);
  expect(clock.rate).toBe(20);
  clock.stop();
});
