import { mistakes, reasons, warnings, written } from '../written';

function withPlans(plans: string): string {
  return written({ guardDuty: `{ protectionPlans: ${plans} }` });
}

describe('protection plans', () => {
  it.each([
    ['{ RUNTIME_MONITORING: ALL, EKS_RUNTIME_MONITORING: ALL }', 1],
    ['{ RUNTIME_MONITORING: NEW, EKS_RUNTIME_MONITORING: { autoEnable: NEW } }', 1],
    ['{ RUNTIME_MONITORING: NONE, EKS_RUNTIME_MONITORING: ALL }', 0],
    ['{ RUNTIME_MONITORING: ALL, EKS_RUNTIME_MONITORING: NONE }', 0],
    ['{ EKS_RUNTIME_MONITORING: ALL }', 0],
  ])('R8 both kinds of runtime monitoring are refused together: %s', (plans, count) => {
    expect(reasons(withPlans(plans))).toHaveLength(count);
  });

  it('R8 the mistake is at the legacy plan, in the short form and in the long one', () => {
    const reason = 'got "ALL", AWS refuses it together with RUNTIME_MONITORING, which covers EKS, too, allowed: NONE';
    const path = 'guardDuty.protectionPlans.EKS_RUNTIME_MONITORING';
    expect(reasons(withPlans('{ RUNTIME_MONITORING: ALL, EKS_RUNTIME_MONITORING: ALL }'))).toEqual([
      `${path}: ${reason}`,
    ]);
    expect(mistakes(withPlans('{ RUNTIME_MONITORING: ALL, EKS_RUNTIME_MONITORING: { autoEnable: ALL } }'))).toEqual([
      `rollout.yaml:4:96 ${path}.autoEnable: ${reason}`,
    ]);
  });

  it('an additional configuration that is on while its plan is off is a mistake, because AWS would silently do nothing', () => {
    const text = withPlans(
      '{ RUNTIME_MONITORING: { additional: { EC2_AGENT_MANAGEMENT: NEW, EKS_ADDON_MANAGEMENT: NONE } } }',
    );
    expect(reasons(text)).toEqual([
      'guardDuty.protectionPlans.RUNTIME_MONITORING.additional.EC2_AGENT_MANAGEMENT: got "NEW", does nothing while RUNTIME_MONITORING is NONE, allowed: NONE',
    ]);
  });

  it('an additional configuration that reaches further than its plan causes a warning', () => {
    const plans = '{ RUNTIME_MONITORING: { autoEnable: NEW, additional: { EC2_AGENT_MANAGEMENT: ALL } } }';
    expect(warnings(withPlans(plans))).toEqual([
      expect.stringContaining('does nothing in existing accounts while RUNTIME_MONITORING is NEW'),
    ]);
  });

  it('additional configurations are accepted if their plan is on, by default or explicitly', () => {
    const runtime = 'RUNTIME_MONITORING: { autoEnable: ALL, additional: { EC2_AGENT_MANAGEMENT: NEW } }';
    const text = withPlans(`{ RDS_LOGIN_EVENTS: { additional: { RDS_DATA_RISK: ALL } }, ${runtime} }`);
    expect(warnings(text)).toEqual([]);
  });
});
