import fc from 'fast-check';
import { noted, refusalKeys, refusalTags, refusedMembersIn } from '../../../../lambda/aws/guardduty/refused-members';

const AT = Date.parse('2026-11-24T22:00:00Z');
const held = (account: string) => ({
  account,
  operation: 'CreateMembers',
  reason: 'MemberOfAnotherAdministrator',
  words: 'The request is rejected.',
});
const ids = fc.uniqueArray(
  fc.integer({ min: 0, max: 999_999_999_999 }).map((id) => String(id).padStart(12, '0')),
  { minLength: 1, maxLength: 300 },
);
/** "The tag value", as GuardDuty's model has it */
const VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u;

test('one tag says which accounts AWS refused, for which operation, why and when, in readable words', () => {
  expect(refusalTags({ at: AT, members: [held('333333333333'), held('444444444444')] }, [])).toEqual({
    'muster:refused':
      '2026-11-24T22:00:00.000Z CreateMembers:MemberOfAnotherAdministrator The request is rejected. 333333333333 444444444444',
  });
});

test('written refusals are read back, however many accounts there are, from values that AWS accepts', () => {
  fc.assert(
    fc.property(ids, fc.nat({ max: 300 }), fc.string({ maxLength: 300 }), (accounts, others, words) => {
      const resumed = (account: string) => ({ account, operation: 'StartMonitoringMembers', reason: 'Refused', words });
      const members = noted(accounts.map((id, at) => (at < others ? held(id) : resumed(id))));
      expect(members).toHaveLength(accounts.length);
      const tags = refusalTags({ at: AT, members }, []);
      expect(Object.keys(tags).length).toBeLessThan(25);
      for (const value of Object.values(tags)) expect(value).toMatch(VALUE);
      expect(refusedMembersIn({ owner: 'other', ...tags })).toEqual({ at: AT, members });
    }),
  );
});

test('refusals that do not fit are not recorded, however long AWS’s words are', () => {
  const each = Array.from({ length: 500 }, (_, at) => ({
    ...held(String(300000000000 + at)),
    words: `Refused for reason ${at}`,
  }));
  const members = noted(each);
  expect(members.length).toBeLessThan(each.length);
  const tags = refusalTags({ at: AT, members }, []);
  expect(Object.keys(tags).length).toBeLessThan(25);
  expect(refusedMembersIn(tags)).toEqual({ at: AT, members });
});

test('an account id in the words of AWS is not read as a refused account', () => {
  const members = noted([{ ...held('333333333333'), words: "Account 444444444444 isn't free" }]);
  expect(refusedMembersIn(refusalTags({ at: AT, members }, []))?.members).toEqual([
    { ...held('333333333333'), words: 'Account an account isnt free' },
  ]);
});

test('tags of an earlier, longer note are not read with a shorter one', () => {
  const longer = refusalTags(
    { at: AT, members: Array.from({ length: 60 }, (_, at) => held(String(300000000000 + at))) },
    [],
  );
  const keys = refusalKeys({ ...longer, owner: 'other' });
  expect(keys).toEqual(Object.keys(longer));
  expect(keys.length).toBeGreaterThan(2);
  const members = [held('333333333333')];
  expect(refusedMembersIn({ ...longer, ...refusalTags({ at: AT, members }, keys) })).toEqual({ at: AT, members });
  expect(refusedMembersIn({ ...longer, ...refusalTags({ at: AT, members: [] }, keys) })).toBeUndefined();
});

test.each<Readonly<Record<string, string>>>([
  {},
  { owner: 'other' },
  { 'muster:refused': 'none' },
  { 'muster:refused': 'what is this' },
])('a detector with the tags %j remembers nothing', (tags) => {
  expect(refusedMembersIn(tags)).toBeUndefined();
});
