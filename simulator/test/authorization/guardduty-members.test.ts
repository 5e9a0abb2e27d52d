import {
  CreateDetectorCommand,
  DescribeOrganizationConfigurationCommand,
  GetAdministratorAccountCommand,
  GetDetectorCommand,
  GuardDutyClient,
  ListMembersCommand,
} from '@aws-sdk/client-guardduty';
import { clientOf } from '../../src/fixtures/organization-of';
import type { Simulation } from '../../src/simulation';
import { iam, policy, REGION, SHOP, type Statement, sessionOf, start, worker } from './role-session';

let simulation: Simulation;
let DetectorId: string;

beforeAll(async () => {
  simulation = await start();
  const client = clientOf(GuardDutyClient, simulation, SHOP, REGION);
  DetectorId = (await client.send(new CreateDetectorCommand({ Enable: true }))).DetectorId ?? '';
  await worker(simulation);
});
afterAll(() => simulation.stop());

const ON_DETECTOR = `arn:aws:guardduty:${REGION}:${SHOP}:detector/*`;
const IN_REGION = { StringLike: { 'aws:RequestedRegion': REGION } };

/** The result of a session's ListMembers under these statements: `allowed`, or AWS's refusal. */
async function listing(...statements: Statement[]): Promise<string> {
  const PolicyDocument = policy(...statements.map((each) => ({ Action: 'guardduty:ListMembers', ...each })));
  await iam(simulation, 'PutRolePolicy', { PolicyName: 'inline', PolicyDocument });
  const client = sessionOf(GuardDutyClient, simulation);
  return client.send(new ListMembersCommand({ DetectorId })).then(
    () => 'allowed',
    (error: Error) => error.message.replace(/^.* on resource: /, ''),
  );
}

describe('N3: an action about members, which has a detector in one document and no resource in the other,', () => {
  test('is allowed on *, or on a pattern that covers both', async () => {
    expect(await listing({ Resource: '*' })).toBe('allowed');
    expect(await listing({ Resource: '*', Condition: IN_REGION })).toBe('allowed');
    expect(await listing({ Resource: '**' })).toBe('allowed');
  });

  test('is not allowed on detectors', async () => {
    expect(await listing({ Resource: ON_DETECTOR })).toMatch(/^\* because no identity-based policy allows/);
    expect(await listing({ Resource: `arn:aws:guardduty:${REGION}:${SHOP}:detector/${DetectorId}` })).toMatch(/^\* /);
  });

  test('is not allowed in a region that the condition does not name', async () => {
    const Condition = { StringLike: { 'aws:RequestedRegion': 'us-east-1' } };
    expect(await listing({ Resource: '*', Condition })).toMatch(/^\* because no identity-based policy allows/);
  });

  test('is denied by a statement that denies it on the detector', async () => {
    const denied = await listing({ Resource: '*' }, { Effect: 'Deny', Resource: ON_DETECTOR });
    expect(denied).toMatch(/detector\/\w+ with an explicit deny in an identity-based policy$/);
  });

  test.each([
    ['DescribeOrganizationConfiguration', new DescribeOrganizationConfigurationCommand({ DetectorId: undefined })],
    ['GetAdministratorAccount', new GetAdministratorAccountCommand({ DetectorId: undefined })],
  ])('includes %s, while GetDetector is an action on the detector', async (name, command) => {
    const Action = [`guardduty:${name}`, 'guardduty:GetDetector'];
    const PolicyDocument = policy({ Action, Resource: ON_DETECTOR });
    await iam(simulation, 'PutRolePolicy', { PolicyName: 'inline', PolicyDocument });
    const client = sessionOf(GuardDutyClient, simulation);
    command.input.DetectorId = DetectorId;
    await expect(client.send(command as GetAdministratorAccountCommand)).rejects.toThrow('on resource: * because');
    expect((await client.send(new GetDetectorCommand({ DetectorId }))).Status).toBe('ENABLED');
  });
});
