import type { Stack } from '@aws-sdk/client-cloudformation';
import { MANAGEMENT, SECURITY } from '../../../../src/fixtures/organization-of';
import { cloudformation } from '../../../../src/services/cloudformation';
import { detective } from '../../../../src/services/detective';
import { guardduty } from '../../../../src/services/guardduty';
import { iam } from '../../../../src/services/iam';
import { organizations } from '../../../../src/services/organizations';
import { s3 } from '../../../../src/services/s3';
import { worldOf } from '../world';

const PARTNER = '777777777777';
const REGION = 'eu-west-1';
const PLAN_PRINCIPAL = 'malware-protection-plan.guardduty.amazonaws.com';

/** A management account that administers by invitation, and a partner outside its organization. */
const start = async () => {
  const world = await worldOf([cloudformation, detective, guardduty, iam, organizations, s3], {
    settings: { delays: false },
    organization: { trustedServices: ['detective.amazonaws.com'] },
    outsideAccounts: [{ id: PARTNER, name: 'partner', email: 'partner@example.net' }],
  });
  const asPartner = <O = Record<string, unknown>>(service: string, operation: string, input: object = {}) =>
    world.simulation.invoke<O>(service, operation, input, {
      principal: world.simulation.principals.administrator(PARTNER),
      region: REGION,
    });
  const deploy = async (operation: 'CreateStack' | 'UpdateStack', Resources: object, Outputs: object = {}) => {
    await world.submit(operation, 'team', { Resources, Outputs });
    await world.settled();
    return world.stack('team');
  };
  const remove = async () => {
    await world.call('DeleteStack', { StackName: 'team' });
    await world.settled();
  };
  const eventLog = async () => (await world.events('team')).join('\n');
  return { ...world, asPartner, deploy, remove, eventLog };
};

const outputs = ({ Outputs = [] }: Stack) => Outputs.map(({ OutputValue }) => OutputValue);
const ref = (name: string) => ({ Ref: name });
const detector = { Type: 'AWS::GuardDuty::Detector', Properties: { Enable: true } };
const graph = { Type: 'AWS::Detective::Graph', Properties: {} };

