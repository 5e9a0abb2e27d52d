import { parameter, world } from '../world';

test('a stack is deleted in the reverse order of its creation', async () => {
  const { submit, call, settled, events } = await world();
  const { StackId = '' } = await submit('CreateStack', 'demo', {
    Resources: { A: parameter('1'), B: parameter({ Ref: 'A' }), C: parameter({ Ref: 'B' }) },
  });
  const before = (await events('demo')).length;
  await call('DeleteStack', { StackName: 'demo' });
  await settled();
  expect((await events(StackId)).slice(before)).toEqual([
    'demo DELETE_IN_PROGRESS User Initiated',
    ...['C', 'B', 'A'].flatMap((id) => [`${id} DELETE_IN_PROGRESS`, `${id} DELETE_COMPLETE`]),
    'demo DELETE_COMPLETE',
  ]);
});

test.each(['Retain', 'RetainExceptOnCreate'])('DeletionPolicy %s keeps the resource', async (DeletionPolicy) => {
  const { submit, call, settled, invoke } = await world();
  const Kept = {
    Type: 'AWS::SSM::Parameter',
    Properties: { Name: '/kept', Type: 'String', Value: '1' },
    DeletionPolicy,
  };
  await submit('CreateStack', 'demo', { Resources: { Kept } });
  await call('DeleteStack', { StackName: 'demo' });
  await settled();
  expect(await invoke('ssm', 'GetParameter', { Name: '/kept' })).toMatchObject({ Parameter: { Value: '1' } });
});

test('a resource that was deleted outside the stack counts as deleted', async () => {
  const { submit, call, settled, stack, invoke } = await world();
  const Gone = { Type: 'AWS::SSM::Parameter', Properties: { Name: '/gone', Type: 'String', Value: '1' } };
  const { StackId = '' } = await submit('CreateStack', 'demo', { Resources: { Gone } });
  await invoke('ssm', 'DeleteParameter', { Name: '/gone' });
  await call('DeleteStack', { StackName: 'demo' });
  await settled();
  expect((await stack(StackId)).StackStatus).toBe('DELETE_COMPLETE');
});

test('termination protection refuses the deletion until it is off', async () => {
  const { submit, call, settled, stack } = await world();
  const { StackId = '' } = await submit(
    'CreateStack',
    'demo',
    { Resources: { A: parameter('1') } },
    { EnableTerminationProtection: true },
  );
  await expect(call('DeleteStack', { StackName: 'demo' })).rejects.toMatchObject({
    code: 'ValidationError',
    message: 'Stack [demo] cannot be deleted while TerminationProtection is enabled',
  });
  await call('UpdateTerminationProtection', { StackName: 'demo', EnableTerminationProtection: false });
  await call('DeleteStack', { StackName: 'demo' });
  await settled();
  expect((await stack(StackId)).StackStatus).toBe('DELETE_COMPLETE');
});

test('a stack that does not exist counts as deleted', async () => {
  const { call } = await world();
  await expect(call('DeleteStack', { StackName: 'none' })).resolves.toEqual({});
});

test('RetainResources is only for stacks that could not be deleted', async () => {
  const { submit, call } = await world();
  await submit('CreateStack', 'demo', { Resources: { A: parameter('1') } });
  await expect(call('DeleteStack', { StackName: 'demo', RetainResources: ['A'] })).rejects.toMatchObject({
    message: expect.stringContaining('RetainResources can only be specified for stacks in DELETE_FAILED state'),
  });
});

test('a deleted stack is found by its id, and its name is free again', async () => {
  const { submit, call, settled, stack } = await world();
  const { StackId = '' } = await submit('CreateStack', 'demo', { Resources: { A: parameter('1') } });
  await call('DeleteStack', { StackName: 'demo' });
  await settled();
  expect(await submit('CreateStack', 'demo', { Resources: { A: parameter('1') } })).toMatchObject({
    StackStatus: 'CREATE_COMPLETE',
  });
  expect((await stack(StackId)).StackStatus).toBe('DELETE_COMPLETE');
});
