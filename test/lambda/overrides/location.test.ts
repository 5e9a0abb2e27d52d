import { unlocatedExceptions } from '../../../lambda/overrides/exceptions';
import { locate } from '../../../lambda/overrides/location';
import { about, account, directory, unit } from './organizations';

const SHOP = { ...account('333333333333', unit(1)), name: 'shop' };
const TWIN = { ...account('444444444444', unit(1)), name: 'shop' };
const BANK = { ...account('555555555555', unit(2)), name: 'bank' };
const WORLD = { ...directory(SHOP, TWIN, BANK), units: new Map([['Workloads/Prod', unit(1)]]) };
const ABOUT = { account: '222222222222', region: 'eu-west-1', service: 'guardduty' } as const;

function mistakes(parts: Parameters<typeof about>[0]) {
  const { unlocated } = locate([{ match: about({ path: 'overrides[3]', line: 41, ...parts }) }], WORLD);
  return unlocatedExceptions(unlocated, ABOUT);
}

test('units are found by id and by path of names, accounts by id and by name', () => {
  const match = about({ ous: ['Workloads/Prod', unit(2)], accounts: ['bank', SHOP.id] });
  const { located, unlocated } = locate([{ match }], WORLD);
  expect(unlocated).toEqual([]);
  expect([...(located[0]?.ous ?? [])]).toEqual([unit(1), unit(2)]);
  expect([...(located[0]?.accounts ?? [])]).toEqual([BANK.id, SHOP.id]);
});

test.each([
  [
    'a path that does not exist',
    { ous: ['Workloads/Prodd'] },
    'UnknownOrganizationalUnit',
    'the organizational unit "Workloads/Prodd"',
  ],
  ['a name that does not exist', { accounts: ['shopp'] }, 'UnknownAccount', 'the account "shopp"'],
  [
    'a name that two accounts share',
    { accounts: ['shop'] },
    'AmbiguousAccountName',
    `a name that ${SHOP.id} and ${TWIN.id} share`,
  ],
])('%s stops the rollout, because the target of the override is unknown', (_, parts, reason, words) => {
  const [exception, ...others] = mistakes(parts);
  expect(others).toEqual([]);
  expect(exception).toMatchObject({ ...ABOUT, reason, scope: 'rollout' });
  expect(exception?.words).toContain('overrides[3], line 41');
  expect(exception?.words).toContain(words);
});

test('the id of an account that has left is reported, and does not stop the repair of other accounts', () => {
  expect(mistakes({ accounts: ['999999999999'] })).toMatchObject([{ reason: 'UnknownAccount', scope: 'account' }]);
});

test('a unit without accounts may be named by its id', () => {
  expect(mistakes({ ous: [unit(7)] })).toEqual([]);
});
