import { reasons, warnings, written } from '../written';

const byPolicy = (rest = '') => written({ guardDuty: `{ enforcedBy: policy${rest} }` });

describe('N4: guardDuty.enforcedBy: policy', () => {
  it('is accepted with plans for all accounts and for none', () => {
    expect(reasons(byPolicy(', protectionPlans: { RUNTIME_MONITORING: ALL, S3_DATA_EVENTS: NONE }'))).toEqual([]);
    expect(warnings(byPolicy())).toEqual([]);
  });

  it.each([
    [', autoEnable: NEW', 'guardDuty.autoEnable'],
    [', protectionPlans: { S3_DATA_EVENTS: NEW }', 'guardDuty.protectionPlans.S3_DATA_EVENTS'],
    [
      ', protectionPlans: { RUNTIME_MONITORING: { autoEnable: ALL, additional: { EC2_AGENT_MANAGEMENT: NEW } } }',
      'guardDuty.protectionPlans.RUNTIME_MONITORING.additional.EC2_AGENT_MANAGEMENT',
    ],
  ])('refuses what is for new accounts only: %s', (rest, path) => {
    const mistake = `${path}: got "NEW", policies cannot set it for new accounts only, allowed: ALL, NONE`;
    expect(reasons(byPolicy(rest))).toEqual([mistake]);
    expect(reasons(written({ guardDuty: `{ enforcedBy: loop${rest} }` }))).toEqual([]);
  });

  it('refuses it in overrides, too, at their place', () => {
    const overrides = '\n  - match: { ous: [Work] }\n    guardDuty: { protectionPlans: { S3_DATA_EVENTS: NEW } }';
    expect(reasons(written({ guardDuty: '{ enforcedBy: policy }', overrides }))).toEqual([
      'overrides[0].guardDuty.protectionPlans.S3_DATA_EVENTS: got "NEW", policies cannot set it for new accounts only, allowed: ALL, NONE',
    ]);
  });

  it.each([
    ['EKS_RUNTIME_MONITORING: ALL', 'EKS_RUNTIME_MONITORING', 'EKS_RUNTIME_MONITORING'],
    ['RDS_LOGIN_EVENTS: { autoEnable: ALL, additional: { RDS_DATA_RISK: ALL } }', 'RDS_LOGIN_EVENTS', 'RDS_DATA_RISK'],
  ])('warns of what the passes alone enforce: %s', (plans, plan, what) => {
    const [warning, ...others] = warnings(byPolicy(`, protectionPlans: { ${plans} }`));
    expect(others).toEqual([]);
    expect(warning).toMatch(new RegExp(`^guardDuty.protectionPlans.${plan}: got `));
    expect(warning).toMatch(new RegExp(`no policy can set ${what}: the scheduled passes alone enforce the plan$`));
  });

  it('needs one desired state for all regions, which must not be too large', () => {
    const accounts = Array.from({ length: 3500 }, (_, at) => `'${300000000000 + at}'`).join(', ');
    const overrides = ['eu-west-1', 'us-east-1']
      .map((region) => `\n  - match: { accounts: [${accounts}], regions: [${region}] }\n    exclude: true`)
      .join('');
    const tooLarge = (enforcedBy: string) =>
      reasons(written({ guardDuty: `{ enforcedBy: ${enforcedBy} }`, overrides })).filter((each) =>
        each.includes('more than a controller can receive'),
      );
    expect(tooLarge('policy')).toHaveLength(1);
    expect(tooLarge('loop')).toEqual([]);
  });

  it('is not offered in China', () => {
    const china = {
      guardDuty: '{ enforcedBy: policy }',
      partition: 'aws-cn',
      homeRegion: 'cn-north-1',
      regions: '[cn-north-1]',
    };
    expect(reasons(written(china))).toContain(
      'guardDuty.enforcedBy: got "policy", AWS Organizations has no GuardDuty policies in aws-cn, allowed: loop',
    );
  });
});
