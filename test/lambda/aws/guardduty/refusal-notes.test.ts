import fc from 'fast-check';
import { noted, noteKeys, notesIn, noteTags } from '../../../../lambda/aws/guardduty/refusal-notes';

const AT = Date.parse('2026-11-24T22:00:00Z');
const held = (subject: string) => ({
  subject,
  operation: 'CreateMembers',
  reason: 'MemberOfAnotherAdministrator',
  words: 'The request is rejected.',
});
const ids = fc.uniqueArray(
  fc.integer({ min: 0, max: 999_999_999_999 }).map((id) => String(id).padStart(12, '0')),
  { minLength: 1, maxLength: 300 },
);
const membersIn = (tags: Readonly<Record<string, string>>) => notesIn(tags).members;
/** "The tag value", as GuardDuty's model has it */
const VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u;

test('one tag says which accounts AWS refused, for which operation, why and when, in readable words', () => {
  expect(noteTags('members', { at: AT, refusals: [held('333333333333'), held('444444444444')] }, [])).toEqual({
    'muster:refused':
      '2026-11-24T22:00:00.000Z CreateMembers:MemberOfAnotherAdministrator The request is rejected. 333333333333 444444444444',
  });
});

test('written refusals are read back, however many accounts there are, from values that AWS accepts', () => {
  fc.assert(
    fc.property(ids, fc.nat({ max: 300 }), fc.string({ maxLength: 300 }), (accounts, others, words) => {
      const resumed = (subject: string) => ({ subject, operation: 'StartMonitoringMembers', reason: 'Refused', words });
      const refusals = noted(
        'members',
        accounts.map((id, at) => (at < others ? held(id) : resumed(id))),
      );
      expect(refusals).toHaveLength(accounts.length);
      const tags = noteTags('members', { at: AT, refusals }, []);
      expect(Object.keys(tags).length).toBeLessThan(25);
      for (const value of Object.values(tags)) expect(value).toMatch(VALUE);
      expect(membersIn({ owner: 'other', ...tags })).toEqual({ at: AT, refusals });
    }),
  );
});

test('refusals that do not fit are not recorded, however long AWS’s words are', () => {
  const each = Array.from({ length: 500 }, (_, at) => ({
    ...held(String(300000000000 + at)),
    words: `Refused for reason ${at}`,
  }));
  const refusals = noted('members', each);
  expect(refusals.length).toBeLessThan(each.length);
  const tags = noteTags('members', { at: AT, refusals }, []);
  expect(Object.keys(tags).length).toBeLessThan(25);
  expect(membersIn(tags)).toEqual({ at: AT, refusals });
});

test('an account id in the words of AWS is not read as a refused account', () => {
  const refusals = noted('members', [{ ...held('333333333333'), words: "Account 444444444444 isn't free" }]);
  expect(membersIn(noteTags('members', { at: AT, refusals }, []))?.refusals).toEqual([
    { ...held('333333333333'), words: "Account an account isn't free" },
  ]);
});

test('tags of an earlier, longer note are not read with a shorter one', () => {
  const longer = noteTags(
    'members',
    { at: AT, refusals: Array.from({ length: 60 }, (_, at) => held(String(300000000000 + at))) },
    [],
  );
  const keys = noteKeys('members', { ...longer, owner: 'other' });
  expect(keys).toEqual(Object.keys(longer));
  expect(keys.length).toBeGreaterThan(2);
  const refusals = [held('333333333333')];
  expect(membersIn({ ...longer, ...noteTags('members', { at: AT, refusals }, keys) })).toEqual({ at: AT, refusals });
  expect(membersIn({ ...longer, ...noteTags('members', { at: AT, refusals: [] }, keys) })).toBeUndefined();
});

test.each<Readonly<Record<string, string>>>([
  {},
  { owner: 'other' },
  { 'muster:refused': 'none' },
  { 'muster:refused': 'what is this' },
])('a detector with the tags %j remembers nothing', (tags) => {
  expect(membersIn(tags)).toBeUndefined();
});

test('three records are kept side by side, each with its own subjects and operations', () => {
  const plan = { subject: 'S3_DATA_EVENTS@0123456789ab', operation: 'UpdateDetector', reason: 'Refused', words: 'no.' };
  const outside = { ...plan, subject: '900000000001@0123456789ab', operation: 'guardduty:InviteMembers' };
  const tags = {
    ...noteTags('members', { at: AT, refusals: [held('333333333333')] }, []),
    ...noteTags('plans', { at: AT, refusals: [plan] }, []),
    ...noteTags('outside', { at: AT, refusals: [outside] }, []),
  };
  expect(notesIn(tags)).toEqual({
    members: { at: AT, refusals: [held('333333333333')] },
    plans: { at: AT, refusals: [plan] },
    outside: { at: AT, refusals: [outside] },
  });
  expect(noteKeys('members', tags)).toEqual(['muster:refused']);
});

test('a word of AWS that looks like a subject is not read as one', () => {
  const refusals = noted('plans', [{ ...held('S3_DATA_EVENTS@0123456789ab'), words: 'ask root@0123456789ab' }]);
  expect(notesIn(noteTags('plans', { at: AT, refusals }, [])).plans?.refusals).toEqual([
    { ...held('S3_DATA_EVENTS@0123456789ab'), words: 'ask root@0123456789ab' },
  ]);
});
