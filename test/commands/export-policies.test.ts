import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { putFinding } from '@muster/simulator';
import { ExportWorld, GuardDutyOrganization } from '@muster/simulator/fixtures';
import { exportPolicies } from '../../commands/export-policies/run';
import { guardDutyController } from '../../lambda/controllers/guardduty';
import type { GuardDutyDesired } from '../../lambda/controllers/guardduty/desired';
import { loadConfig } from '../../lib/config';
import { exportDesired } from '../../lib/rollout/export';
import { SECURITY } from '../accounts';
import { deployedRoles } from '../iam-proof/deployed-roles';
import { guardDuty, guardDutyAlone, settle, startDelegated } from '../lambda/organization-under-test';

const ARCHIVE = '555555555555';
const REGION = 'eu-west-1';
const ORGANIZATION = "organization: { managementAccount: '111111111111', delegatedAdministrator: '222222222222' }";

function written(findings: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'muster-export-')), 'rollout.yaml');
  writeFileSync(file, `${ORGANIZATION}\nhomeRegion: ${REGION}\nregions: [${REGION}]\nfindings: ${findings}\n`);
  return file;
}

/** A log archive's bucket and key, to which the owner has granted nothing yet, and the configuration that names them. */
async function archive(prefix = '') {
  const simulation = await startDelegated({}, guardDutyAlone());
  const world = await ExportWorld.within(new GuardDutyOrganization(simulation), { owner: ARCHIVE });
  await world.admit([]);
  const existing = { bucketArn: world.arn, account: ARCHIVE, region: REGION, keyArn: world.keyArn };
  const config = written(JSON.stringify({ export: { existing, ...(prefix && { prefix }) } }));
  const desired = guardDuty({ export: exportDesired(loadConfig(config)) as GuardDutyDesired['export'] });
  return { simulation, world, config, desired };
}

/** Adds the printed statements to the existing policies, as the owner does. */
async function adopt(world: ExportWorld, config: string): Promise<void> {
  const { bucket, key } = exportPolicies({ config }) as Record<'bucket' | 'key', { Statement: object[] }>;
  const own = { Effect: 'Allow', Principal: { AWS: ARCHIVE }, Action: 'kms:*', Resource: '*' };
  const Policy = JSON.stringify({ ...key, Statement: [own, ...key.Statement] });
  await world.kms.send(new PutKeyPolicyCommand({ KeyId: world.keyArn, Policy }));
  await world.s3.send(new PutBucketPolicyCommand({ Bucket: world.bucket, Policy: JSON.stringify(bucket) }));
}

describe('the policies for the owner of a log archive', () => {
  test('F2: are sufficient and necessary: without them AWS refuses the export, with them findings arrive', async () => {
    const { simulation, world, config, desired } = await archive();
    expect((await settle(simulation, guardDutyController, SECURITY, desired)).exceptions).toMatchObject([
      { reason: 'ExportRefused' },
    ]);
    await adopt(world, config);
    expect(await settle(simulation, guardDutyController, SECURITY, desired)).toMatchObject({
      exceptions: [],
      pending: [],
    });
    putFinding(simulation, { account: '333333333333', region: REGION, finding: {} });
    await simulation.clock.advance(300);
    expect(await world.findings()).toHaveLength(1);
  });

  test('F17: let the role of the controller, and no other role of its account, create the folder', async () => {
    const { config } = await archive('guardduty');
    const { bucket } = exportPolicies({ config }) as { bucket: { Statement: { Sid: string; Condition: object }[] } };
    const { guardduty } = await deployedRoles();
    const ofFolder = bucket.Statement.filter(({ Sid }) => /Folder$/.test(Sid));
    expect(ofFolder.map(({ Condition }) => Condition)).toEqual([
      { ArnEquals: { 'aws:PrincipalArn': guardduty.arn }, StringEquals: { 's3:prefix': 'guardduty/' } },
      { ArnEquals: { 'aws:PrincipalArn': guardduty.arn } },
    ]);
  });

  test('are empty if FindingsHub creates the bucket, or if nothing is exported', () => {
    expect(exportPolicies({ config: written('{ export: {} }') })).toBeUndefined();
    expect(exportPolicies({ config: written('{}') })).toBeUndefined();
  });
});
