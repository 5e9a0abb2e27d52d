import fc from 'fast-check';
import { offsetPage } from '../../src/kernel/offset-page';

const invalid = () => new Error('no token of ours');

test('a caller that follows the tokens sees every item once, in order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 7 }), (all, size) => {
      const seen: number[] = [];
      let token: string | undefined;
      do {
        const page = offsetPage(all, { size, token, invalid });
        expect(page.items.length).toBeLessThanOrEqual(size);
        seen.push(...page.items);
        token = page.next;
      } while (token !== undefined);
      expect(seen).toEqual(all);
    }),
  );
});

test.each(['', '1', 'x', '-1', Buffer.from('from:-1').toString('base64url')])('refuses the token "%s"', (token) => {
  expect(() => offsetPage([1, 2], { size: 1, token, invalid })).toThrow('no token of ours');
});
