import { everyItem, inBatches } from '../../../lambda/aws/call';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
const never = () => false;

test('M1: 132 accounts go in batches of 50, 50 and 32', async () => {
  const sizes = await inBatches(numbers(132), never, async (batch) => [batch.length]);
  expect(sizes).toEqual([50, 50, 32]);
});

test('M2: without accounts there is no call', async () => {
  const sizes = await inBatches([], never, async (batch) => [batch.length]);
  expect(sizes).toEqual([]);
});

test('a pass that runs out of time begins no further batch', async () => {
  let batches = 0;
  const sizes = await inBatches(
    numbers(200),
    () => batches === 2,
    async (batch) => {
      batches += 1;
      return [batch.length];
    },
  );
  expect(sizes).toEqual([50, 50]);
});

test('an empty page with a token is not the end of a list', async () => {
  const pages = [
    { items: ['a'], next: '1' },
    { items: undefined, next: '2' },
    { items: ['b'], next: undefined },
  ];
  const items = await everyItem(async (token) => pages[Number(token ?? 0)] ?? { items: [], next: undefined });
  expect(items).toEqual(['a', 'b']);
});
