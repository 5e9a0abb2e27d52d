import { MANAGEMENT } from '../../../../src/fixtures/organization-of';
import { custom, parameter, world } from '../world';

const ref = (Ref: string): object => ({ Ref });
const attribute = (id: string, name: string): object => ({ 'Fn::GetAtt': [id, name] });

describe('creating a stack', () => {
  test('a resource is created after those that it refers to, and the events are in that order', async () => {
    const { submit, events } = await world();
    const stack = await submit('CreateStack', 'demo', {
      Resources: { Second: parameter({ 'Fn::Sub': ['after $', '{First}'].join('') }), First: parameter('one') },
    });
    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
    expect(await events('demo')).toEqual([
      'demo CREATE_IN_PROGRESS User Initiated',
      'First CREATE_IN_PROGRESS',
      'First CREATE_IN_PROGRESS Resource creation Initiated',
      'First CREATE_COMPLETE',
      'Second CREATE_IN_PROGRESS',
      'Second CREATE_IN_PROGRESS Resource creation Initiated',
      'Second CREATE_COMPLETE',
      'demo CREATE_COMPLETE',
    ]);
  });

  test('attributes of one resource become properties of another and outputs of the stack', async () => {
    const { submit, invoke } = await world(() => ({ Data: { Colour: 'green' } }));
    const stack = await submit('CreateStack', 'demo', {
      Resources: {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            RoleName: 'reader',
            AssumeRolePolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
              ],
            },
          },
        },
        Thing: custom({ Arn: attribute('Role', 'Arn') }),
        Note: parameter(attribute('Thing', 'Colour'), { DependsOn: 'Role' }),
      },
      Outputs: { Role: { Value: attribute('Role', 'Arn') }, Note: { Value: ref('Note') } },
    });
    expect(stack.Outputs).toContainEqual({ OutputKey: 'Role', OutputValue: `arn:aws:iam::${MANAGEMENT}:role/reader` });
    const Name = stack.Outputs?.find((each) => each.OutputKey === 'Note')?.OutputValue;
    expect(await invoke('ssm', 'GetParameter', { Name })).toMatchObject({ Parameter: { Value: 'green' } });
  });

  test("the stack's tags reach the resources that accept tags, whose own tags win", async () => {
    const { submit, invoke, stack } = await world();
    await submit(
      'CreateStack',
      'demo',
      {
        Resources: {
          Note: {
            Type: 'AWS::SSM::Parameter',
            Properties: { Name: '/note', Type: 'String', Value: '1', Tags: { own: 'yes', both: 'own' } },
          },
        },
      },
      {
        Tags: [
          { Key: 'team', Value: 'security' },
          { Key: 'both', Value: 'stack' },
        ],
      },
    );
    expect((await stack('demo')).StackStatus).toBe('CREATE_COMPLETE');
    const { TagList } = await invoke<{ TagList: { Key: string; Value: string }[] }>('ssm', 'ListTagsForResource', {
      ResourceType: 'Parameter',
      ResourceId: '/note',
    });
    expect(new Map(TagList.map((each) => [each.Key, each.Value]))).toEqual(
      new Map([
        ['team', 'security'],
        ['own', 'yes'],
        ['both', 'own'],
      ]),
    );
  });

  test('resources whose condition does not hold are not created', async () => {
    const { submit, call } = await world();
    await submit(
      'CreateStack',
      'demo',
      {
        Parameters: { Stage: { Type: 'String' } },
        Conditions: { IsProd: { 'Fn::Equals': [ref('Stage'), 'prod'] } },
        Resources: { Always: parameter('1'), Prod: parameter('2', { Condition: 'IsProd' }) },
      },
      { Parameters: [{ ParameterKey: 'Stage', ParameterValue: 'test' }] },
    );
    expect(await call('ListStackResources', { StackName: 'demo' })).toMatchObject({
      StackResourceSummaries: [{ LogicalResourceId: 'Always' }],
    });
  });

  test('a type that is not simulated is refused by name before anything is created', async () => {
    const { submit, call } = await world();
    const template = { Resources: { Note: parameter('1'), Cluster: { Type: 'AWS::EKS::Cluster' } } };
    await expect(submit('CreateStack', 'demo', template)).rejects.toMatchObject({
      code: 'ValidationError',
      status: 400,
      message: 'Resource type AWS::EKS::Cluster is not simulated',
    });
    expect(await call('ListStacks')).toEqual({ StackSummaries: [] });
  });
});

