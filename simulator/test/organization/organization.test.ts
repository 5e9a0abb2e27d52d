import { organizationFile } from '../../src/organization/file';
import { Organization } from '../../src/organization/organization';
import { globalRegion, regionFacts } from '../../src/organization/regions';

const YEAR_MS = 365 * 24 * 3600 * 1000;

describe('the organization', () => {
  const now = Date.UTC(2026, 10, 24);
  const organization = new Organization(
    organizationFile.parse({
      organization: {
        id: 'o-exampleorg1',
        managementAccount: '111111111111',
        delegatedAdministrators: { 'guardduty.amazonaws.com': '222222222222' },
      },
      accounts: [
        { id: '111111111111' },
        { id: '222222222222', ou: 'Security' },
        { id: '333333333333', ou: 'Workloads/Prod' },
        { id: '444444444444', ou: 'Workloads/Prod' },
      ],
      outsideAccounts: [{ id: '999999999999' }],
    }),
    now,
  );

  test('units on a path are created once', () => {
    expect([...organization.units.values()].map(({ name }) => name)).toEqual(['Security', 'Workloads', 'Prod']);
    expect(organization.pathOf('333333333333')).toEqual(organization.pathOf('444444444444'));
    expect(organization.pathOf('333333333333')).toHaveLength(3);
    expect(organization.pathOf('111111111111')).toEqual([organization.rootId]);
  });

  test('ids have the forms of AWS and stay the same', () => {
    expect(organization.rootId).toMatch(/^r-[0-9a-z]{4}$/);
    for (const id of organization.units.keys()) expect(id).toMatch(/^ou-[0-9a-z]{4}-[a-z0-9]{8}$/);
    expect(organization.unitAt('Workloads/Prod')).toBe(organization.pathOf('333333333333')[2]);
  });

  test('an outside account is known and not a member', () => {
    expect(organization.accounts.has('999999999999')).toBe(true);
    expect(organization.has('999999999999')).toBe(false);
    expect(organization.members()).toHaveLength(4);
  });

  test('a delegated administrator needs trusted access, which is enabled', () => {
    expect([...organization.trustedServices.keys()]).toEqual(['guardduty.amazonaws.com']);
    expect(organization.administratorsOf('guardduty.amazonaws.com')).toEqual(['222222222222']);
    expect(organization.isDelegatedAdministrator('222222222222')).toBe(true);
    expect(organization.isDelegatedAdministrator('333333333333')).toBe(false);
  });

  test('accounts in the file are old enough to leave', () => {
    expect(organization.accounts.get('333333333333')?.joinedAt).toBe(now - YEAR_MS);
  });

  test('half of the 34 regions are opt-in, and one that is enabled by default does not offer Detective', () => {
    const facts = regionFacts('aws');
    expect([facts.length, facts.filter(({ optIn }) => optIn).length]).toEqual([34, 17]);
    expect(facts.filter(({ notOffered }) => !notOffered.includes('detective'))).toHaveLength(21);
    expect(facts.filter(({ optIn, notOffered }) => !optIn && notOffered.length > 0)).toEqual([
      { region: 'ap-northeast-3', optIn: false, notOffered: ['detective'] },
    ]);
    expect(['aws', 'aws-us-gov', 'aws-cn'].map(globalRegion)).toEqual(['us-east-1', 'us-gov-west-1', 'cn-northwest-1']);
    expect(regionFacts('aws-nowhere')).toEqual([]);
  });
});
