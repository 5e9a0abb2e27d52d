import { CreateGraphCommand, DetectiveClient } from '@aws-sdk/client-detective';
import {
  CreateDetectorCommand,
  type CreateDetectorCommandInput,
  GuardDutyClient,
  UpdateDetectorCommand,
} from '@aws-sdk/client-guardduty';
import { CreateServiceLinkedRoleCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { clientOf } from '../../src/fixtures/organization-of';
import type { Simulation } from '../../src/simulation';
import { iam, policy, REGION, SHOP, type Statement, sessionOf, start, worker } from './role-session';

let simulation: Simulation;
beforeEach(async () => {
  simulation = await start();
});
afterEach(() => simulation.stop());

const WITHOUT_MALWARE: CreateDetectorCommandInput = {
  Enable: true,
  Features: [{ Name: 'EBS_MALWARE_PROTECTION', Status: 'DISABLED' }],
};
const create = (input: CreateDetectorCommandInput = { Enable: true }) =>
  sessionOf(GuardDutyClient, simulation).send(new CreateDetectorCommand(input));
const linked = (...services: string[]): Statement => ({
  Action: 'iam:CreateServiceLinkedRole',
  Resource: `arn:aws:iam::${SHOP}:role/aws-service-role/*`,
  Condition: { StringEquals: { 'iam:AWSServiceName': services } },
});
const role = (RoleName: string) => clientOf(IAMClient, simulation, SHOP, REGION).send(new GetRoleCommand({ RoleName }));
const allow = (...statements: Statement[]) =>
  iam(simulation, 'PutRolePolicy', { PolicyName: 'inline', PolicyDocument: policy(...statements) });

test('D13: the first detector of an account needs permission for the service-linked role, which exists afterwards', async () => {
  await worker(simulation, { Action: 'guardduty:*' });
  await expect(create(WITHOUT_MALWARE)).rejects.toThrow(
    `is not authorized to perform: iam:CreateServiceLinkedRole on resource: arn:aws:iam::${SHOP}:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty because no identity-based policy allows the iam:CreateServiceLinkedRole action`,
  );
  await allow({ Action: 'guardduty:*' }, linked('detective.amazonaws.com'));
  await expect(create(WITHOUT_MALWARE)).rejects.toThrow('iam:CreateServiceLinkedRole');
  await allow({ Action: 'guardduty:*' }, linked('guardduty.amazonaws.com'));
  await expect(create(WITHOUT_MALWARE)).resolves.toHaveProperty('DetectorId');
  await expect(role('AWSServiceRoleForAmazonGuardDuty')).resolves.toMatchObject({
    Role: { Path: '/aws-service-role/guardduty.amazonaws.com/' },
  });
});

test('D13: a detector in another region no longer needs it', async () => {
  await worker(simulation, { Action: 'guardduty:*' });
  await clientOf(GuardDutyClient, simulation, SHOP, 'us-east-1').send(new CreateDetectorCommand({ Enable: true }));
  await expect(create()).resolves.toHaveProperty('DetectorId');
});

test('D13: scanning volumes needs a separate role', async () => {
  await worker(simulation, { Action: 'guardduty:*' }, linked('guardduty.amazonaws.com'));
  await expect(create()).rejects.toThrow('malware-protection.guardduty.amazonaws.com');
  const { DetectorId } = await create(WITHOUT_MALWARE);
  const enable = () =>
    sessionOf(GuardDutyClient, simulation).send(
      new UpdateDetectorCommand({ DetectorId, Features: [{ Name: 'EBS_MALWARE_PROTECTION', Status: 'ENABLED' }] }),
    );
  await expect(enable()).rejects.toThrow('malware-protection.guardduty.amazonaws.com');
  await allow({ Action: 'guardduty:*' }, linked('malware-protection.guardduty.amazonaws.com'));
  await expect(enable()).resolves.toBeDefined();
  await expect(role('AWSServiceRoleForAmazonGuardDutyMalwareProtection')).resolves.toBeDefined();
});

test('D13: the first graph of an account needs it too, once', async () => {
  const graph = (region: string) =>
    sessionOf(DetectiveClient, simulation, undefined, region).send(new CreateGraphCommand({}));
  await worker(simulation, { Action: 'detective:*' });
  await expect(graph(REGION)).rejects.toThrow('iam:CreateServiceLinkedRole');
  await allow({ Action: 'detective:*' }, linked('detective.amazonaws.com'));
  await expect(graph(REGION)).resolves.toHaveProperty('GraphArn');
  await allow({ Action: 'detective:*' });
  await expect(graph('us-east-1')).resolves.toHaveProperty('GraphArn');
});

test('D13: creating the role directly is authorized on its full name, as in the guides', async () => {
  const AWSServiceName = 'guardduty.amazonaws.com';
  const make = () => sessionOf(IAMClient, simulation).send(new CreateServiceLinkedRoleCommand({ AWSServiceName }));
  const of = (name: string): Statement => ({
    Action: 'iam:CreateServiceLinkedRole',
    Resource: `arn:aws:iam::${SHOP}:role/aws-service-role/${AWSServiceName}/${name}`,
    Condition: { StringLike: { 'iam:AWSServiceName': AWSServiceName } },
  });
  await worker(simulation, of('AWSServiceRoleForAnother'));
  await expect(make()).rejects.toThrow(`${AWSServiceName}/AWSServiceRoleForAmazonGuardDuty because`);
  await allow(of('AWSServiceRoleForAmazonGuardDuty'));
  expect((await make()).Role?.RoleName).toBe('AWSServiceRoleForAmazonGuardDuty');
});
