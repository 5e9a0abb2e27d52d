import { Recent } from '../../../lambda/findings/recent-answers';

describe('what a container remembers', () => {
  it('is good for its time, an answer of nothing too', () => {
    const recent = new Recent<string | undefined>(10, 3);
    recent.set('a', undefined, 100);
    expect([recent.has('a', 109), recent.has('a', 110)]).toEqual([true, false]);
    recent.set('a', 'again', 110);
    expect(recent.get('a', 119)).toBe('again');
    recent.forget('a');
    expect(recent.get('a', 119)).toBeUndefined();
  });

  it('is no more than there is room for: the oldest goes', () => {
    const recent = new Recent<number>(10, 3);
    for (const number of [1, 2, 3]) recent.set(String(number), number, 0);
    recent.set('1', 1, 0);
    recent.set('4', 4, 0);
    expect(['1', '2', '3', '4'].filter((key) => recent.has(key, 0))).toEqual(['1', '3', '4']);
  });
});
