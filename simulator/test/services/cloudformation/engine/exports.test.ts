import { MANAGEMENT, SECURITY } from '../../../../src/fixtures/organization-of';
import { parameter, world } from '../world';

const exporting = (value: string): object => ({
  Resources: { Note: parameter(value) },
  Outputs: { Out: { Value: value, Export: { Name: { 'Fn::Sub': ['$', '{AWS::StackName}-out'].join('') } } } },
});
const importing = { Resources: { Note: parameter({ 'Fn::ImportValue': 'producer-out' }) } };

describe('exports', () => {
  test('another stack imports the value, and the export is locked while it does', async () => {
    const { submit, call, stack, settled, events } = await world();
    await submit('CreateStack', 'producer', exporting('one'));
    expect((await submit('CreateStack', 'consumer', importing)).StackStatus).toBe('CREATE_COMPLETE');
    expect(await call('ListImports', { ExportName: 'producer-out' })).toEqual({ Imports: ['consumer'] });

    await call('DeleteStack', { StackName: 'producer' });
    await settled();
    const inUse = 'Export producer-out cannot be deleted as it is in use by consumer';
    expect(await stack('producer')).toMatchObject({ StackStatus: 'CREATE_COMPLETE', StackStatusReason: inUse });

    const changed = await submit('UpdateStack', 'producer', exporting('two'));
    expect(changed.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await events('producer')).join('\n')).toContain(
      'UPDATE_ROLLBACK_IN_PROGRESS Export producer-out cannot be updated as it is in use by consumer',
    );

    await call('DeleteStack', { StackName: 'consumer' });
    await settled();
    await call('DeleteStack', { StackName: 'producer' });
    await settled();
    await expect(stack('producer')).rejects.toMatchObject({ message: 'Stack with id producer does not exist' });
  });

  test('an import without an export fails the stack', async () => {
    const { submit, events } = await world();
    await submit('CreateStack', 'consumer', importing);
    expect((await events('consumer')).join('\n')).toContain('CREATE_FAILED No export named producer-out found.');
  });

  test('a name can only be exported once in an account and region', async () => {
    const { submit, events } = await world();
    await submit('CreateStack', 'producer', exporting('one'));
    const again = {
      Resources: { Note: parameter('1') },
      Outputs: { O: { Value: 'x', Export: { Name: 'producer-out' } } },
    };
    expect((await submit('CreateStack', 'second', again)).StackStatus).toBe('ROLLBACK_COMPLETE');
    expect((await events('second')).join('\n')).toContain(
      'Export with name producer-out is already exported by stack producer.',
    );
  });
});

describe('Fn::GetStackOutput', () => {
  const reading = (more: object = {}): object => ({
    Resources: { Note: parameter({ 'Fn::GetStackOutput': { StackName: 'producer', OutputName: 'Out', ...more } }) },
    Outputs: { Note: { Value: { Ref: 'Note' } } },
  });

  test('reads an output of another region without locking it', async () => {
    const { submit, call, settled, stack, invoke } = await world();
    await submit('CreateStack', 'producer', exporting('far away'), {}, 'us-east-1');
    const consumer = await submit('CreateStack', 'consumer', reading({ Region: 'us-east-1' }));
    const Name = consumer.Outputs?.[0]?.OutputValue;
    expect(await invoke('ssm', 'GetParameter', { Name })).toMatchObject({ Parameter: { Value: 'far away' } });
    await call('DeleteStack', { StackName: 'producer' }, 'us-east-1');
    await settled();
    await expect(stack('producer', 'us-east-1')).rejects.toThrow('does not exist');
  });

  test('an update adopts the new value although the template is the same', async () => {
    const { submit, invoke } = await world();
    await submit('CreateStack', 'producer', exporting('one'));
    const Name = (await submit('CreateStack', 'consumer', reading())).Outputs?.[0]?.OutputValue;
    await submit('UpdateStack', 'producer', exporting('two'));
    await submit('UpdateStack', 'consumer', reading());
    expect(await invoke('ssm', 'GetParameter', { Name })).toMatchObject({ Parameter: { Value: 'two' } });
  });

  test('fails by name if the stack, or its output, does not exist', async () => {
    const { submit, events } = await world();
    await submit('CreateStack', 'consumer', reading());
    expect((await events('consumer')).join('\n')).toContain('Stack [producer] does not exist in region eu-west-1');
  });

  test("reads another account's output through a role of that account", async () => {
    const { submit, simulation } = await world();
    await submit('CreateStack', 'producer', exporting('mine'));
    const as = { principal: simulation.principals.administrator(SECURITY), region: 'eu-west-1' };
    const RoleArn = `arn:aws:iam::${MANAGEMENT}:role/reader`;
    const TemplateBody = JSON.stringify(reading({ RoleArn }));
    await simulation.invoke('cloudformation', 'CreateStack', { StackName: 'consumer', TemplateBody }, as);
    for (let n = 0; n < 20; n++) await new Promise((resolve) => setImmediate(resolve));
    expect(await simulation.invoke('cloudformation', 'DescribeStacks', { StackName: 'consumer' }, as)).toMatchObject({
      Stacks: [{ StackStatus: 'CREATE_COMPLETE' }],
    });
  });
});
