import type { DescribeChangeSetCommandOutput } from '@aws-sdk/client-cloudformation';
import { custom, parameter, world } from '../world';

const named = (Name: string, Value: string, more: object = {}): object => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Name, Type: 'String', Value, ...more },
});

const changeSet = (Resources: object, more: object = {}): object => ({
  StackName: 'demo',
  ChangeSetName: 'review',
  TemplateBody: JSON.stringify({ Resources }),
  ...more,
});

describe('a change set that creates', () => {
  test('leaves a stack in review, which its execution creates', async () => {
    const { call, stack, settled } = await world();
    await call('CreateChangeSet', changeSet({ Note: parameter('1') }, { ChangeSetType: 'CREATE' }));
    expect((await stack('demo')).StackStatus).toBe('REVIEW_IN_PROGRESS');
    expect(await call('DescribeChangeSet', { StackName: 'demo', ChangeSetName: 'review' })).toMatchObject({
      Status: 'CREATE_COMPLETE',
      ExecutionStatus: 'AVAILABLE',
      Changes: [{ Type: 'Resource', ResourceChange: { Action: 'Add', LogicalResourceId: 'Note' } }],
    });
    await call('ExecuteChangeSet', { StackName: 'demo', ChangeSetName: 'review' });
    expect((await stack('demo')).StackStatus).toBe('CREATE_IN_PROGRESS');
    await settled();
    expect((await stack('demo')).StackStatus).toBe('CREATE_COMPLETE');
    await expect(call('DescribeChangeSet', { StackName: 'demo', ChangeSetName: 'review' })).rejects.toMatchObject({
      code: 'ChangeSetNotFound',
      status: 404,
      message: 'ChangeSet [review] does not exist',
    });
  });

  test('is refused for an existing stack', async () => {
    const { call, submit } = await world();
    await submit('CreateStack', 'demo', { Resources: { Note: parameter('1') } });
    const create = call('CreateChangeSet', changeSet({ Note: parameter('2') }, { ChangeSetType: 'CREATE' }));
    await expect(create).rejects.toMatchObject({
      code: 'AlreadyExistsException',
      message: 'Stack [demo] already exists',
    });
  });

  test('a stack still in review is deleted without a trace', async () => {
    const { call, settled } = await world();
    await call('CreateChangeSet', changeSet({ Note: parameter('1') }, { ChangeSetType: 'CREATE' }));
    expect(await call('GetTemplate', { StackName: 'demo' })).toMatchObject({ TemplateBody: '' });
    await call('DeleteStack', { StackName: 'demo' });
    await settled();
    await expect(call('DescribeStacks', { StackName: 'demo' })).rejects.toMatchObject({
      code: 'ValidationError',
      status: 400,
      message: 'Stack with id demo does not exist',
    });
  });
});

