import fc from 'fast-check';
import { delegationDesired } from '../../../lambda/controllers/delegation/desired';
import { detectiveDesired } from '../../../lambda/controllers/detective/desired';
import { guardDutyDesired } from '../../../lambda/controllers/guardduty/desired';
import { loadConfig, type RolloutFileInput, rolloutFile } from '../../../lib/config';
import { regionsOf } from '../../../lib/regions';
import { type Rollout, rollout } from '../../../lib/rollout';

const ACCOUNTS = { managementAccount: '111111111111', delegatedAdministrator: '222222222222' };

function rolloutOf(changes: Partial<RolloutFileInput> = {}): Rollout {
  const file: RolloutFileInput = {
    organization: ACCOUNTS,
    homeRegion: 'eu-west-1',
    regions: ['eu-west-1'],
    ...changes,
  };
  return rollout(rolloutFile.parse(file));
}

function detectionIn(region: string, result: Rollout) {
  const found = result.detections.find((detection) => detection.region === region);
  if (!found) throw new Error(`${region} is not governed`);
  return found;
}

describe('the rollout of the example', () => {
  const example = rollout(loadConfig('examples/rollout.yaml'));

  it('has a detection for each of its 11 regions, in the order of their names', () => {
    const regions = example.detections.map(({ region }) => region);
    expect(regions).toHaveLength(11);
    expect(regions).toEqual([...regions].sort());
  });

  it('consists of desired states that the handlers accept unchanged', () => {
    expect(delegationDesired.parse(example.delegation)).toEqual(example.delegation);
    for (const { guardDuty, detective } of example.detections) {
      expect(guardDutyDesired.parse(guardDuty)).toEqual(guardDuty);
      if (detective) expect(detectiveDesired.parse(detective)).toEqual(detective);
    }
  });

  it('T11 has no Detective in ap-northeast-3 and says so, in the stack as in the delegation', () => {
    const osaka = detectionIn('ap-northeast-3', example);
    expect(osaka.detective).toBeUndefined();
    expect(osaka.detectiveNote).toBe('Detective is not offered in ap-northeast-3');
    expect(example.delegation.regions.filter(({ detective }) => !detective)).toEqual([
      { region: 'ap-northeast-3', detective: false },
    ]);
  });

  it('notes that af-south-1 is an opt-in region, and nothing about a default region', () => {
    const cape = rolloutOf({ regions: ['eu-west-1', 'af-south-1'] });
    expect(detectionIn('af-south-1', cape).notes).toEqual([
      'af-south-1 is an opt-in region: accounts that have not enabled it cannot be covered there',
    ]);
    expect(detectionIn('eu-west-1', example)).toMatchObject({ notes: [], optIn: false });
  });

  it('R5: tells Detective of opt-in regions alone that accounts must have enabled them', () => {
    const cape = rolloutOf({ regions: ['eu-west-1', 'af-south-1'] });
    const optIn = (region: string) => detectionIn(region, cape).detective?.optIn;
    expect([optIn('af-south-1'), optIn('eu-west-1')]).toEqual([true, undefined]);
  });

  it('delegates in the home region first', () => {
    expect(example.delegation.homeRegion).toBe('eu-west-1');
    expect(example.delegation.regions.map(({ region }) => region)).toContain('eu-west-1');
  });

  it('has the schedule, the tags and the effect of removal', () => {
    expect(example).toMatchObject({
      schedule: 'rate(1 hour)',
      tags: { team: 'security-platform' },
      onRemoval: 'retain',
    });
  });
});

