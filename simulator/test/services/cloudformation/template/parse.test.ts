import { parseTemplate } from '../../../../src/services/cloudformation/template/parse';

const message = (body: string): string => {
  try {
    parseTemplate(body);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it was accepted');
};

describe('reading a template', () => {
  test('the short forms of YAML stand for the functions of JSON', () => {
    const yaml = `
      Resources:
        Topic:
          Type: AWS::SNS::Topic
          Properties:
            A: !Ref Other
            B: !GetAtt Other.Arn
            C: !GetAtt [Other, Nested.Arn]
            D: !Sub 'x-\${Other}'
            E: !Join ['-', [a, !Ref Other]]
            F: !If [Cond, !Ref A, !Ref 'AWS::NoValue']
            G: !FindInMap [M, !Ref 'AWS::Region', k]
            H: !Select [0, !GetAZs '']
            I: !Base64 text
            J:
              Fn::GetStackOutput: { StackName: Hub, OutputName: Arn, Region: eu-west-1 }
            Version: 2012-10-17
      Conditions:
        Cond: !And [!Condition Else, !Not [!Equals [a, b]]]
        Else: !Equals [a, a]`;
    const { Resources, Conditions } = parseTemplate(yaml);
    expect(Resources.Topic?.Properties).toEqual({
      A: { Ref: 'Other' },
      B: { 'Fn::GetAtt': ['Other', 'Arn'] },
      C: { 'Fn::GetAtt': ['Other', 'Nested.Arn'] },
      D: { 'Fn::Sub': ['x-$', '{Other}'].join('') },
      E: { 'Fn::Join': ['-', ['a', { Ref: 'Other' }]] },
      F: { 'Fn::If': ['Cond', { Ref: 'A' }, { Ref: 'AWS::NoValue' }] },
      G: { 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'k'] },
      H: { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] },
      I: { 'Fn::Base64': 'text' },
      J: { 'Fn::GetStackOutput': { StackName: 'Hub', OutputName: 'Arn', Region: 'eu-west-1' } },
      Version: '2012-10-17',
    });
    expect(Conditions.Cond).toEqual({
      'Fn::And': [{ Condition: 'Else' }, { 'Fn::Not': [{ 'Fn::Equals': ['a', 'b'] }] }],
    });
  });

  test.each([
    ['text that is not a template', 'just text', 'Template format error: unsupported structure.'],
    ['no resources', '{"Resources":{}}', 'Template format error: At least one Resources member must be defined.'],
    [
      'a resource without a type',
      '{"Resources":{"A":{}}}',
      'Template format error: [/Resources/A] Every Resources object must contain a Type member.',
    ],
    [
      'a logical id that is not alphanumeric',
      '{"Resources":{"A-B":{"Type":"AWS::SNS::Topic"}}}',
      'Template format error: Resource name A-B is non alphanumeric.',
    ],
    ['broken YAML', 'Resources: [', 'Template format error: YAML not well-formed. (line 1, column 13)'],
  ])('%s is refused', (_, body, words) => {
    expect(message(body)).toBe(words);
  });

  test('broken JSON is refused', () => {
    expect(message('{"Resources": ')).toMatch(/^Template format error: JSON not well-formed\./);
  });

  test('a 501st resource is refused', () => {
    const Resources = Object.fromEntries(Array.from({ length: 501 }, (_, n) => [`R${n}`, { Type: 'AWS::SNS::Topic' }]));
    expect(message(JSON.stringify({ Resources }))).toBe(
      'Template format error: Number of resources, 501, is greater than maximum allowed, 500',
    );
  });
});
