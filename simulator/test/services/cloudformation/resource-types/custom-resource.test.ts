import { type CustomResourceRequest, custom, FUNCTION, parameter, world } from '../world';

const failing = (reason: string) => (request: CustomResourceRequest) =>
  request.RequestType === 'Create' ? { Status: 'FAILED', Reason: reason, PhysicalResourceId: 'half-made' } : {};

describe('the request to a custom resource', () => {
  test('names the resource and has every scalar as a string', async () => {
    const { submit, requests } = await world();
    const stack = await submit('CreateStack', 'demo', {
      Resources: { Thing: custom({ Count: 3, On: true, Nested: { List: [1, 'two', false] } }) },
    });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      RequestType: 'Create',
      ServiceToken: FUNCTION,
      StackId: stack.StackId,
      LogicalResourceId: 'Thing',
      ResourceType: 'Custom::Thing',
      ResourceProperties: { ServiceToken: FUNCTION, Count: '3', On: 'true', Nested: { List: ['1', 'two', 'false'] } },
    });
    expect(requests[0]).not.toHaveProperty('PhysicalResourceId');
    expect(new URL(requests[0]?.ResponseURL ?? '').hostname).toBe(
      'cloudformation-custom-resource-response-euwest1.s3.eu-west-1.amazonaws.com',
    );
  });

  test('for an update has the physical id and the old properties', async () => {
    const { submit, requests } = await world();
    await submit('CreateStack', 'demo', { Resources: { Thing: custom({ Size: 1 }) } });
    await submit('UpdateStack', 'demo', { Resources: { Thing: custom({ Size: 2 }) } });
    expect(requests.slice(1)).toMatchObject([
      {
        RequestType: 'Update',
        PhysicalResourceId: 'Thing-1',
        ResourceProperties: { Size: '2' },
        OldResourceProperties: { Size: '1' },
      },
    ]);
  });

  test('after an update that answers with another physical id, the cleanup deletes the old one', async () => {
    const { submit, requests, events } = await world(({ RequestType, PhysicalResourceId }) =>
      RequestType === 'Update'
        ? { PhysicalResourceId: 'second' }
        : { PhysicalResourceId: PhysicalResourceId ?? 'first' },
    );
    await submit('CreateStack', 'demo', { Resources: { Thing: custom({ Size: 1 }) } });
    await submit('UpdateStack', 'demo', { Resources: { Thing: custom({ Size: 2 }) } });
    expect(requests.map((each) => `${each.RequestType} ${each.PhysicalResourceId}`)).toEqual([
      ...['Create undefined', 'Update first', 'Delete first'],
    ]);
    expect((await events('demo')).at(-1)).toBe('demo UPDATE_COMPLETE');
  });
});