describe('members of GuardDuty in a stack', () => {
  const member = (more: object = {}) => ({
    Type: 'AWS::GuardDuty::Member',
    Properties: { DetectorId: ref('D'), MemberId: PARTNER, Email: 'partner@example.net', ...more },
  });

  it('are created, invited if the template says so, accepted on their side, and deleted', async () => {
    const world = await start();
    const statuses = async () => {
      const { DetectorIds = [] } = await world.invoke<{ DetectorIds: string[] }>('guardduty', 'ListDetectors', {});
      const { Members = [] } = await world.invoke<{ Members: { RelationshipStatus: string }[] }>(
        ...(['guardduty', 'ListMembers'] as const),
        { DetectorId: DetectorIds[0], OnlyAssociated: 'false' },
      );
      return Members.map(({ RelationshipStatus }) => RelationshipStatus);
    };
    const made = await world.deploy('CreateStack', { D: detector, M: member() }, { Member: { Value: ref('M') } });
    expect([made.StackStatus, outputs(made), await statuses()]).toEqual(['CREATE_COMPLETE', [PARTNER], ['Created']]);
    await world.deploy('UpdateStack', { D: detector, M: member({ Status: 'Invited' }) });
    expect(await statuses()).toEqual(['Invited']);

    const { DetectorId } = await world.asPartner<{ DetectorId: string }>('guardduty', 'CreateDetector', {
      Enable: true,
    });
    const accepted = { Type: 'AWS::GuardDuty::Master', Properties: { DetectorId, MasterId: MANAGEMENT } };
    const TemplateBody = JSON.stringify({ Resources: { A: accepted } });
    await world.asPartner('cloudformation', 'CreateStack', { StackName: 'accept', TemplateBody });
    await world.settled();
    expect(await statuses()).toEqual(['Enabled']);
    await world.asPartner('cloudformation', 'DeleteStack', { StackName: 'accept' });
    await world.settled();
    expect(await statuses()).toEqual(['Resigned']);
    await world.remove();
    await expect(world.stack('team')).rejects.toThrow('does not exist');
  });

  it('fail when GuardDuty refuses the account, in its words', async () => {
    const world = await start();
    const made = await world.deploy('CreateStack', { D: detector, M: member({ MemberId: MANAGEMENT }) });
    expect(made.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(await world.eventLog()).toMatch(/M CREATE_FAILED .*an account cannot become a member of itself/);
  });

  it('fail to accept an invitation that does not exist', async () => {
    const world = await start();
    const accepted = { Type: 'AWS::GuardDuty::Master', Properties: { DetectorId: ref('D'), MasterId: PARTNER } };
    await world.deploy('CreateStack', { D: detector, A: accepted });
    expect(await world.eventLog()).toMatch(/A CREATE_FAILED .*No invitation from 777777777777/);
  });
});

describe('Detective in a stack', () => {
  it('invites members of a graph, and changes its tags', async () => {
    const world = await start();
    const member = {
      Type: 'AWS::Detective::MemberInvitation',
      Properties: { GraphArn: ref('G'), MemberId: PARTNER, MemberEmailAddress: 'partner@example.net' },
    };
    const all = { G: graph, M: member };
    const made = await world.deploy('CreateStack', all, { Graph: { Value: ref('G') }, Member: { Value: ref('M') } });
    const [GraphArn] = outputs(made);
    expect(outputs(made)).toEqual([GraphArn, `${GraphArn}|${PARTNER}`]);
    const members = async () =>
      (await world.invoke<{ MemberDetails: object[] }>('detective', 'ListMembers', { GraphArn })).MemberDetails;
    expect(await members()).toMatchObject([{ AccountId: PARTNER, Status: 'INVITED' }]);
    const tagged = { ...graph, Properties: { Tags: [{ Key: 'team', Value: 'security' }] } };
    expect((await world.deploy('UpdateStack', { G: tagged })).StackStatus).toBe('UPDATE_COMPLETE');
    expect(await members()).toEqual([]);
    const { Tags } = await world.invoke<{ Tags: object }>('detective', 'ListTagsForResource', {
      ResourceArn: GraphArn,
    });
    expect(Tags).toEqual({ team: 'security' });
  });

  it('designates the administrator of the organization, and revokes the designation', async () => {
    const world = await start();
    const admin = { Type: 'AWS::Detective::OrganizationAdmin', Properties: { AccountId: SECURITY } };
    const made = await world.deploy(
      'CreateStack',
      { A: admin },
      { Admin: { Value: ref('A') }, Graph: { Value: { 'Fn::GetAtt': ['A', 'GraphArn'] } } },
    );
    expect(outputs(made)).toEqual([SECURITY, expect.stringMatching(`^arn:aws:detective:eu-west-1:${SECURITY}:graph:`)]);
    const administrators = async () =>
      (await world.invoke<{ Administrators: object[] }>('detective', 'ListOrganizationAdminAccounts', {}))
        .Administrators;
    expect(await administrators()).toMatchObject([{ AccountId: SECURITY }]);
    await world.remove();
    expect(await administrators()).toEqual([]);
  });
});

it('a stack protects a bucket from malware', async () => {
  const world = await start();
  const statement = (Action: string, more: object) => ({ Effect: 'Allow', Action, ...more });
  const role = {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [statement('sts:AssumeRole', { Principal: { Service: PLAN_PRINCIPAL } })],
      },
      Policies: [
        {
          PolicyName: 'scan',
          PolicyDocument: { Version: '2012-10-17', Statement: [statement('*', { Resource: '*' })] },
        },
      ],
    },
  };
  const plan = (Status: string) => ({
    Type: 'AWS::GuardDuty::MalwareProtectionPlan',
    Properties: {
      Role: { 'Fn::GetAtt': ['R', 'Arn'] },
      ProtectedResource: { S3Bucket: { BucketName: ref('B') } },
      Actions: { Tagging: { Status } },
      Tags: [{ Key: 'status', Value: Status }],
    },
  });
  const all = (Status: string) => ({ R: role, B: { Type: 'AWS::S3::Bucket' }, P: plan(Status) });
  const Outputs = { Id: { Value: ref('P') }, Status: { Value: { 'Fn::GetAtt': ['P', 'Status'] } } };
  await world.submit(
    'CreateStack',
    'team',
    { Resources: all('DISABLED'), Outputs },
    { Capabilities: ['CAPABILITY_IAM'] },
  );
  await world.settled();
  const [MalwareProtectionPlanId, status] = outputs(await world.stack('team'));
  expect(status).toBe('ACTIVE');
  const read = () => world.invoke('guardduty', 'GetMalwareProtectionPlan', { MalwareProtectionPlanId });
  await world.submit(
    'UpdateStack',
    'team',
    { Resources: all('ENABLED'), Outputs },
    { Capabilities: ['CAPABILITY_IAM'] },
  );
  await world.settled();
  expect(await read()).toMatchObject({ Actions: { Tagging: { Status: 'ENABLED' } }, Tags: { status: 'ENABLED' } });
  await world.remove();
  await expect(read()).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
});
