import {
  CreateIPSetCommand,
  CreateSampleFindingsCommand,
  DeleteFilterCommand,
  GetFindingsCommand,
  ListFindingsCommand,
  UpdateFilterCommand,
} from '@aws-sdk/client-guardduty';
import type { Simulation } from '@muster/simulator';
import { guardDutyController } from '../../lambda/controllers/guardduty';
import { criteriaDigest } from '../../lambda/controllers/guardduty/desired';
import { metrics } from '../../lambda/reconcile/metrics';
import { assess, reconcile } from '../../lambda/reconcile/reconcile';
import { SECURITY } from '../accounts';
import { awsOf, guardDuty, guardDutyAlone, settle, startDelegated, writes } from '../lambda/organization-under-test';
import { detectorOf, EVERYTHING, listFile, makeRulesAndLists, suppress } from '../lambda/rules-and-lists';

const SHOP = '333333333333';
const region = 'eu-west-1';
const PROBE = { type: { Equals: ['Recon:EC2/Portscan'] } };
const OWN = { kind: 'suppressionRules', name: 'scanner', digest: criteriaDigest(PROBE) } as const;

async function protectedOrganization(desired = guardDuty()): Promise<Simulation> {
  const simulation = await startDelegated({ accounts: [{ id: SHOP }] }, guardDutyAlone(region));
  await settle(simulation, guardDutyController, SECURITY, desired);
  return simulation;
}

/** Runs a scheduled pass. */
function scheduled(simulation: Simulation, desired = guardDuty()) {
  const now = simulation.clock.now() + 48 * 3_600_000;
  return reconcile(guardDutyController(awsOf(simulation, SECURITY)), desired, { repairing: { now } });
}

/** Runs a scheduled pass while the configuration has the suppression rule `scanner`. */
const withOwn = (simulation: Simulation) => scheduled(simulation, guardDuty({ rulesAndLists: [OWN] }));

describe('K4: an attacker who controls the administrator account', () => {
  test('creates a suppression rule for all findings: the next pass names it and its criteria, and raises the alarm', async () => {
    const simulation = await protectedOrganization();
    await suppress(simulation, [SECURITY, region], 'housekeeping');
    const { client, DetectorId } = await detectorOf(simulation, SECURITY, region);
    await client.send(new CreateSampleFindingsCommand({ DetectorId, FindingTypes: ['Recon:EC2/Portscan'] }));
    const { FindingIds } = await client.send(new ListFindingsCommand({ DetectorId }));
    const { Findings } = await client.send(new GetFindingsCommand({ DetectorId, FindingIds }));
    expect(Findings?.map(({ Service }) => Service?.Archived)).toEqual([true]);

    const report = await scheduled(simulation);
    expect(report.exceptions).toMatchObject([{ account: SECURITY, reason: 'ForeignSuppression', scope: 'account' }]);
    expect(report.exceptions[0]?.words).toContain('housekeeping');
    expect(report.exceptions[0]?.words).toContain(JSON.stringify(EVERYTHING.Criterion));
    expect(metrics(report, 0)).toMatchObject({ Exceptions: 1 });
  });

  test('adds lists of its own: every list is named with its location, and AWS is asked for each only once in a pass', async () => {
    const simulation = await protectedOrganization();
    await makeRulesAndLists(simulation, SECURITY, region);
    const before = simulation.calls.last;
    const { exceptions } = await scheduled(simulation);
    expect(exceptions.map(({ reason }) => reason)).toEqual(Array(5).fill('ForeignSuppression'));
    expect(exceptions.filter(({ words }) => words.includes(`s3://lists-of-${SECURITY}/list.txt`))).toHaveLength(4);
    expect(writes(simulation, before)).toEqual([]);
    const asked = simulation.calls.after(before).map(({ operation }) => operation);
    const about = asked.filter((operation) => /Filter|IPSet|IntelSet|EntitySet/.test(operation));
    expect(about).toHaveLength(10);
    expect(new Set(about).size).toBe(10);
  });

  test('is noticed by a dry run too, and in mode observe', async () => {
    const simulation = await protectedOrganization();
    await suppress(simulation, [SECURITY, region], 'housekeeping');
    const desired = guardDuty({ mode: 'observe' });
    const { report } = await assess(guardDutyController(awsOf(simulation, SECURITY)), desired);
    expect(report.exceptions.map(({ reason }) => reason)).toEqual(['ForeignSuppression']);
  });

  test('widens a rule of the configuration: drift names the criteria before and after', async () => {
    const simulation = await protectedOrganization();
    await suppress(simulation, [SECURITY, region], OWN.name, { Criterion: PROBE });
    expect(await withOwn(simulation)).toMatchObject({ exceptions: [], drift: [] });
    const { client, DetectorId } = await detectorOf(simulation, SECURITY, region);
    const wider = { DetectorId, FilterName: OWN.name, FindingCriteria: EVERYTHING };
    await client.send(new UpdateFilterCommand(wider));
    const { drift } = await withOwn(simulation);
    expect(drift).toMatchObject([{ account: SECURITY, region, reason: 'SuppressionChanged' }]);
    expect(drift[0]?.words).toContain(JSON.stringify(EVERYTHING.Criterion));
    await client.send(new DeleteFilterCommand({ DetectorId, FilterName: OWN.name }));
    expect((await withOwn(simulation)).drift).toMatchObject([{ reason: 'SuppressionDeleted' }]);
  });

  test("points the configuration's trusted list at a file in a foreign bucket: this is drift", async () => {
    const simulation = await protectedOrganization();
    const Location = await listFile(simulation, SECURITY, region);
    const { client, DetectorId } = await detectorOf(simulation, SECURITY, region);
    const list = { DetectorId, Name: 'offices', Format: 'TXT', Location, Activate: true } as const;
    await client.send(new CreateIPSetCommand(list));
    const desired = guardDuty({ rulesAndLists: [{ kind: 'trustedIpLists', name: 'offices' }] });
    const { drift, exceptions } = await scheduled(simulation, desired);
    expect(exceptions).toEqual([]);
    expect(drift).toMatchObject([{ reason: 'SuppressionChanged' }]);
    expect(drift[0]?.words).toContain(Location);
  });
});

describe('K4: criteria', () => {
  test('are equal in the notation of the configuration and in both notations of AWS, in any order', () => {
    const desired = { severity: { lessThan: 4 }, type: { equals: ['b', 'a'] } };
    expect(criteriaDigest({ type: { Eq: ['a', 'b'] }, severity: { Lt: 4 } })).toBe(criteriaDigest(desired));
    expect(criteriaDigest({ type: { Equals: ['a', 'b'], Eq: ['a', 'b'] }, severity: { LessThan: 4 } })).toBe(
      criteriaDigest(desired),
    );
    expect(criteriaDigest({ ...desired, severity: { lessThan: 5 } })).not.toBe(criteriaDigest(desired));
  });
});
