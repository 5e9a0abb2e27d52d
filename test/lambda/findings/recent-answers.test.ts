import { Recent } from '../../../lambda/findings/recent-answers';

describe('the recent answers of an execution environment', () => {
  it('are valid for their time, empty answers too', () => {
    const recent = new Recent<string | undefined>(10, 3);
    recent.set('a', undefined, 100);
    expect([recent.has('a', 109), recent.has('a', 110)]).toEqual([true, false]);
    recent.set('a', 'again', 110);
    expect(recent.get('a', 119)).toBe('again');
    recent.forget('a');
    expect(recent.get('a', 119)).toBeUndefined();
  });

  it('are limited in number: the oldest one is dropped', () => {
    const recent = new Recent<number>(10, 3);
    for (const number of [1, 2, 3]) recent.set(String(number), number, 0);
    recent.set('1', 1, 0);
    recent.set('4', 4, 0);
    expect(['1', '2', '3', '4'].filter((key) => recent.has(key, 0))).toEqual(['1', '3', '4']);
  });
});
