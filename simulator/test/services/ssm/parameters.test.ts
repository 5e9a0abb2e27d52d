import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  AddTagsToResourceCommand,
  DeleteParameterCommand,
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
  RemoveTagsFromResourceCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { clientOf, organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import { ssm } from '../../../src/services/ssm';
import { BOOTSTRAP_PARAMETER, BOOTSTRAP_VERSION } from '../../../src/services/ssm/state';
import { Simulation } from '../../../src/simulation';

describe('Parameter Store', () => {
  let simulation: Simulation;

  beforeEach(async () => {
    simulation = await Simulation.start(organizationOf(), [ssm], { clockRate: 0 });
  });
  const as = (region = 'eu-west-1', account = SECURITY) => clientOf(SSMClient, simulation, account, region);
  const put = (Name: string, Value: string, parts: object = {}) =>
    as().send(new PutParameterCommand({ Name, Value, Type: 'String', ...parts }));
  const get = async (Name: string, WithDecryption = false) =>
    (await as().send(new GetParameterCommand({ Name, WithDecryption }))).Parameter;

  test('every account is bootstrapped in every region, as by the installed CDK CLI', async () => {
    const template = readFileSync(
      join(dirname(require.resolve('aws-cdk/package.json')), 'lib/api/bootstrap/bootstrap-template.yaml'),
      'utf8',
    );
    const version = /Name:\s+Fn::Sub: '\/cdk-bootstrap\/\$\{Qualifier\}\/version'[\s\S]*?Value: '(\d+)'/.exec(
      template,
    )?.[1];
    expect(BOOTSTRAP_VERSION).toBe(version);
    for (const [region, account] of [
      ['eu-west-1', SECURITY],
      ['sa-east-1', '333333333333'],
    ] as const) {
      const { Parameter } = await as(region, account).send(new GetParameterCommand({ Name: BOOTSTRAP_PARAMETER }));
      expect(Parameter).toMatchObject({
        Value: BOOTSTRAP_VERSION,
        Version: 1,
        ARN: `arn:aws:ssm:${region}:${account}:parameter/cdk-bootstrap/hnb659fds/version`,
      });
    }
  });

  test('a parameter is overwritten on request, and keeps its versions', async () => {
    await put('/a/b', 'one');
    await expect(put('/a/b', 'two')).rejects.toMatchObject({
      name: 'ParameterAlreadyExists',
      message:
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    });
    expect((await put('/a/b', 'two', { Overwrite: true })).Version).toBe(2);
    expect(await get('/a/b')).toMatchObject({ Value: 'two', Version: 2 });
    expect(await get('/a/b:1')).toMatchObject({ Value: 'one', Version: 1, Selector: ':1' });
    expect((await get(`arn:aws:ssm:eu-west-1:${SECURITY}:parameter/a/b`))?.Value).toBe('two');
    await expect(get('/a/b:3')).rejects.toMatchObject({ name: 'ParameterVersionNotFound' });
  });

  test('a parameter is only known in its region and account', async () => {
    await put('/a', 'one');
    await expect(as('us-east-1').send(new GetParameterCommand({ Name: '/a' }))).rejects.toMatchObject({
      name: 'ParameterNotFound',
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('a secure string is shown if decryption is requested', async () => {
    await put('secret', 'word', { Type: 'SecureString' });
    expect((await get('secret'))?.Value).not.toContain('word');
    expect((await get('secret', true))?.Value).toBe('word');
  });

  test.each([
    ['/a/b', '', { name: 'ValidationException' }, {}],
    ['aws/b', 'x', { message: 'Parameter name must be a fully qualified name.' }, {}],
    ['/aws/b', 'x', { message: expect.stringContaining('can\'t be prefixed with "aws" or "ssm"') }, {}],
    ['a b', 'x', { name: 'ValidationException' }, {}],
    [`/a${'/b'.repeat(15)}`, 'x', { message: 'Parameter hierarchies are limited to a maximum of fifteen levels.' }, {}],
    ['/a', 'x'.repeat(4097), { message: expect.stringContaining('maximum parameter value of 4096 characters') }, {}],
    ['/a', 'x', { name: 'ParameterPatternMismatchException' }, { AllowedPattern: '^\\d+$' }],
    ['/a', 'x', { message: 'A parameter type is required when you create a parameter.' }, { Type: undefined }],
  ])('fails when %s cannot be a parameter: %#', async (name, value, refusal, parts) => {
    await expect(put(name, value, parts)).rejects.toMatchObject(refusal);
    await expect(get(name)).rejects.toMatchObject({ name: 'ParameterNotFound' });
  });

  test('several are read together, and missing ones are named', async () => {
    await put('/a', '1');
    await put('/b', '2');
    const read = await as().send(new GetParametersCommand({ Names: ['/a', '/c', '/b'] }));
    expect(read.Parameters?.map(({ Value }) => Value)).toEqual(['1', '2']);
    expect(read.InvalidParameters).toEqual(['/c']);
    const many = new GetParametersCommand({ Names: Array.from({ length: 11 }, (_, at) => `/${at}`) });
    await expect(as().send(many)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('a path lists the parameters directly below it, or all, in pages of ten', async () => {
    for (let at = 0; at < 12; at += 1) await put(`/p/${String(at).padStart(2, '0')}`, 'x');
    await put('/p/deep/er', 'x');
    const list = (parts: object) => as().send(new GetParametersByPathCommand({ Path: '/p', ...parts }));
    const first = await list({});
    const rest = await list({ NextToken: first.NextToken });
    expect([first.Parameters?.length, rest.Parameters?.length, rest.NextToken]).toEqual([10, 2, undefined]);
    const all = await list({ Recursive: true, NextToken: first.NextToken });
    expect(all.Parameters?.map(({ Name }) => Name)).toEqual(['/p/10', '/p/11', '/p/deep/er']);
    await expect(list({ MaxResults: 11 })).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(list({ NextToken: 'nonsense' })).rejects.toMatchObject({ name: 'InvalidNextToken' });
  });

  test('parameters are described without their values, by filter', async () => {
    await put('/a/one', 'x', { Description: 'first', Tier: 'Advanced' });
    await put('/a/two', 'x', { Type: 'StringList' });
    const names = async (...ParameterFilters: { Key: string; Option?: string; Values: string[] }[]) =>
      (await as().send(new DescribeParametersCommand({ ParameterFilters }))).Parameters?.map(({ Name }) => Name);
    expect(await names({ Key: 'Name', Option: 'BeginsWith', Values: ['/a'] })).toEqual(['/a/one', '/a/two']);
    expect(await names({ Key: 'Path', Values: ['/a'] }, { Key: 'Type', Values: ['StringList'] })).toEqual(['/a/two']);
    expect(await names({ Key: 'Tier', Values: ['Advanced'] })).toEqual(['/a/one']);
    await expect(names({ Key: 'Label', Values: ['x'] })).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('parameters are deleted one by one or together', async () => {
    await put('/a', 'x');
    await put('/b', 'x');
    await as().send(new DeleteParameterCommand({ Name: '/a' }));
    await expect(as().send(new DeleteParameterCommand({ Name: '/a' }))).rejects.toMatchObject({
      name: 'ParameterNotFound',
    });
    expect(await as().send(new DeleteParametersCommand({ Names: ['/a', '/b'] }))).toMatchObject({
      DeletedParameters: ['/b'],
      InvalidParameters: ['/a'],
    });
  });

  test('a parameter has tags', async () => {
    await put('/a', 'x', { Tags: [{ Key: 'a', Value: '1' }] });
    const resource = { ResourceType: 'Parameter', ResourceId: '/a' } as const;
    await as().send(new AddTagsToResourceCommand({ ...resource, Tags: [{ Key: 'b', Value: '2' }] }));
    await as().send(new RemoveTagsFromResourceCommand({ ...resource, TagKeys: ['a'] }));
    expect((await as().send(new ListTagsForResourceCommand(resource))).TagList).toEqual([{ Key: 'b', Value: '2' }]);
    await expect(put('/a', 'y', { Overwrite: true, Tags: [{ Key: 'c', Value: '3' }] })).rejects.toMatchObject({
      name: 'ValidationException',
    });
    await expect(as().send(new ListTagsForResourceCommand({ ...resource, ResourceId: '/b' }))).rejects.toMatchObject({
      name: 'InvalidResourceId',
    });
  });
});