describe('a change set that updates', () => {
  const describeChanges = async (before: object, after: object, more: object = {}) => {
    const { call, submit } = await world();
    await submit('CreateStack', 'demo', { Resources: before });
    await call('CreateChangeSet', changeSet(after, more));
    return call<DescribeChangeSetCommandOutput>('DescribeChangeSet', {
      StackName: 'demo',
      ChangeSetName: 'review',
      IncludePropertyValues: true,
    });
  };

  test('lists resources that are added, changed in place, replaced and removed', async () => {
    const { Changes = [] } = await describeChanges(
      { Changed: named('/a', '1'), Replaced: named('/b', '1'), Removed: parameter('1'), Same: parameter('1') },
      { Changed: named('/a', '2'), Replaced: named('/c', '1'), Added: parameter('1'), Same: parameter('1') },
    );
    const lines = Changes.map(
      ({ ResourceChange: each }) => `${each?.Action} ${each?.LogicalResourceId} ${each?.Replacement}`,
    );
    expect(lines).toEqual([
      'Modify Changed False',
      'Modify Replaced True',
      'Add Added undefined',
      'Remove Removed undefined',
    ]);
    expect(Changes[0]?.ResourceChange).toMatchObject({
      Scope: ['Properties'],
      Details: [
        {
          Target: {
            Attribute: 'Properties',
            Name: 'Value',
            RequiresRecreation: 'Never',
            Path: '/Properties/Value',
            BeforeValue: '1',
            AfterValue: '2',
            AttributeChangeType: 'Modify',
          },
        },
      ],
    });
  });

  test('a reference to a replaced resource changes to a value that is known only after deployment', async () => {
    const { Changes = [] } = await describeChanges(
      { A: named('/a', '1'), B: named('/b', '1', { Description: { Ref: 'A' } }) },
      { A: named('/new', '1'), B: named('/b', '1', { Description: { Ref: 'A' } }) },
    );
    expect(Changes[1]?.ResourceChange).toMatchObject({
      LogicalResourceId: 'B',
      Details: [{ Target: { Name: 'Description', BeforeValue: '/a', AfterValue: '{{changeSet:KNOWN_AFTER_APPLY}}' } }],
    });
  });

  test('without changes fails with words that tools look for, and cannot be executed', async () => {
    const { call, submit } = await world();
    await submit('CreateStack', 'demo', { Resources: { Note: parameter('1') } });
    await call('CreateChangeSet', changeSet({ Note: parameter('1') }));
    expect(await call('DescribeChangeSet', { StackName: 'demo', ChangeSetName: 'review' })).toMatchObject({
      Status: 'FAILED',
      ExecutionStatus: 'UNAVAILABLE',
      StatusReason:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
    });
    await expect(call('ExecuteChangeSet', { StackName: 'demo', ChangeSetName: 'review' })).rejects.toMatchObject({
      code: 'InvalidChangeSetStatus',
      status: 400,
    });
  });

  test('a change of tags alone is a change', async () => {
    const changed = await describeChanges(
      { Thing: custom() },
      { Thing: custom() },
      { Tags: [{ Key: 'a', Value: 'b' }] },
    );
    expect(changed.Status).toBe('CREATE_COMPLETE');
  });

  test('changes are listed in pages of 50', async () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`P${n}`, parameter('1')]));
    const { call, submit } = await world();
    await submit('CreateStack', 'demo', { Resources: { Note: parameter('1') } });
    await call('CreateChangeSet', changeSet({ Note: parameter('1'), ...many }));
    const where = { StackName: 'demo', ChangeSetName: 'review' };
    const first = await call<DescribeChangeSetCommandOutput>('DescribeChangeSet', where);
    const rest = await call<DescribeChangeSetCommandOutput>('DescribeChangeSet', {
      ...where,
      NextToken: first.NextToken,
    });
    expect([first.Changes?.length, rest.Changes?.length, rest.NextToken]).toEqual([50, 10, undefined]);
  });

  test('an execution whose answer was lost can be requested again', async () => {
    const { call, submit, settled, stack } = await world();
    await submit('CreateStack', 'demo', { Resources: { Note: parameter('1') } });
    await call('CreateChangeSet', changeSet({ Note: parameter('2') }));
    const execution = { StackName: 'demo', ChangeSetName: 'review', ClientRequestToken: 'once' };
    await call('ExecuteChangeSet', execution);
    await settled();
    await call('ExecuteChangeSet', execution);
    expect((await stack('demo')).StackStatus).toBe('UPDATE_COMPLETE');
  });

  test('IMPORT is refused by name', async () => {
    const { call } = await world();
    await expect(call('CreateChangeSet', changeSet({}, { ChangeSetType: 'IMPORT' }))).rejects.toMatchObject({
      message: 'ChangeSetType IMPORT is not simulated',
    });
  });

  test('deleting a change set that does not exist is not an error', async () => {
    const { call, submit } = await world();
    await submit('CreateStack', 'demo', { Resources: { Note: parameter('1') } });
    await expect(call('DeleteChangeSet', { StackName: 'demo', ChangeSetName: 'none' })).resolves.toEqual({});
  });
});