describe('the rollout', () => {
  it('R9 names every plan in every region, even plans that are off', () => {
    const { plans } = detectionIn('eu-west-1', rolloutOf()).guardDuty;
    expect(Object.entries(plans).map(([name, { autoEnable }]) => `${name} ${autoEnable}`)).toEqual([
      'S3_DATA_EVENTS ALL',
      'EKS_AUDIT_LOGS ALL',
      'EBS_MALWARE_PROTECTION ALL',
      'RDS_LOGIN_EVENTS ALL',
      'LAMBDA_NETWORK_LOGS ALL',
      'RUNTIME_MONITORING NONE',
      'EKS_RUNTIME_MONITORING NONE',
      'AI_PROTECTION NONE',
      'AI_ANALYST NONE',
    ]);
  });

  it('R12 switches on only configured agents: other additional configurations are named as NONE', () => {
    const guardDuty = { protectionPlans: { RUNTIME_MONITORING: 'ALL' as const } };
    expect(detectionIn('eu-west-1', rolloutOf({ guardDuty })).guardDuty.plans.RUNTIME_MONITORING).toEqual({
      autoEnable: 'ALL',
      additional: { EKS_ADDON_MANAGEMENT: 'NONE', ECS_FARGATE_AGENT_MANAGEMENT: 'NONE', EC2_AGENT_MANAGEMENT: 'NONE' },
    });
  });

  it('R6 leaves out a plan that a region does not offer, and notes it there', () => {
    const taipei = detectionIn('ap-east-2', rolloutOf({ regions: ['eu-west-1', 'ap-east-2'] }));
    expect(taipei.guardDuty.plans).not.toHaveProperty('RDS_LOGIN_EVENTS');
    expect(taipei.notes).toContain('GuardDuty does not offer RDS_LOGIN_EVENTS in ap-east-2');
  });

  it('D17 has trusted access for malware protection if that is on', () => {
    const malware = 'malware-protection.guardduty.amazonaws.com';
    expect(rolloutOf().delegation.trustedServices).toContain(malware);
    const off = rolloutOf({ guardDuty: { protectionPlans: { EBS_MALWARE_PROTECTION: 'NONE' } } });
    expect(off.delegation.trustedServices).not.toContain(malware);
  });

  it('without Detective has neither its trusted access nor its delegation nor its state', () => {
    const off = rolloutOf({ detective: { enabled: false } });
    expect(off.delegation.trustedServices).not.toContain('detective.amazonaws.com');
    expect(off.delegation.regions).toEqual([{ region: 'eu-west-1', detective: false }]);
    expect(off.detections[0]).not.toHaveProperty('detective');
    expect(off.detections[0]?.detectiveNote).toBe('Detective is switched off in the configuration');
  });

  it('has Detective only in the regions that are named for it', () => {
    const some = rolloutOf({ regions: ['eu-west-1', 'us-east-1'], detective: { regions: ['us-east-1'] } });
    expect(some.delegation.regions).toEqual([
      { region: 'eu-west-1', detective: false },
      { region: 'us-east-1', detective: true },
    ]);
    expect(detectionIn('eu-west-1', some).detectiveNote).toBe('the configuration leaves Detective out in eu-west-1');
  });

  it('has no Detective in a region newer than the catalogue, unless it is named for it', () => {
    const regions = ['eu-west-1', 'me-west-1'];
    const newer = detectionIn('me-west-1', rolloutOf({ regions }));
    expect(newer).toMatchObject({ optIn: undefined, guardDuty: { region: 'me-west-1' } });
    expect(newer.detectiveNote).toMatch(/^Detective is not known to be offered in me-west-1/);
    expect(newer.notes).toEqual(['me-west-1 is not in the region catalogue: its services are not known']);
    expect(detectionIn('me-west-1', rolloutOf({ regions, detective: { regions } })).detective).toBeDefined();
  });

  it.each([
    ['all', 34],
    ['default', 17],
    [{ include: 'all' as const, exclude: ['us-west-1'] }, 33],
    [{ include: ['eu-west-1', 'eu-west-2'], exclude: ['eu-west-2'] }, 1],
  ] as const)('with regions %j covers %i regions', (regions, count) => {
    expect(rolloutOf({ regions: structuredClone(regions) as RolloutFileInput['regions'] }).detections).toHaveLength(
      count,
    );
  });

  it.each([
    ['aws', 'eu-west-1', 'us-east-1'],
    ['aws-us-gov', 'us-gov-east-1', 'us-gov-west-1'],
    ['aws-cn', 'cn-north-1', 'cn-northwest-1'],
  ] as const)('in partition %s has that partition everywhere', (partition, homeRegion, globalRegion) => {
    const result = rolloutOf({ partition, homeRegion, regions: 'all' });
    expect(result.globalRegion).toBe(globalRegion);
    expect(result.delegation.partition).toBe(partition);
    expect(result.detections.map(({ region }) => region)).toEqual(regionsOf(partition).map(({ name }) => name));
    expect(new Set(result.detections.map(({ guardDuty }) => guardDuty.partition))).toEqual(new Set([partition]));
  });

  it('gives every controller its mode, its guard and the effect of removal', () => {
    const guard = { maxRemovedShare: 0.5, minimum: 3 };
    const passSettings = { mode: 'observe', guard, strict: true, onRemoval: 'disable' } as const;
    const { delegation, detections } = rolloutOf(passSettings);
    for (const desired of [
      delegation,
      ...detections.flatMap(({ guardDuty, detective = guardDuty }) => [guardDuty, detective]),
    ])
      expect(desired).toMatchObject(passSettings);
  });

  it('D14: lets graphs be deleted and members be suspended only if the configuration says so explicitly', () => {
    const named = rolloutOf({ detective: { destroyGraphs: true }, guardDuty: { suspendMembers: true } });
    const both = [rolloutOf(), named].map(({ delegation, detections: [detection] }) => [
      delegation.destroyGraphs,
      detection?.detective?.destroyGraph,
      detection?.guardDuty.suspendMembers,
    ]);
    expect(both).toEqual([Array(3).fill(false), Array(3).fill(true)]);
  });

  it('R14: knows the regions that are not governed', () => {
    const { ungoverned } = rolloutOf({ regions: ['eu-west-1', 'us-east-1'] }).delegation;
    expect(ungoverned).toContain('eu-central-1');
    expect(ungoverned).not.toContain('us-east-1');
    expect(rolloutOf({ regions: 'all' }).delegation.ungoverned).toEqual([]);
  });

  it('takes the place of another administrator only if migrateFrom names it', () => {
    const migrateFrom = { account: '333333333333', roleName: 'role' };
    expect(rolloutOf({ organization: { ...ACCOUNTS, migrateFrom } }).delegation.migrateFrom).toEqual(migrateFrom);
    expect(rolloutOf().delegation).not.toHaveProperty('migrateFrom');
  });

  it('does not depend on the order in which the file lists regions', () => {
    const names = regionsOf('aws').map(({ name }) => name);
    const property = fc.property(fc.shuffledSubarray(names, { minLength: 1 }), (regions) => {
      expect(rolloutOf({ regions })).toEqual(rolloutOf({ regions: [...regions].sort() }));
    });
    fc.assert(property, { numRuns: 30 });
  });
});