describe('updating a stack', () => {
  test('changed resources are updated, unchanged ones are not', async () => {
    const { submit, events, invoke } = await world();
    await submit('CreateStack', 'demo', { Resources: { A: named('/a', '1'), B: named('/b', '1') } });
    const before = (await events('demo')).length;
    const stack = await submit('UpdateStack', 'demo', { Resources: { A: named('/a', '1'), B: named('/b', '2') } });
    expect(stack.StackStatus).toBe('UPDATE_COMPLETE');
    expect((await events('demo')).slice(before)).toEqual([
      'demo UPDATE_IN_PROGRESS User Initiated',
      'B UPDATE_IN_PROGRESS',
      'B UPDATE_COMPLETE',
      'demo UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'demo UPDATE_COMPLETE',
    ]);
    expect(await invoke('ssm', 'GetParameter', { Name: '/b' })).toMatchObject({
      Parameter: { Value: '2', Version: 2 },
    });
  });

  test('a change of a create-only property first creates a new resource, then updates its references, and deletes the old one last', async () => {
    const { submit, events } = await world();
    const template = (name: string): object => ({ Resources: { A: named(name, '1'), B: parameter(ref('A')) } });
    await submit('CreateStack', 'demo', template('/old'));
    const before = (await events('demo')).length;
    await submit('UpdateStack', 'demo', template('/new'));
    expect((await events('demo')).slice(before)).toEqual([
      'demo UPDATE_IN_PROGRESS User Initiated',
      'A UPDATE_IN_PROGRESS Requested update requires the creation of a new physical resource; hence creating one.',
      'A UPDATE_IN_PROGRESS Resource creation Initiated',
      'A UPDATE_COMPLETE',
      'B UPDATE_IN_PROGRESS',
      'B UPDATE_COMPLETE',
      'demo UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'A DELETE_IN_PROGRESS',
      'A DELETE_COMPLETE',
      'demo UPDATE_COMPLETE',
    ]);
  });

  test('removed resources are deleted in the cleanup, dependents first', async () => {
    const { submit, events, call } = await world();
    await submit('CreateStack', 'demo', {
      Resources: { Keep: parameter('1'), A: parameter('1'), B: parameter(ref('A')) },
    });
    const before = (await events('demo')).length;
    await submit('UpdateStack', 'demo', { Resources: { Keep: parameter('1') } });
    expect((await events('demo')).slice(before + 2, -1)).toEqual([
      ...['B DELETE_IN_PROGRESS', 'B DELETE_COMPLETE', 'A DELETE_IN_PROGRESS', 'A DELETE_COMPLETE'],
    ]);
    expect(await call('ListStackResources', { StackName: 'demo' })).toMatchObject({
      StackResourceSummaries: [{ LogicalResourceId: 'Keep' }],
    });
  });

  test('UpdateReplacePolicy Retain keeps the replaced resource', async () => {
    const { submit, events, invoke } = await world();
    const kept = (name: string): object => ({
      Resources: { A: { ...named(name, '1'), UpdateReplacePolicy: 'Retain' } },
    });
    await submit('CreateStack', 'demo', kept('/old'));
    await submit('UpdateStack', 'demo', kept('/new'));
    expect(await events('demo')).toContain('A DELETE_SKIPPED');
    expect(await invoke('ssm', 'GetParameter', { Name: '/old' })).toMatchObject({ Parameter: { Value: '1' } });
  });

  test('a resource with an explicit name cannot be replaced under that name', async () => {
    const { submit, events } = await world();
    const trusting = (Path: string): object => ({
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'reader',
        Path,
        AssumeRolePolicyDocument: {
          Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
        },
      },
    });
    await submit('CreateStack', 'demo', { Resources: { Role: trusting('/') } });
    const stack = await submit('UpdateStack', 'demo', { Resources: { Role: trusting('/other/') } });
    expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await events('demo')).join('\n')).toContain(
      'CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename reader and update the stack again.',
    );
  });

  test('an update without changes is refused', async () => {
    const { submit } = await world();
    const template = { Resources: { A: parameter('1') } };
    await submit('CreateStack', 'demo', template);
    await expect(submit('UpdateStack', 'demo', template)).rejects.toMatchObject({
      code: 'ValidationError',
      message: 'No updates are to be performed.',
    });
  });
});

function named(Name: string, Value: string): object {
  return { Type: 'AWS::SSM::Parameter', Properties: { Name, Type: 'String', Value } };
}
