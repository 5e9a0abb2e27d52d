import { type Answer, custom, parameter, world } from '../world';

const named = (Name: string, Value: string): object => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Name, Type: 'String', Value },
});

/** A custom resource that succeeds unless its `Fail` says otherwise. */
const answering: Answer = ({ RequestType, ResourceProperties }) =>
  RequestType !== 'Delete' && ResourceProperties.Fail === 'true' ? { Status: 'FAILED', Reason: 'as requested' } : {};

describe('a failed update', () => {
  test('restores changed resources, keeps replaced ones, and deletes created ones', async () => {
    const { submit, invoke, call } = await world(answering);
    const template = (size: string, name: string, fail: boolean, more: object = {}): object => ({
      Resources: {
        Changed: named('/changed', size),
        Replaced: named(name, '1'),
        ...more,
        Thing: custom({ Fail: fail }, { DependsOn: ['Changed', 'Replaced', ...Object.keys(more)] }),
      },
    });
    await submit('CreateStack', 'demo', template('1', '/old', false));
    const stack = await submit('UpdateStack', 'demo', template('2', '/new', true, { Added: named('/added', '1') }));
    expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await invoke('ssm', 'GetParameter', { Name: '/changed' })).toMatchObject({ Parameter: { Value: '1' } });
    expect(await invoke('ssm', 'GetParameter', { Name: '/old' })).toMatchObject({ Parameter: { Value: '1' } });
    for (const Name of ['/new', '/added'])
      await expect(invoke('ssm', 'GetParameter', { Name })).rejects.toMatchObject({ code: 'ParameterNotFound' });
    expect(await call('GetTemplate', { StackName: 'demo' })).toEqual(
      expect.objectContaining({ TemplateBody: JSON.stringify(template('1', '/old', false)) }),
    );
  });

  test('reports the failed resources and ends in UPDATE_ROLLBACK_COMPLETE', async () => {
    const { submit, events } = await world(answering);
    await submit('CreateStack', 'demo', { Resources: { Thing: custom() } });
    await submit('UpdateStack', 'demo', { Resources: { Thing: custom({ Fail: true }) } });
    const stackEvents = (await events('demo')).filter((each) => each.startsWith('demo UPDATE_ROLLBACK'));
    expect(stackEvents).toEqual([
      'demo UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to update: [Thing]. ',
      'demo UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'demo UPDATE_ROLLBACK_COMPLETE',
    ]);
  });

  test('that cannot be rolled back waits for ContinueUpdateRollback, which can skip broken resources', async () => {
    let broken = false;
    const { submit, call, settled, stack } = await world(({ RequestType }) =>
      broken && RequestType === 'Update' ? { Status: 'FAILED', Reason: 'broken for good' } : {},
    );
    await submit('CreateStack', 'demo', { Resources: { Thing: custom({ Size: 1 }) } });
    broken = true;
    expect(await submit('UpdateStack', 'demo', { Resources: { Thing: custom({ Size: 2 }) } })).toMatchObject({
      StackStatus: 'UPDATE_ROLLBACK_FAILED',
    });
    await call('ContinueUpdateRollback', { StackName: 'demo', ResourcesToSkip: ['Thing'] });
    await settled();
    expect((await stack('demo')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  test('without rollback stays as it is, and the next update continues from there', async () => {
    const { submit } = await world(answering);
    await submit('CreateStack', 'demo', { Resources: { A: parameter('1'), Thing: custom() } });
    const failed = { A: parameter('2'), Thing: custom({ Fail: true }, { DependsOn: 'A' }) };
    expect(await submit('UpdateStack', 'demo', { Resources: failed }, { DisableRollback: true })).toMatchObject({
      StackStatus: 'UPDATE_FAILED',
    });
    const corrected = { A: parameter('2'), Thing: custom({ Size: 3 }, { DependsOn: 'A' }) };
    expect((await submit('UpdateStack', 'demo', { Resources: corrected })).StackStatus).toBe('UPDATE_COMPLETE');
  });

  test('without rollback can be rolled back later', async () => {
    const { submit, call, settled, stack, requests } = await world(answering);
    await submit('CreateStack', 'demo', { Resources: { Thing: custom({ Size: 1 }) } });
    await submit('UpdateStack', 'demo', { Resources: { Thing: custom({ Fail: true }) } }, { DisableRollback: true });
    await call('RollbackStack', { StackName: 'demo' });
    await settled();
    expect((await stack('demo')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(requests.at(-1)).toMatchObject({ RequestType: 'Update', ResourceProperties: { Size: '1' } });
  });
});

describe('a failed creation', () => {
  const broken = {
    Resources: {
      Kept: { ...named('/kept', '1'), DeletionPolicy: 'Retain' },
      Thing: custom({ Fail: true }, { DependsOn: 'Kept' }),
    },
  };

  test('can only be deleted afterwards', async () => {
    const { submit } = await world(answering);
    const { StackId } = await submit('CreateStack', 'demo', broken);
    await expect(submit('UpdateStack', 'demo', { Resources: { Kept: parameter('1') } })).rejects.toMatchObject({
      code: 'ValidationError',
      message: `Stack:${StackId} is in ROLLBACK_COMPLETE state and can not be updated.`,
    });
  });

  test('keeps resources with DeletionPolicy Retain, but not with RetainExceptOnCreate', async () => {
    const { submit, invoke } = await world(answering);
    await submit('CreateStack', 'demo', broken);
    expect(await invoke('ssm', 'GetParameter', { Name: '/kept' })).toMatchObject({ Parameter: { Value: '1' } });
    const gone = { ...named('/gone', '1'), DeletionPolicy: 'RetainExceptOnCreate' };
    await submit('CreateStack', 'other', {
      Resources: { Gone: gone, Thing: custom({ Fail: true }, { DependsOn: 'Gone' }) },
    });
    await expect(invoke('ssm', 'GetParameter', { Name: '/gone' })).rejects.toMatchObject({ code: 'ParameterNotFound' });
  });

  test('keeps its resources if rollback is disabled, and deletes the stack with OnFailure DELETE', async () => {
    const { submit, call } = await world(answering);
    expect(await submit('CreateStack', 'demo', broken, { DisableRollback: true })).toMatchObject({
      StackStatus: 'CREATE_FAILED',
      StackStatusReason: 'The following resource(s) failed to create: [Thing]. ',
    });
    const other = { Resources: { Thing: custom({ Fail: true }) } };
    expect((await submit('CreateStack', 'other', other, { OnFailure: 'DELETE' })).StackStatus).toBe('DELETE_COMPLETE');
    await expect(call('DescribeStacks', { StackName: 'other' })).rejects.toMatchObject({
      message: 'Stack with id other does not exist',
    });
  });
});