describe('a custom resource that fails', () => {
  test('fails the stack with its own words, and the stack is rolled back (D18)', async () => {
    const { submit, requests, events, invoke } = await world(failing('no such organization'));
    const stack = await submit('CreateStack', 'demo', {
      Resources: {
        Note: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/note', Type: 'String', Value: '1' } },
        Thing: custom({}, { DependsOn: 'Note' }),
        Never: parameter('1', { DependsOn: 'Thing' }),
      },
    });
    expect(stack).toMatchObject({ StackStatus: 'ROLLBACK_COMPLETE' });
    const requestId = requests[0]?.RequestId;
    expect((await events('demo')).slice(4)).toEqual([
      'Thing CREATE_IN_PROGRESS',
      `Thing CREATE_FAILED Received response status [FAILED] from custom resource. Message returned: no such organization (RequestId: ${requestId})`,
      'demo ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Thing]. Rollback requested by user.',
      ...['Thing DELETE_IN_PROGRESS', 'Thing DELETE_COMPLETE', 'Note DELETE_IN_PROGRESS', 'Note DELETE_COMPLETE'],
      'demo ROLLBACK_COMPLETE',
    ]);
    expect(requests.map((each) => `${each.RequestType} ${each.PhysicalResourceId}`)).toEqual([
      ...['Create undefined', 'Delete half-made'],
    ]);
    await expect(invoke('ssm', 'GetParameter', { Name: '/note' })).rejects.toMatchObject({ code: 'ParameterNotFound' });
  });

  test('cancels others in progress, which are deleted under the id that CloudFormation generated', async () => {
    const { submit, requests, events } = await world(({ RequestType, LogicalResourceId }) => {
      if (RequestType === 'Create' && LogicalResourceId === 'Silent') return undefined;
      return RequestType === 'Create' ? { Status: 'FAILED', Reason: 'broken' } : {};
    });
    await submit('CreateStack', 'demo', { Resources: { Silent: custom(), Broken: custom() } });
    expect(await events('demo')).toContain('Silent CREATE_FAILED Resource creation cancelled');
    const deleted = requests.find((each) => each.RequestType === 'Delete' && each.LogicalResourceId === 'Silent');
    expect(deleted?.PhysicalResourceId).toMatch(/^demo-Silent-[A-Z2-7]{12}$/);
  });

  test('is updated back to its previous properties after a failed update', async () => {
    const { submit, requests } = await world(({ ResourceProperties }) =>
      ResourceProperties.Size === '2' ? { Status: 'FAILED', Reason: 'too big' } : {},
    );
    await submit('CreateStack', 'demo', { Resources: { Thing: custom({ Size: 1 }) } });
    const stack = await submit('UpdateStack', 'demo', { Resources: { Thing: custom({ Size: 2 }), New: custom() } });
    expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    const ofThing = requests.filter((each) => each.LogicalResourceId === 'Thing');
    expect(
      ofThing.map((each) => [each.RequestType, each.ResourceProperties.Size, each.OldResourceProperties?.Size]),
    ).toEqual([
      ['Create', '1', undefined],
      ['Update', '2', '1'],
      ['Update', '1', '2'],
    ]);
    expect(requests.at(-1)).toMatchObject({ RequestType: 'Delete', LogicalResourceId: 'New' });
  });

  test('fails after its service timeout if it never answers, and nothing hangs (D19)', async () => {
    const { simulation, call, stack, settled } = await world(({ RequestType }) =>
      RequestType === 'Create' ? undefined : {},
    );
    const TemplateBody = JSON.stringify({ Resources: { Thing: custom({ ServiceTimeout: 60 }) } });
    await call('CreateStack', { StackName: 'demo', TemplateBody });
    await new Promise((resolve) => setImmediate(resolve));
    await simulation.clock.advance(59);
    expect((await stack('demo')).StackStatus).toBe('CREATE_IN_PROGRESS');
    await simulation.clock.advance(1);
    await settled();
    expect((await stack('demo')).StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(await call('DescribeStackResource', { StackName: 'demo', LogicalResourceId: 'Thing' })).toMatchObject({
      StackResourceDetail: { ResourceStatus: 'DELETE_COMPLETE' },
    });
  });

  test.each([
    ['an answer of more than 4,096 bytes', { Data: { List: 'x'.repeat(4096) } }, 'Response object is too long.'],
    ['an answer without a physical id', { PhysicalResourceId: '' }, 'Invalid PhysicalResourceId'],
    [
      'an attribute that the answer lacks',
      {},
      "CustomResource attribute error: Vendor response doesn't contain Colour",
    ],
  ])('fails with %s', async (_, answer, words) => {
    const { submit, events } = await world(({ RequestType }) => (RequestType === 'Create' ? answer : {}));
    const Resources = { Thing: custom(), Note: parameter({ 'Fn::GetAtt': ['Thing', 'Colour'] }) };
    expect((await submit('CreateStack', 'demo', { Resources })).StackStatus).toBe('ROLLBACK_COMPLETE');
    expect((await events('demo')).join('\n')).toContain(words);
  });

  test('fails when its service token is not a function', async () => {
    const { submit, events } = await world();
    const Resources = { Thing: { Type: 'Custom::Thing', Properties: { ServiceToken: 'arn:aws:s3:::bucket' } } };
    await submit('CreateStack', 'demo', { Resources });
    expect((await events('demo')).join('\n')).toContain('CREATE_FAILED Invalid service token');
  });

  test('leaves the stack in DELETE_FAILED after a failed deletion, and can be retained by name', async () => {
    const { submit, call, stack, settled } = await world(({ RequestType }) =>
      RequestType === 'Delete' ? { Status: 'FAILED', Reason: 'still in use' } : {},
    );
    const { StackId = '' } = await submit('CreateStack', 'demo', { Resources: { Thing: custom() } });
    await call('DeleteStack', { StackName: 'demo' });
    await settled();
    expect(await stack('demo')).toMatchObject({
      StackStatus: 'DELETE_FAILED',
      StackStatusReason: 'The following resource(s) failed to delete: [Thing]. ',
    });
    await call('DeleteStack', { StackName: 'demo', RetainResources: ['Thing'] });
    await settled();
    expect((await stack(StackId)).StackStatus).toBe('DELETE_COMPLETE');
  });

  test('cannot be moved to another function', async () => {
    const { submit, events } = await world();
    await submit('CreateStack', 'demo', { Resources: { Thing: custom() } });
    const stack = await submit('UpdateStack', 'demo', {
      Resources: { Thing: custom({ ServiceToken: `${FUNCTION}2` }) },
    });
    expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await events('demo')).join('\n')).toContain('Thing UPDATE_FAILED Modifying service token is not allowed.');
  });
});
