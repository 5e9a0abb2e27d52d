import {
  CreateFilterCommand,
  CreateIPSetCommand,
  CreateThreatEntitySetCommand,
  CreateThreatIntelSetCommand,
  CreateTrustedEntitySetCommand,
  type FindingCriteria,
  GuardDutyClient,
  ListDetectorsCommand,
} from '@aws-sdk/client-guardduty';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { clientOf, type Simulation } from '@muster/simulator';

export const TRUSTED = '203.0.113.7';
/** Every severity there is. */
export const EVERYTHING: FindingCriteria = { Criterion: { severity: { GreaterThanOrEqual: 1 } } };

/** An account's GuardDuty client, and its detector. */
export async function detectorOf(simulation: Simulation, account: string, region: string) {
  const client = clientOf(GuardDutyClient, simulation, account, region);
  const { DetectorIds: [DetectorId] = [] } = await client.send(new ListDetectorsCommand({}));
  return { client, DetectorId };
}

/** Creates a suppression rule in an account. */
export async function suppress(
  simulation: Simulation,
  [account, region]: readonly [string, string],
  Name: string,
  FindingCriteria = EVERYTHING,
): Promise<void> {
  const { client, DetectorId } = await detectorOf(simulation, account, region);
  await client.send(new CreateFilterCommand({ DetectorId, Name, Action: 'ARCHIVE', FindingCriteria }));
}

/** Puts a file with one address into a bucket of the account. @returns its location */
export async function listFile(simulation: Simulation, account: string, region: string): Promise<string> {
  const s3 = clientOf(S3Client, simulation, account, region);
  const Bucket = `lists-of-${account}`;
  const CreateBucketConfiguration = { LocationConstraint: region as 'eu-west-1' };
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'list.txt', Body: `${TRUSTED}\n` }));
  return `s3://${Bucket}/list.txt`;
}

/** Creates a suppression rule and a list of each kind. */
export async function makeRulesAndLists(simulation: Simulation, account: string, region: string): Promise<void> {
  await suppress(simulation, [account, region], 'quiet');
  const { client, DetectorId } = await detectorOf(simulation, account, region);
  const Location = await listFile(simulation, account, region);
  const list = { DetectorId, Name: 'friends', Format: 'TXT', Location, Activate: true } as const;
  await client.send(new CreateIPSetCommand(list));
  await client.send(new CreateThreatIntelSetCommand(list));
  await client.send(new CreateTrustedEntitySetCommand(list));
  await client.send(new CreateThreatEntitySetCommand(list));
}
