import { parameter, world } from './world';

const trust = {
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
};
const role = (properties: object = {}): object => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: trust, ...properties },
});
const declare = (definition: object): object => ({
  Parameters: { P: { Type: 'String', ...definition } },
  Resources: { Note: parameter({ Ref: 'P' }) },
  Outputs: { P: { Value: { Ref: 'P' } } },
});

describe('a template is refused if its needs are not met', () => {
  test.each([
    ['a role', role(), ['CAPABILITY_AUTO_EXPAND'], 'Requires capabilities : [CAPABILITY_IAM]'],
    ['a named role', role({ RoleName: 'me' }), ['CAPABILITY_IAM'], 'Requires capabilities : [CAPABILITY_NAMED_IAM]'],
  ])('capabilities for %s', async (_, resource, Capabilities, message) => {
    const { submit } = await world();
    const creation = submit(
      'CreateStack',
      'demo',
      { Resources: { R: resource } },
      { Capabilities: Capabilities as never },
    );
    await expect(creation).rejects.toMatchObject({ code: 'InsufficientCapabilitiesException', status: 400, message });
  });

  test.each([
    ['a parameter without a value', {}, undefined, 'Parameters: [P] must have values'],
    ['a value that is not allowed', { AllowedValues: ['a', 'b'] }, 'c', "Parameter 'P' must be one of AllowedValues"],
    ['a value of another pattern', { AllowedPattern: '[a-z]+' }, 'A', "Parameter 'P' must match pattern [a-z]+"],
    ['an invalid number', { Type: 'Number' }, 'x', "Parameter 'P' must be a number"],
    ['a value that is too short', { MinLength: 3 }, 'ab', "Parameter 'P' must contain at least 3 characters"],
    [
      'a value with a constraint description',
      { AllowedPattern: '[a-z]+', ConstraintDescription: 'letters only' },
      'A',
      "Parameter 'P' failed to satisfy constraint: letters only",
    ],
  ])('%s', async (_, definition, ParameterValue, message) => {
    const { submit } = await world();
    const Parameters = ParameterValue === undefined ? [] : [{ ParameterKey: 'P', ParameterValue }];
    await expect(submit('CreateStack', 'demo', declare(definition), { Parameters })).rejects.toMatchObject({
      code: 'ValidationError',
      message,
    });
  });

  test('a parameter that the template does not have', async () => {
    const { submit } = await world();
    const Parameters = [{ ParameterKey: 'Q', ParameterValue: '1' }];
    await expect(submit('CreateStack', 'demo', declare({ Default: '1' }), { Parameters })).rejects.toMatchObject({
      message: 'Parameters: [Q] do not exist in the template',
    });
  });

  test('a template of more than 51,200 bytes that is not in S3', async () => {
    const { submit } = await world();
    const template = { Description: 'x'.repeat(51_200), Resources: { A: parameter('1') } };
    await expect(submit('CreateStack', 'demo', template)).rejects.toMatchObject({
      message: expect.stringContaining('Member must have length less than or equal to 51200'),
    });
  });

  test('an attribute that the type does not have', async () => {
    const { submit } = await world();
    const template = { Resources: { R: role(), Note: parameter({ 'Fn::GetAtt': ['R', 'Colour'] }) } };
    await expect(submit('CreateStack', 'demo', template)).rejects.toMatchObject({
      message: 'Template error: resource R does not support attribute type Colour in Fn::GetAtt',
    });
  });

  test('another type under the same logical id', async () => {
    const { submit } = await world();
    await submit('CreateStack', 'demo', { Resources: { A: parameter('1') } });
    await expect(submit('UpdateStack', 'demo', { Resources: { A: role() } })).rejects.toMatchObject({
      message: expect.stringContaining('Update of resource type is not permitted.'),
    });
  });
});

describe('parameters', () => {
  test('have their default, the previous value, or the given value', async () => {
    const { submit } = await world();
    const value = (stack: { Outputs?: { OutputValue?: string }[] }) => stack.Outputs?.[0]?.OutputValue;
    expect(value(await submit('CreateStack', 'demo', declare({ Default: 'one' })))).toBe('one');
    const given = { Parameters: [{ ParameterKey: 'P', ParameterValue: 'two' }] };
    expect(value(await submit('UpdateStack', 'demo', declare({ Default: 'one' }), given))).toBe('two');
    const kept = { Parameters: [{ ParameterKey: 'P', UsePreviousValue: true }], Tags: [{ Key: 'a', Value: 'b' }] };
    expect(value(await submit('UpdateStack', 'demo', declare({ Default: 'one' }), kept))).toBe('two');
  });

  test('that name an SSM parameter have its value', async () => {
    const { submit, invoke } = await world();
    await invoke('ssm', 'PutParameter', { Name: '/size', Type: 'String', Value: 'large' });
    const template = declare({ Type: 'AWS::SSM::Parameter::Value<String>', Default: '/size' });
    expect(await submit('CreateStack', 'demo', template)).toMatchObject({
      Parameters: [{ ParameterKey: 'P', ParameterValue: '/size', ResolvedValue: 'large' }],
      Outputs: [{ OutputValue: 'large' }],
    });
  });

  test('with NoEcho are masked', async () => {
    const { submit } = await world();
    const stack = await submit('CreateStack', 'demo', declare({ Default: 'secret', NoEcho: true }));
    expect(stack.Parameters).toEqual([{ ParameterKey: 'P', ParameterValue: '****' }]);
  });

  test('a dynamic reference is resolved, and one to a store that does not exist is refused by name', async () => {
    const { submit, invoke, events } = await world();
    await invoke('ssm', 'PutParameter', { Name: '/size', Type: 'String', Value: 'large' });
    const noted = {
      Type: 'AWS::SSM::Parameter',
      Properties: { Name: '/note', Type: 'String', Value: 'is {{resolve:ssm:/size:1}}' },
    };
    await submit('CreateStack', 'demo', { Resources: { Note: noted } });
    expect(await invoke('ssm', 'GetParameter', { Name: '/note' })).toMatchObject({ Parameter: { Value: 'is large' } });
    await submit('CreateStack', 'other', { Resources: { Note: parameter('{{resolve:vault:x}}') } });
    expect((await events('other')).join('\n')).toContain('Dynamic references to vault are not simulated');
  });
});

test.each([
  ['virtual-host style', 'https://templates.s3.eu-west-1.amazonaws.com/demo.json'],
  ['path style', 'https://s3.eu-west-1.amazonaws.com/templates/demo.json'],
  ["the simulator's own", 'http://127.0.0.1:4566/templates/demo.json'],
])('a template is read from S3 at a URL of %s', async (_, TemplateURL) => {
  const { invoke, call, settled, stack } = await world();
  await invoke('s3', 'CreateBucket', {
    Bucket: 'templates',
    CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
  });
  await invoke('s3', 'PutObject', {
    Bucket: 'templates',
    Key: 'demo.json',
    Body: JSON.stringify(declare({ Default: 'x' })),
  });
  await call('CreateStack', { StackName: 'demo', TemplateURL });
  await settled();
  expect((await stack('demo')).StackStatus).toBe('CREATE_COMPLETE');
});
