import fc from 'fast-check';
import { resolve } from '../../../../src/services/cloudformation/template/intrinsics';
import { KNOWN_AFTER_APPLY, type Scope } from '../../../../src/services/cloudformation/template/scope';
import type { Json } from '../../../../src/services/cloudformation/template/template';

const scope: Scope = {
  template: {
    Parameters: {},
    Resources: {},
    Outputs: {},
    Mappings: { ByRegion: { 'eu-west-1': { Size: 'big' } } },
    Conditions: { Yes: { 'Fn::Equals': [true, 'true'] }, No: { 'Fn::Not': [{ Condition: 'Yes' }] } },
  },
  parameters: { 'AWS::Region': 'eu-west-1', Name: 'n', Names: ['a', 'b'] },
  resource: (id) =>
    id === 'Topic' ? { type: 'AWS::SNS::Topic', ref: 'arn:topic', attributes: { TopicName: 'topic' } } : undefined,
  importValue: (name) => `imported ${name}`,
  stackOutput: (stack, output, region, role) => [stack, output, region, role ?? '-'].join(' '),
  zones: (region) => [`${region}a`, `${region}b`],
};

const sub = (text: string): string => text.replaceAll('<', '${').replaceAll('>', '}');

test.each<[string, Json, Json | undefined]>([
  ['a parameter', { Ref: 'Name' }, 'n'],
  ['a resource', { Ref: 'Topic' }, 'arn:topic'],
  ['a resource that does not exist yet', { Ref: 'Other' }, KNOWN_AFTER_APPLY],
  ['an attribute', { 'Fn::GetAtt': ['Topic', 'TopicName'] }, 'topic'],
  ['an attribute with a dot', { 'Fn::GetAtt': 'Topic.TopicName' }, 'topic'],
  ['a join', { 'Fn::Join': ['-', ['a', { Ref: 'Name' }]] }, 'a-n'],
  ['a join of a list parameter', { 'Fn::Join': ['-', { Ref: 'Names' }] }, 'a-b'],
  [
    'a substitution',
    { 'Fn::Sub': sub('<Name> <Topic.TopicName> <!Literal> <AWS::Region>') },
    sub('n topic <Literal> eu-west-1'),
  ],
  ['a substitution with variables', { 'Fn::Sub': [sub('<X>/<Name>'), { X: { Ref: 'Topic' } }] }, 'arn:topic/n'],
  ['a selection', { 'Fn::Select': ['1', { 'Fn::Split': [':', { Ref: 'Topic' }] }] }, 'topic'],
  ['a condition that holds', { 'Fn::If': ['Yes', 1, 2] }, 1],
  ['a condition that does not hold', { 'Fn::If': ['No', 1, { Ref: 'AWS::NoValue' }] }, undefined],
  ['a mapping', { 'Fn::FindInMap': ['ByRegion', { Ref: 'AWS::Region' }, 'Size'] }, 'big'],
  ['a mapping with a default', { 'Fn::FindInMap': ['ByRegion', 'x', 'y', { DefaultValue: 'd' }] }, 'd'],
  ['Base64', { 'Fn::Base64': 'hi' }, 'aGk='],
  ['zones of this region', { 'Fn::GetAZs': '' }, ['eu-west-1a', 'eu-west-1b']],
  ['an import', { 'Fn::ImportValue': 'x' }, 'imported x'],
  ['an output of this region', { 'Fn::GetStackOutput': { StackName: 's', OutputName: 'o' } }, 's o eu-west-1 -'],
  [
    'an output of another account',
    { 'Fn::GetStackOutput': { StackName: 's', OutputName: 'o', Region: 'us-east-1', RoleArn: 'r' } },
    's o us-east-1 r',
  ],
  ['a length', { 'Fn::Length': { Ref: 'Names' } }, 2],
  ['JSON text', { 'Fn::ToJsonString': { a: { Ref: 'Name' } } }, '{"a":"n"}'],
  [
    'no value in a list and a map',
    { list: [1, { Ref: 'AWS::NoValue' }], gone: { Ref: 'AWS::NoValue' } },
    { list: [1] },
  ],
  [
    'the Condition of an IAM statement',
    { Condition: { StringEquals: { a: 'b' } } },
    { Condition: { StringEquals: { a: 'b' } } },
  ],
])('%s is evaluated', (_, value, expected) => {
  expect(resolve(value, scope)).toEqual(expected);
});

test.each<[string, Json, string]>([
  [
    'a missing mapping',
    { 'Fn::FindInMap': ['ByRegion', 'x', 'y'] },
    'Template error: Unable to get mapping for ByRegion::x::y',
  ],
  [
    'a missing attribute',
    { 'Fn::GetAtt': ['Topic', 'Colour'] },
    'Template error: resource Topic does not support attribute type Colour in Fn::GetAtt',
  ],
  [
    'an index out of range',
    { 'Fn::Select': [2, ['a']] },
    'Template error: Fn::Select cannot select nonexistent value at index 2',
  ],
  ['an unknown function', { 'Fn::Magic': 1 }, 'Template error: Unsupported function: Fn::Magic'],
])('%s is refused', (_, value, words) => {
  expect(() => resolve(value, scope)).toThrow(words);
});

test('a value without functions stays as it is', () => {
  const plainKey = fc
    .string()
    .filter((key) => !key.startsWith('Fn::') && key !== 'Ref' && key !== 'Condition' && key !== '__proto__');
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.array(tie('value')),
      fc.dictionary(plainKey, tie('value')),
    ),
  })).value;
  fc.assert(fc.property(value, (any) => expect(resolve(any as Json, scope)).toEqual(any)));
});
