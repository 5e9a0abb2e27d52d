import { readEntries } from '../../../../lib/config/lists/entries';
import { reasons, warnings, written } from '../written';

const rule = (criteria: string, acknowledged = '[]') =>
  written({ guardDuty: `{ suppressionRules: [{ name: all, criteria: ${criteria} }] }`, acknowledged });
const overrides = (list: string, acknowledged = '[]') => written({ overrides: list, acknowledged });

describe('K5: a configuration that blinds itself', () => {
  test.each([
    '{ severity: { greaterThanOrEqual: 1 } }',
    '{ severity: { lessThan: 10 } }',
    "{ severity: ['1', '2', '3', '4', '5', '6', '7', '8', '9'] }",
    "{ type: { matches: ['*'] } }",
    "{ type: { matches: ['*:*/*'] } }",
    '{ type: { notEquals: [Recon:EC2/Portscan] } }',
    '{ updatedAt: { greaterThan: 0 }, service.count: { greaterThanOrEqual: 1 } }',
    "{ service.archived: 'false' }",
  ])('with a suppression rule for every finding is a mistake, until it is acknowledged: %s', (criteria) => {
    const message = expect.stringContaining('matches every finding, or nearly all');
    expect(reasons(rule(criteria))).toEqual([message]);
    expect(reasons(rule(criteria))[0]).toContain('add suppress-all to acknowledged');
    expect(reasons(rule(criteria, '[suppress-all]'))).toEqual([]);
    expect(warnings(rule(criteria, '[suppress-all]'))).toEqual([message]);
  });

  test.each([
    '{ severity: { lessThan: 7 } }',
    '{ severity: { greaterThanOrEqual: 1 }, type: Recon:EC2/Portscan }',
    "{ type: { matches: ['Recon:*'] } }",
    '{ service.count: { greaterThan: 100 } }',
    "{ accountId: ['333333333333'] }",
  ])('is not one with a rule for some findings: %s', (criteria) => {
    expect(reasons(rule(criteria))).toEqual([]);
    expect(warnings(rule(criteria))).toEqual([]);
  });

  test('with overrides that exclude every account everywhere is a mistake, until it is acknowledged', () => {
    const all =
      '[{ match: { regions: [eu-west-1] }, exclude: true }, { match: { regions: [us-east-1] }, exclude: true }]';
    expect(reasons(overrides(all))).toEqual([
      expect.stringMatching(/overrides\[1\]\.exclude.*every account in every governed region.*add exclude-all/),
    ]);
    expect(warnings(overrides(all, '[exclude-all]'))).toEqual([expect.stringContaining('every governed region')]);
  });

  test('only in one region is a warning', () => {
    const one = '[{ match: { regions: [us-east-1] }, exclude: true }]';
    expect(warnings(overrides(one))).toEqual([expect.stringContaining('leaves out every account in us-east-1')]);
    expect(warnings(overrides('[{ match: { ous: [Sandbox] }, exclude: true }]'))).toEqual([]);
  });

  test.each([
    [{ mode: 'observe' }, 'mode: got "observe", changes nothing'],
    [{ onRemoval: 'disable' }, 'onRemoval: got "disable", removes detection from every account'],
    [{ guard: '{ maxRemovedShare: 1 }' }, 'guard.maxRemovedShare: got 1, lets one deployment remove protection'],
  ])('is warned of %j', (changes, words) => {
    expect(warnings(written(changes))).toEqual([expect.stringContaining(words)]);
  });

  test('by trusting half of the internet has a mistake in the list; threat lists may contain it', () => {
    const levels = (key: 'trustedIpLists' | 'trustedEntityLists' | 'threatIpLists', range: string) =>
      readEntries(`${range}\n`, key).mistakes.map(({ level, message }) => `${level}: ${message}`);
    const tooWide = 'error: trusts too many addresses: the largest range in a trusted list is a /8';
    for (const range of ['0.0.0.0/1', '128.0.0.0/1', '16.0.0.0/7']) {
      expect(levels('trustedIpLists', range)).toEqual([tooWide]);
      expect(levels('trustedEntityLists', range)).toEqual([tooWide]);
    }
    expect(levels('trustedIpLists', '16.0.0.0/8')).toEqual([]);
    expect(levels('threatIpLists', '16.0.0.0/7')).toEqual([]);
  });
});
