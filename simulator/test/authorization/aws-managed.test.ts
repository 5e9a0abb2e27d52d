import { DetectiveClient, ListDatasourcePackagesCommand, ListGraphsCommand } from '@aws-sdk/client-detective';
import {
  CreateDetectorCommand,
  EnableOrganizationAdminAccountCommand,
  GuardDutyClient,
  ListDetectorsCommand,
} from '@aws-sdk/client-guardduty';
import { GetAccountSummaryCommand, IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { MANAGEMENT, SECURITY } from '../../src/fixtures/organization-of';
import type { Simulation } from '../../src/simulation';
import { policy, REGION, type Statement, sessionOf, start } from './role-session';

let simulation: Simulation;
beforeEach(async () => {
  simulation = await start({ organization: { trustedServices: ['guardduty.amazonaws.com'] } });
});
afterEach(() => simulation.stop());

const ROLE = `arn:aws:iam::${MANAGEMENT}:role/tool`;

/** A role of the management account with the AWS managed policies of these names, or with its own statements. */
async function tool(names: readonly string[], ...statements: Statement[]): Promise<void> {
  const as = { principal: simulation.principals.administrator(MANAGEMENT), region: REGION };
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  await simulation.invoke('iam', 'CreateRole', { RoleName: 'tool', AssumeRolePolicyDocument }, as);
  for (const name of names) {
    const input = { RoleName: 'tool', PolicyArn: `arn:aws:iam::aws:policy/${name}` };
    await simulation.invoke('iam', 'AttachRolePolicy', input, as);
  }
  const own = { RoleName: 'tool', PolicyName: 'own', PolicyDocument: policy(...statements) };
  if (statements.length > 0) await simulation.invoke('iam', 'PutRolePolicy', own, as);
}

const guardDuty = () => sessionOf(GuardDutyClient, simulation, ROLE);
const detective = () => sessionOf(DetectiveClient, simulation, ROLE);
const create = () => guardDuty().send(new CreateDetectorCommand({ Enable: true }));
const designate = () => guardDuty().send(new EnableOrganizationAdminAccountCommand({ AdminAccountId: SECURITY }));

describe('a role with AWS’s own policy', () => {
  test.each(['AmazonGuardDutyFullAccess', 'AmazonGuardDutyFullAccess_v2'])(
    '%s creates a detector with its roles, designates an administrator, and may do nothing in Detective',
    async (name) => {
      await tool([name]);
      await create();
      await designate();
      await expect(detective().send(new ListGraphsCommand({}))).rejects.toThrow('detective:ListGraphs');
    },
  );

  test('AmazonDetectiveFullAccess reads graphs and GuardDuty’s detectors, and creates neither', async () => {
    await tool(['AmazonDetectiveFullAccess']);
    await detective().send(new ListGraphsCommand({}));
    await guardDuty().send(new ListDetectorsCommand({}));
    await expect(create()).rejects.toThrow('guardduty:CreateDetector');
  });

  test('SecurityAudit reads only what the policy names, and changes nothing', async () => {
    await tool(['SecurityAudit']);
    await guardDuty().send(new ListDetectorsCommand({}));
    await detective().send(new ListGraphsCommand({}));
    const packages = new ListDatasourcePackagesCommand({
      GraphArn: `arn:aws:detective:${REGION}:${MANAGEMENT}:graph:1`,
    });
    await expect(detective().send(packages)).rejects.toThrow('detective:ListDatasourcePackages');
    await expect(create()).rejects.toThrow('guardduty:CreateDetector');
  });

  test('ReadOnlyAccess reads IAM’s account summary, and AdministratorAccess may do everything', async () => {
    await tool(['ReadOnlyAccess']);
    const iam = sessionOf(IAMClient, simulation, ROLE);
    const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
    const { Roles = [] } = await iam.send(new ListRolesCommand({}));
    expect(SummaryMap).toMatchObject({ Roles: Roles.length, Groups: 0, MFADevices: 0 });
    await expect(create()).rejects.toThrow('guardduty:CreateDetector');
    const as = { principal: simulation.principals.administrator(MANAGEMENT), region: REGION };
    const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    await simulation.invoke('iam', 'AttachRolePolicy', { RoleName: 'tool', PolicyArn }, as);
    await create();
  });
});

test('a tool without permission to describe the organization can still designate an administrator', async () => {
  const organizations = ['EnableAWSServiceAccess', 'RegisterDelegatedAdministrator', 'ListDelegatedAdministrators'];
  const lists = ['ListAWSServiceAccessForOrganization', 'ListAccounts'];
  const Action = [...organizations, ...lists].map((name) => `organizations:${name}`);
  await tool([], { Action: ['guardduty:*', 'iam:CreateServiceLinkedRole', ...Action] });
  await designate();
});
