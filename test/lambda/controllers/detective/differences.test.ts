import type { DetectiveAction } from '../../../../lambda/controllers/detective/action';
import type { DetectiveObserved } from '../../../../lambda/controllers/detective/observe';
import { coverage } from '../../../../lambda/controllers/detective/plan/coverage';
import { differences, times } from '../../../../lambda/controllers/detective/plan/differences';
import { losing, protectedNow } from '../../../../lambda/controllers/detective/plan/losses';
import { MANAGEMENT, SECURITY } from '../../../accounts';
import { detective } from '../../desired-states';
import { about } from '../../overrides/organizations';
import { account, converged, SHOP, withShop } from './observations';

const region = 'eu-west-1';

describe('the drift that an action repairs', () => {
  const of = (action: DetectiveAction, observed: Partial<DetectiveObserved> = {}) =>
    differences(action, converged(observed), detective());

  test('a graph that was deleted', () => {
    expect(of({ type: 'CreateGraph', region })).toMatchObject([{ account: SECURITY, reason: 'GraphDeleted' }]);
  });

  test('auto-enable that was changed', () => {
    const action: DetectiveAction = { type: 'UpdateOrganizationConfiguration', region, autoEnable: true };
    expect(of(action, { autoEnable: false })).toEqual([
      {
        account: SECURITY,
        reason: 'OrganizationConfigurationChanged',
        words: 'auto-enable is false instead of true',
      },
    ]);
  });

  test('each package that was stopped', () => {
    const action: DetectiveAction = {
      type: 'UpdateDatasourcePackages',
      region,
      packages: ['EKS_AUDIT', 'ASFF_SECURITYHUB_FINDING'],
    };
    const found = of(action, { packages: { EKS_AUDIT: 'STOPPED' } });
    expect(found).toMatchObject([
      { account: SECURITY, reason: 'PackageStopped', words: 'EKS_AUDIT is STOPPED instead of STARTED' },
      { account: SECURITY, reason: 'PackageStopped' },
    ]);
    expect(found[1]?.words).not.toContain('undefined');
  });

  test('members that are missing in the graph', () => {
    expect(of({ type: 'CreateMembers', region, accounts: [{ id: SHOP, email: '' }] })).toMatchObject([
      { account: SHOP, reason: 'MemberMissing' },
    ]);
  });

  test('T2: is none if AWS has to check a volume again, or if members are removed on purpose', () => {
    const accounts = [{ id: SHOP }];
    expect(of({ type: 'StartMonitoringMember', region, accounts })).toEqual([]);
    expect(of({ type: 'DeleteMembers', region, accounts })).toEqual([]);
    expect(of({ type: 'DeleteGraph', region })).toEqual([]);
  });

  test('an account has the times at which it joined the organization and the graph', () => {
    const timesOf = times(
      converged({
        accounts: [{ ...account(SHOP), joinedAt: 1 }, account(MANAGEMENT)],
        members: [{ account: SHOP, status: 'ENABLED', invitedAt: 2 }],
      }),
    );
    expect(timesOf(SHOP)).toEqual({ joinedAt: 1, changedAt: 2 });
    expect(timesOf(MANAGEMENT)).toEqual({ joinedAt: undefined, changedAt: undefined });
  });
});

describe('coverage', () => {
  const exclude = detective({ overrides: [{ match: about({ accounts: [SHOP] }), exclude: true }] });
  const disable = detective({ overrides: [{ match: about({ accounts: [SHOP] }), enabled: false }] });

  test.each([
    ['all accounts', converged(), detective(), [MANAGEMENT, SECURITY, SHOP], 3],
    ['no account that is not enabled', withShop({ status: 'INVITED' }), detective(), [MANAGEMENT, SECURITY], 3],
    ['no account without a record', withShop(undefined), detective(), [MANAGEMENT, SECURITY], 3],
    ['no administrator without a graph', converged({ graph: undefined }), detective(), [MANAGEMENT, SHOP], 3],
    ['neither as expected nor as covered: excluded accounts', converged(), exclude, [MANAGEMENT, SECURITY], 2],
    ['neither as expected nor as covered: accounts without Detective', converged(), disable, [MANAGEMENT, SECURITY], 2],
    [
      'neither as expected nor as covered: suspended accounts',
      converged({ accounts: [account(SECURITY), account(MANAGEMENT), account(SHOP, 'SUSPENDED')] }),
      detective(),
      [MANAGEMENT, SECURITY],
      2,
    ],
    [
      'the administrator even if overrides exclude its unit',
      converged(),
      detective({ overrides: [{ match: about({ accounts: [SECURITY] }), exclude: true, enabled: false }] }),
      [MANAGEMENT, SECURITY, SHOP],
      3,
    ],
  ])('counts %s', (_, observed, desired, covered, expected) => {
    expect(coverage(desired, observed)).toEqual({ covered, expected });
  });
});

test('the protected accounts are the enabled members and the administrator, if there is a graph', () => {
  expect(protectedNow(converged())).toBe(3);
  expect(protectedNow(withShop({ status: 'INVITED' }))).toBe(2);
  expect(protectedNow(converged({ graph: undefined }))).toBe(2);
  expect(losing()).toEqual([]);
});
