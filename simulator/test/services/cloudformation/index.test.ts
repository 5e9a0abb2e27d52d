import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DescribeChangeSetCommand,
  DescribeEventsCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateSummaryCommand,
  ListStacksCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { clientOf, MANAGEMENT, SECURITY } from '../../../src/fixtures/organization-of';
import { parameter, REGION, world } from './world';

const template = JSON.stringify({
  Description: 'a demonstration',
  Resources: { First: parameter('1'), Second: parameter({ Ref: 'First' }) },
  Outputs: { Out: { Value: { Ref: 'Second' }, Export: { Name: 'exported' } } },
});

const worldWithClient = async () => {
  const made = await world();
  return { ...made, client: clientOf(CloudFormationClient, made.simulation, MANAGEMENT, REGION) };
};

test("the SDK's own client creates a stack, reads it and its events", async () => {
  const { client, settled } = await worldWithClient();
  const { StackId } = await client.send(
    new CreateStackCommand({ StackName: 'demo', TemplateBody: template, Tags: [{ Key: 'team', Value: 'security' }] }),
  );
  await settled();
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 'demo' }));
  expect(Stacks).toMatchObject([
    {
      StackId,
      StackName: 'demo',
      StackStatus: 'CREATE_COMPLETE',
      Description: 'a demonstration',
      Tags: [{ Key: 'team', Value: 'security' }],
      CreationTime: expect.any(Date),
      Outputs: [{ OutputKey: 'Out', ExportName: 'exported', OutputValue: expect.stringMatching(/^CFN-demo-Second-/) }],
    },
  ]);
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: 'demo' }));
  expect(StackEvents[0]).toMatchObject({ LogicalResourceId: 'demo', ResourceStatus: 'CREATE_COMPLETE' });
  const { OperationEvents = [] } = await client.send(new DescribeEventsCommand({ StackName: 'demo' }));
  expect(OperationEvents).toHaveLength(StackEvents.length);
  const { StackResources } = await client.send(new DescribeStackResourcesCommand({ StackName: 'demo' }));
  expect(StackResources?.map((each) => each.LogicalResourceId).sort()).toEqual(['First', 'Second']);
});

test("the SDK's own client reviews a change set", async () => {
  const { client } = await worldWithClient();
  const ids = { StackName: 'demo', ChangeSetName: 'review' };
  await client.send(new CreateChangeSetCommand({ ...ids, TemplateBody: template, ChangeSetType: 'CREATE' }));
  const described = await client.send(new DescribeChangeSetCommand({ ...ids, IncludePropertyValues: true }));
  expect(described.Changes?.map((each) => each.ResourceChange?.LogicalResourceId)).toEqual(['First', 'Second']);
});

test('refusals arrive as errors of the SDK', async () => {
  const { client } = await worldWithClient();
  await expect(client.send(new DescribeStacksCommand({ StackName: 'none' }))).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'Stack with id none does not exist',
    $metadata: { httpStatusCode: 400 },
  });
  const none = new DescribeChangeSetCommand({ StackName: 'CDKToolkit', ChangeSetName: 'none' });
  await expect(client.send(none)).rejects.toMatchObject({ name: 'ChangeSetNotFoundException' });
});

test('stacks belong to an account and a region', async () => {
  const { client, settled, simulation } = await worldWithClient();
  await client.send(new CreateStackCommand({ StackName: 'demo', TemplateBody: template }));
  await settled();
  for (const [account, region] of [
    [SECURITY, REGION],
    [MANAGEMENT, 'us-east-1'],
  ] as const) {
    const { StackSummaries } = await clientOf(CloudFormationClient, simulation, account, region).send(
      new ListStacksCommand({}),
    );
    expect(StackSummaries ?? []).toEqual([]);
  }
});

test('a template is described and validated without creating anything', async () => {
  const { client } = await worldWithClient();
  expect(await client.send(new GetTemplateSummaryCommand({ TemplateBody: template }))).toMatchObject({
    Description: 'a demonstration',
    ResourceTypes: ['AWS::SSM::Parameter'],
  });
  const broken = JSON.stringify({ Resources: { A: parameter({ Ref: 'Gone' }) } });
  await expect(client.send(new ValidateTemplateCommand({ TemplateBody: broken }))).rejects.toMatchObject({
    message: 'Template format error: Unresolved resource dependencies [Gone] in the Resources block of the template',
  });
});

test('every account is bootstrapped: its CDKToolkit stack shows the bucket and the version', async () => {
  const { simulation } = await world();
  const client = clientOf(CloudFormationClient, simulation, SECURITY, 'us-east-1');
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 'CDKToolkit' }));
  expect(Stacks?.[0]).toMatchObject({
    StackStatus: 'CREATE_COMPLETE',
    Outputs: expect.arrayContaining([
      { OutputKey: 'BucketName', OutputValue: `cdk-hnb659fds-assets-${SECURITY}-us-east-1` },
      { OutputKey: 'BootstrapVersion', OutputValue: '33' },
    ]),
    Parameters: expect.arrayContaining([{ ParameterKey: 'TrustedAccounts', ParameterValue: MANAGEMENT }]),
  });
});
