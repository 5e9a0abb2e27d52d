import { detectiveDesired } from '../../../lambda/controllers/detective/desired';
import { guardDutyDesired } from '../../../lambda/controllers/guardduty/desired';
import { parseConfig } from '../../../lib/config';
import { rollout } from '../../../lib/rollout';
import { written } from '../config/written';

const OVERRIDES = `
  - match: { ous: [Sandbox] }
    guardDuty: { protectionPlans: { S3_DATA_EVENTS: NONE } }
  - match: { accounts: [shop], regions: [us-east-1] }
    guardDuty:
      autoEnable: NONE
    detective: { enabled: false }
  - match: { ous: [Workloads/Test] }
    exclude: true`;

/** The desired states of a region. */
function desiredIn(region: string, changes: Readonly<Record<string, string>>) {
  const config = parseConfig(written(changes), 'rollout.yaml');
  const detection = rollout(config).detections.find((each) => each.region === region);
  if (!detection?.detective) throw new Error(`no Detective in ${region}`);
  return { guardDuty: detection.guardDuty, detective: detection.detective };
}

const places = (overrides: readonly { match: { path: string } }[]) => overrides.map(({ match }) => match.path);

describe('the overrides of a desired state', () => {
  const { guardDuty, detective } = desiredIn('eu-west-1', { overrides: OVERRIDES });

  it('are those for its region and its service, with their paths and no lines', () => {
    expect(guardDuty.overrides.map(({ match }) => [match.path, match.line])).toEqual([
      ['overrides[0]', undefined],
      ['overrides[2]', undefined],
    ]);
    expect(places(detective.overrides)).toEqual(['overrides[2]']);
    const there = desiredIn('us-east-1', { overrides: OVERRIDES });
    expect(places(there.guardDuty.overrides)).toEqual(['overrides[0]', 'overrides[1]', 'overrides[2]']);
    expect(places(there.detective.overrides)).toEqual(['overrides[1]', 'overrides[2]']);
    expect(there.guardDuty.overrides.map(({ match }) => match.regional)).toEqual([false, true, false]);
  });

  it('have no setting that the configuration does not have', () => {
    expect(guardDuty.overrides).toEqual([
      expect.objectContaining({ plans: { S3_DATA_EVENTS: { autoEnable: 'NONE', additional: {} } } }),
      expect.objectContaining({ exclude: true, plans: {} }),
    ]);
    expect(guardDuty.overrides[0]).not.toHaveProperty('exclude');
    expect(guardDuty.overrides[0]).not.toHaveProperty('autoEnable');
  });

  it('are accepted by the handlers unchanged', () => {
    expect(guardDutyDesired.parse(guardDuty)).toEqual(guardDuty);
    expect(detectiveDesired.parse(detective)).toEqual(detective);
  });

  it('R6 leave out a plan that AWS does not offer in the region', () => {
    const overrides = '[{ match: { ous: [Sandbox] }, guardDuty: { protectionPlans: { RDS_LOGIN_EVENTS: NONE } } }]';
    const config = parseConfig(written({ overrides, regions: '[eu-west-1, ap-east-2]' }), 'rollout.yaml');
    const counts = rollout(config).detections.map((each) => [each.region, each.guardDuty.overrides.length]);
    expect(counts).toEqual([
      ['ap-east-2', 0],
      ['eu-west-1', 1],
    ]);
  });

  it('M20 stay well below the limits of EventBridge Scheduler and Step Functions, even 200 of them', () => {
    const lines = Array.from(
      { length: 200 },
      (_, at) =>
        `\n  - match: { accounts: ['${String(300000000000 + at)}'], ous: [Workloads/Team-${at}] }` +
        '\n    guardDuty: { protectionPlans: { S3_DATA_EVENTS: NONE, RUNTIME_MONITORING: { autoEnable: ALL, additional: { EC2_AGENT_MANAGEMENT: ALL } } } }',
    );
    const many = desiredIn('eu-west-1', { overrides: lines.join('') });
    expect(many.guardDuty.overrides).toHaveLength(200);
    // an update carries the old state beside the new one, as JSON within JSON
    const event = JSON.stringify({ Desired: JSON.stringify(many.guardDuty) });
    expect(Buffer.byteLength(event) * 2).toBeLessThan(256 * 1024);
  });
});

it('trusted access for malware protection is desired even if only one override needs it', () => {
  const off = '{ protectionPlans: { EBS_MALWARE_PROTECTION: NONE } }';
  const overrides = '[{ match: { ous: [Prod] }, guardDuty: { protectionPlans: { EBS_MALWARE_PROTECTION: ALL } } }]';
  const trusted = (changes: Readonly<Record<string, string>>) =>
    rollout(parseConfig(written(changes), 'rollout.yaml')).delegation.trustedServices;
  expect(trusted({ guardDuty: off })).not.toContain('malware-protection.guardduty.amazonaws.com');
  expect(trusted({ guardDuty: off, overrides })).toContain('malware-protection.guardduty.amazonaws.com');
});

it('the priority of Detective keeps its order', () => {
  const changes = { detective: "\n  priority:\n    - ous: [Prod]\n    - accounts: ['333333333333', shop]" };
  expect(desiredIn('eu-west-1', changes).detective.priority).toMatchObject([
    { ous: ['Prod'], path: 'detective.priority[0]' },
    { accounts: ['333333333333', 'shop'], path: 'detective.priority[1]' },
  ]);
});

describe('AI_ANALYST', () => {
  it.each([
    ['NONE', '{}'],
    ['ALL', '{ aiAnalyst: true }'],
  ])('is %s if AWS offers it, and not named otherwise', (expected, guardDuty) => {
    const config = parseConfig(written({ guardDuty, regions: '[eu-west-1, sa-east-1]' }), 'rollout.yaml');
    const [here, elsewhere] = rollout(config).detections;
    expect(here?.guardDuty.plans.AI_ANALYST?.autoEnable).toBe(expected);
    expect(elsewhere?.guardDuty.plans).not.toHaveProperty('AI_ANALYST');
    expect(elsewhere?.notes).toHaveLength(expected === 'ALL' ? 1 : 0);
  });
});
