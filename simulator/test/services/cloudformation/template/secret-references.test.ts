import { cloudformation } from '../../../../src/services/cloudformation';
import { secretsmanager } from '../../../../src/services/secretsmanager';
import { ssm } from '../../../../src/services/ssm';
import { custom, FUNCTION, world, worldOf } from '../world';

const SECRET = JSON.stringify({ key: 'k-4711', url: 'https://hooks.example.com' });

/** A world with a secret, and a stack whose parameter contains references to it. */
async function withSecret() {
  const here = await worldOf([cloudformation, ssm, secretsmanager]);
  const made = await here.invoke<{ ARN: string; VersionId: string }>('secretsmanager', 'CreateSecret', {
    Name: 'pager',
    SecretString: SECRET,
  });
  const noted = (Value: string, more: object = {}) => ({
    Resources: { Note: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/note', Type: 'String', Value, ...more } } },
  });
  const note = async () =>
    (await here.invoke<{ Parameter: { Value: string } }>('ssm', 'GetParameter', { Name: '/note' })).Parameter.Value;
  const put = (SecretString: string) =>
    here.invoke('secretsmanager', 'PutSecretValue', { SecretId: 'pager', SecretString });
  return { ...here, ...made, noted, note, put };
}

test.each([
  ['by name, a key of it', () => 'pager:SecretString:key', 'k-4711'],
  ['by ARN, a key of it', (arn: string) => `${arn}:SecretString:key`, 'k-4711'],
  ['as a whole', () => 'pager', SECRET],
  ['at a stage', () => 'pager:SecretString:key:AWSCURRENT', 'k-4711'],
  ['at a version', (_: string, version: string) => `pager:SecretString:key::${version}`, 'k-4711'],
])('a secret is resolved %s', async (_, path, expected) => {
  const { submit, noted, note, ARN, VersionId } = await withSecret();
  await submit('CreateStack', 'demo', noted(`{{resolve:secretsmanager:${path(ARN, VersionId)}}}`));
  expect(await note()).toBe(expected);
});

test('a secret is stored and shown nowhere, and a new value alone changes nothing', async () => {
  const { submit, noted, note, put, call } = await withSecret();
  const template = noted('{{resolve:secretsmanager:pager:SecretString:key}}');
  await submit('CreateStack', 'demo', template);
  await put(JSON.stringify({ key: 'k-4712' }));
  await expect(submit('UpdateStack', 'demo', template)).rejects.toThrow('No updates are to be performed.');
  expect(await note()).toBe('k-4711');
  await submit(
    'UpdateStack',
    'demo',
    noted('{{resolve:secretsmanager:pager:SecretString:key}}', { Description: 'new' }),
  );
  expect(await note()).toBe('k-4712');
  const events = JSON.stringify(await call('DescribeStackEvents', { StackName: 'demo' }));
  expect(events).toContain('resolve:secretsmanager');
  expect(events).not.toMatch(/k-471\d/);
});

test('a rollback restores the present value of the secret', async () => {
  const { submit, noted, note } = await withSecret();
  await submit('CreateStack', 'demo', noted('{{resolve:secretsmanager:pager:SecretString:key}}'));
  const { Resources } = noted('plain');
  const bad = {
    Type: 'AWS::SSM::Parameter',
    Properties: { Name: 'a b', Type: 'String', Value: 'x' },
    DependsOn: 'Note',
  };
  const { StackStatus } = await submit('UpdateStack', 'demo', { Resources: { ...Resources, Bad: bad } });
  expect([StackStatus, await note()]).toEqual(['UPDATE_ROLLBACK_COMPLETE', 'k-4711']);
});

test.each([
  ['there is no such secret', 'none:SecretString:key', "Secrets Manager can't find the specified secret. (Service: "],
  ['the secret has no such key', 'pager:SecretString:nokey', 'Could not find a value associated with JSONKey'],
])('fails if %s', async (_, path, words) => {
  const { submit, noted, events } = await withSecret();
  const { StackStatus } = await submit('CreateStack', 'demo', noted(`{{resolve:secretsmanager:${path}}}`));
  expect(StackStatus).toBe('ROLLBACK_COMPLETE');
  expect((await events('demo')).join('\n')).toContain(words);
});

test('fails if a reference has a key and the secret is not JSON', async () => {
  const { submit, noted, events, put } = await withSecret();
  await put('plain');
  await submit('CreateStack', 'demo', noted('{{resolve:secretsmanager:pager:SecretString:key}}'));
  expect((await events('demo')).join('\n')).toContain('Could not parse SecretString JSON');
});

test('a custom resource gets the reference as it is', async () => {
  const { submit, requests } = await world();
  const Key = '{{resolve:secretsmanager:pager:SecretString:key}}';
  await submit('CreateStack', 'demo', { Resources: { Thing: custom({ Key }) } });
  expect(requests[0]?.ResourceProperties).toEqual({ ServiceToken: FUNCTION, Key });
});
