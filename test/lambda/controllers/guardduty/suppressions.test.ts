import type { ListKind, RuleOrList } from '../../../../lambda/aws/guardduty/rules-and-lists';
import { criteriaDigest, type GuardDutyDesired } from '../../../../lambda/controllers/guardduty/desired';
import { plan } from '../../../../lambda/controllers/guardduty/plan';
import {
  changedSuppressions,
  foreignSuppressions,
} from '../../../../lambda/controllers/guardduty/plan/rules-and-lists';
import { SECURITY } from '../../../accounts';
import { guardDuty } from '../../desired-states';
import { converged } from './observations';

const CRITERIA = { severity: { Lt: 4 } };
const DIGEST = criteriaDigest(CRITERIA);
const LOCATION = 's3://lists/office.txt';

const rule = (name: string, parts: { archives?: boolean; criteria?: Record<string, object> } = {}): RuleOrList => ({
  kind: 'suppressionRules',
  name,
  archives: true,
  criteria: CRITERIA,
  ...parts,
});
const list = (kind: ListKind, name: string, parts: { status?: string; owner?: string } = {}): RuleOrList => ({
  kind,
  name,
  location: LOCATION,
  owner: SECURITY,
  status: 'ACTIVE',
  ...parts,
});

type Owned = NonNullable<GuardDutyDesired['rulesAndLists']>;

const foreign = (rulesAndLists: RuleOrList[], owned?: Owned) =>
  foreignSuppressions(guardDuty({ ...(owned && { rulesAndLists: owned }) }), { rulesAndLists });

