import { parseTemplate } from '../../../../src/services/cloudformation/template/parse';
import { checkReferences, dependencies } from '../../../../src/services/cloudformation/template/references';

const template = (resources: object, more: object = {}) =>
  parseTemplate(JSON.stringify({ Resources: resources, ...more }));
const topic = (Properties: object = {}, more: object = {}): object => ({
  Type: 'AWS::SNS::Topic',
  Properties,
  ...more,
});

test('a resource depends on every resource that it names in any way', () => {
  const found = dependencies(
    template({
      A: topic(),
      B: topic({ x: { Ref: 'A' } }),
      C: topic({ x: [{ deep: { 'Fn::GetAtt': ['B', 'TopicName'] } }] }),
      D: topic({ x: { 'Fn::Sub': ['$', '{A} $', '{!B} $', '{C.TopicName}'].join('') } }),
      E: topic({}, { DependsOn: ['D'] }),
    }),
    ['A', 'B', 'C', 'D', 'E'],
  );
  expect(Object.fromEntries([...found].map(([id, on]) => [id, [...on].sort()]))).toEqual({
    A: [],
    B: ['A'],
    C: ['B'],
    D: ['A', 'C'],
    E: ['D'],
  });
});

test.each([
  [
    'an unknown resource',
    template({ A: topic({ x: { Ref: 'Gone' } }) }),
    'Template format error: Unresolved resource dependencies [Gone] in the Resources block of the template',
  ],
  [
    'an output of an unknown resource',
    template({ A: topic() }, { Outputs: { O: { Value: { Ref: 'Gone' } } } }),
    'Template format error: Unresolved resource dependencies [Gone] in the Outputs block of the template',
  ],
  [
    'an attribute of an unknown resource',
    template({ A: topic({ x: { 'Fn::GetAtt': ['Gone', 'Arn'] } }) }),
    'Template error: instance of Fn::GetAtt references undefined resource Gone',
  ],
  [
    'an unknown condition',
    template({ A: topic({}, { Condition: 'Gone' }) }),
    'Template format error: Unresolved condition dependency Gone in the Resources block of the template',
  ],
  [
    'a circle',
    template({ A: topic({ x: { Ref: 'B' } }), B: topic({ x: { Ref: 'A' } }), C: topic() }),
    'Circular dependency between resources: [A, B]',
  ],
])('%s is refused', (_, refused, words) => {
  expect(() => checkReferences(refused)).toThrow(words);
});

test('pseudo parameters are known', () => {
  expect(() => checkReferences(template({ A: topic({ x: { Ref: 'AWS::Partition' } }) }))).not.toThrow();
});
