import fc from 'fast-check';
import type { OrganizationAccount } from '../../../lambda/aws/organizations/organizations';
import type { Match } from '../../../lambda/overrides/desired';
import type { Directory } from '../../../lambda/overrides/directory';
import { locate } from '../../../lambda/overrides/location';
import { decided, matching } from '../../../lambda/overrides/precedence';
import { about, account, directory, matches, organizations, unit } from './organizations';

interface Override {
  readonly match: Match;
  readonly says?: string;
}

const [WORKLOADS, PROD, SANDBOX] = [unit(1), unit(2), unit(3)];
const SHOP = account('333333333333', WORKLOADS, PROD);
const TOY = account('444444444444', SANDBOX);
const WORLD = directory(SHOP, TOY);

/** The setting of an account; undefined if no override has one. */
function outcome(overrides: readonly Override[], of: OrganizationAccount, world: Directory): string | undefined {
  return decided<Override, string | undefined>(
    matching(locate(overrides, world).located, of),
    ({ says }) => says,
    undefined,
  ).value;
}

describe('for one setting of one account', () => {
  const everyAccount = { match: about({}), says: 'every account' };
  const everyAccountHere = { match: about({ regional: true }), says: 'every account, here' };
  const above = { match: about({ ous: [WORKLOADS] }), says: 'the unit above' };
  const aboveHere = { match: about({ ous: [WORKLOADS], regional: true }), says: 'the unit above, here' };
  const near = { match: about({ ous: [PROD] }), says: 'its unit' };
  const nearHere = { match: about({ ous: [PROD], regional: true }), says: 'its unit, here' };
  const itself = { match: about({ accounts: [SHOP.id] }), says: 'the account' };
  const itselfHere = { match: about({ accounts: [SHOP.id], regional: true }), says: 'the account, here' };
  const inOrder = [everyAccount, everyAccountHere, above, aboveHere, near, nearHere, itself, itselfHere];

  test.each(inOrder.map((override, at) => [override.says, inOrder.slice(0, at + 1)] as const))(
    'an override for %s comes before all overrides for more accounts or regions',
    (says, overrides) => {
      expect(outcome(overrides, SHOP, WORLD)).toBe(says);
      expect(outcome([...overrides].reverse(), SHOP, WORLD)).toBe(says);
    },
  );

  test('of two overrides for the same place the later one counts', () => {
    const later = { match: near.match, says: 'later' };
    expect(outcome([near, later], SHOP, WORLD)).toBe('later');
    expect(outcome([later, near], SHOP, WORLD)).toBe('its unit');
  });

  test('an override without the setting leaves it to the next one', () => {
    expect(outcome([above, { match: itself.match }], SHOP, WORLD)).toBe('the unit above');
  });

  test('an override that names the account and its unit counts as one for the account', () => {
    const both = { match: about({ ous: [WORKLOADS], accounts: [SHOP.id] }), says: 'both' };
    expect(outcome([both, near], SHOP, WORLD)).toBe('both');
  });

  test('overrides for other units and accounts do not matter', () => {
    expect(outcome([near, itself], TOY, WORLD)).toBeUndefined();
  });

  test('an account in the root gets only overrides for every account', () => {
    const alone = account('555555555555');
    expect(outcome([everyAccount, above], alone, directory(alone, SHOP))).toBe('every account');
  });
});

describe('laws', () => {
  const worlds = organizations.chain((world) =>
    fc.tuple(
      fc.constant(world),
      fc.array(
        matches(world).chain((match) => fc.record({ match: fc.constant(match), says: fc.constantFrom('a', 'b', 'c') })),
        { maxLength: 8 },
      ),
    ),
  );

  /** The rule of docs/precedence.md, literally: place by place, regional ones first, later ones first. */
  function expected(overrides: readonly Override[], of: OrganizationAccount): string | undefined {
    const everyAccount = ({ match }: Override) => match.ous.length === 0 && match.accounts.length === 0;
    const units = [...(of.path ?? [])].reverse();
    const places: ((override: Override) => boolean)[] = [
      ({ match }) => match.accounts.includes(of.id),
      ...units.map(
        (id) =>
          ({ match }: Override) =>
            match.ous.includes(id),
      ),
      everyAccount,
    ];
    for (const isAt of places)
      for (const regional of [true, false])
        for (const override of [...overrides].reverse())
          if (override.match.regional === regional && isAt(override)) return override.says;
    return undefined;
  }

  test('every account gets the setting of the documented rule in any organization', () => {
    fc.assert(
      fc.property(worlds, ([world, overrides]) => {
        for (const each of world.accounts) expect(outcome(overrides, each, world)).toBe(expected(overrides, each));
      }),
    );
  });

  test('the order of overrides matters only between two for the same place and kind', () => {
    const apart = worlds.map(([world, overrides]) => {
      const seen = new Set<string>();
      const alone = overrides.filter(({ match }) => {
        const places = [...match.ous, ...match.accounts, ...(match.ous.length + match.accounts.length ? [] : ['all'])];
        const keys = places.map((place) => `${place} ${match.regional}`);
        if (keys.some((key) => seen.has(key))) return false;
        for (const key of keys) seen.add(key);
        return true;
      });
      return [world, alone] as const;
    });
    const shuffled = apart.chain(([world, overrides]) =>
      fc.tuple(
        fc.constant(world),
        fc.constant(overrides),
        fc.shuffledSubarray(overrides, { minLength: overrides.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([world, overrides, other]) => {
        for (const each of world.accounts) expect(outcome(other, each, world)).toBe(outcome(overrides, each, world));
      }),
    );
  });

  test('the order in which AWS lists accounts does not matter', () => {
    fc.assert(
      fc.property(worlds, ([world, overrides]) => {
        const reversed = { ...world, accounts: [...world.accounts].reverse() };
        for (const each of world.accounts)
          expect(outcome(overrides, each, reversed)).toBe(outcome(overrides, each, world));
      }),
    );
  });
});