describe('K4: rules and lists that the configuration does not name', () => {
  test('are exceptions of the administrator, rule by rule, in the order of their kinds and names', () => {
    const seen = [rule('z'), list('trustedIpLists', 'a'), rule('b')];
    expect(foreign(seen)).toMatchObject([
      { words: expect.stringMatching(/^suppression rule b,/) },
      { words: expect.stringMatching(/^suppression rule z,/) },
      { words: expect.stringMatching(/^trusted IP list a,/) },
    ]);
    expect(foreign([rule('z')])).toEqual([
      {
        account: SECURITY,
        region: 'eu-west-1',
        service: 'guardduty',
        reason: 'ForeignSuppression',
        words: expect.stringContaining(JSON.stringify(CRITERIA)),
        hint: expect.stringContaining('guardDuty.suppressionRules'),
        scope: 'account',
      },
    ]);
  });

  test.each<[ListKind, RegExp]>([
    ['trustedIpLists', /^trusted IP list office,.* no findings arise/],
    ['threatIpLists', /^threat IP list office,.*office.txt findings arise/],
    ['trustedEntityLists', /^trusted entity list office,.* no findings arise/],
    ['threatEntityLists', /^threat entity list office,.*office.txt findings arise/],
  ])('name the list, its file and its effect: %s', (kind, words) => {
    const [found] = foreign([list(kind, 'office')]);
    expect(found?.words).toMatch(words);
    expect(found?.words).toContain(LOCATION);
    expect(found?.hint).toContain(`guardDuty.${kind}`);
  });

  test('are no exceptions if the configuration has the same kind and name', () => {
    const owned: Owned = [{ kind: 'suppressionRules', name: 'quiet' }];
    expect(foreign([rule('quiet')], owned)).toEqual([]);
    expect(foreign([rule('loud')], owned)).toHaveLength(1);
    expect(foreign([list('trustedIpLists', 'quiet')], owned)).toHaveLength(1);
  });

  test('are no exceptions if they have no effect: a saved search, a list that is not in use', () => {
    expect(foreign([rule('search', { archives: false })])).toEqual([]);
    expect(foreign([list('threatIpLists', 'off', { status: 'INACTIVE' })])).toEqual([]);
    expect(foreign([list('threatIpLists', 'soon', { status: 'ACTIVATING' })])).toHaveLength(1);
    expect(foreignSuppressions(guardDuty(), {})).toEqual([]);
  });

  test('are reported with criteria that are cut to a readable length', () => {
    const criteria = (length: number) => ({
      type: { Equals: ['x'.repeat(length - '{"type":{"Equals":[""]}}'.length)] },
    });
    expect(foreign([rule('short', { criteria: criteria(400) })])[0]?.words).toMatch(/x"]}}$/);
    expect(foreign([rule('long', { criteria: criteria(401) })])[0]?.words).toMatch(/x"]}…$/);
  });

  test('do not delay enrolment', () => {
    const { actions, blocked } = plan(guardDuty(), converged({ members: [], rulesAndLists: [rule('quiet')] }), []);
    expect(blocked).toMatchObject([{ reason: 'ForeignSuppression' }]);
    expect(actions).toMatchObject([{ type: 'CreateMembers' }]);
  });
});

describe('K4: a rule or list of the configuration', () => {
  const changed = (owned: Owned, rulesAndLists: RuleOrList[] | undefined, parts: Partial<GuardDutyDesired> = {}) =>
    changedSuppressions(rulesAndLists ? { rulesAndLists } : {}, guardDuty({ rulesAndLists: owned, ...parts }));
  const quiet: Owned = [{ kind: 'suppressionRules', name: 'quiet', digest: DIGEST }];
  const office: Owned = [{ kind: 'trustedIpLists', name: 'office' }];

  test('is unchanged as the stack created it, whatever form of the criteria AWS answers with', () => {
    expect(changed(quiet, [rule('quiet')])).toEqual([]);
    expect(changed(quiet, [rule('quiet', { criteria: { severity: { LessThan: 4 } } })])).toEqual([]);
    expect(changed(office, [list('trustedIpLists', 'office')])).toEqual([]);
    expect(changed(office, [list('trustedIpLists', 'office', { status: 'ACTIVATING' })])).toEqual([]);
  });

  test('is drift if it was deleted, and named', () => {
    expect(changed(quiet, [rule('other'), list('threatIpLists', 'quiet')])).toEqual([
      { account: SECURITY, reason: 'SuppressionDeleted', words: 'suppression rule quiet does not exist any more' },
    ]);
  });

  test.each<[string, Owned, RuleOrList, string]>([
    ['archives nothing', quiet, rule('quiet', { archives: false }), 'suppression rule quiet does not archive'],
    [
      'matches other findings',
      quiet,
      rule('quiet', { criteria: { severity: { Lt: 9 } } }),
      'suppression rule quiet has other criteria than the configuration: {"severity":{"Lt":9}}',
    ],
    [
      'is read from the bucket of another account',
      office,
      list('trustedIpLists', 'office', { owner: '888888888888' }),
      `trusted IP list office is read from a bucket of another account: ${LOCATION}`,
    ],
    [
      'is not in use',
      office,
      list('trustedIpLists', 'office', { status: 'ERROR' }),
      'trusted IP list office is ERROR instead of ACTIVE',
    ],
  ])('is drift if it %s', (_, owned, now, words) => {
    expect(changed(owned, [now])).toEqual([
      { account: SECURITY, reason: 'SuppressionChanged', words: expect.stringContaining(words) },
    ]);
  });

  test('is not compared by criteria if the configuration has no digest of them', () => {
    const owned: Owned = [{ kind: 'suppressionRules', name: 'quiet' }];
    expect(changed(owned, [rule('quiet', { criteria: { severity: { Lt: 9 } } })])).toEqual([]);
  });

  test('is no drift if it was not read, in mode observe, or if there is none', () => {
    expect(changed(quiet, undefined)).toEqual([]);
    expect(changed(quiet, [], { mode: 'observe' })).toEqual([]);
    expect(changedSuppressions({ rulesAndLists: [rule('other')] }, guardDuty())).toEqual([]);
  });
});
