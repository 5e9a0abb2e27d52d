import { callIntrinsic } from '../../../../src/services/states/language/intrinsics';

const INPUT: Readonly<Record<string, unknown>> = {
  '$.n': 3,
  '$.name': "o'neil, s",
  '$.list': [1, 2, 2, 3],
  '$.object': { a: 1, b: 2 },
};
const call = (expression: string): unknown => callIntrinsic(expression, (path) => INPUT[path]);

describe('an intrinsic function', () => {
  test.each([
    ["States.Format('{} has {}', $.name, $.n)", "o'neil, s has 3"],
    ["States.Format('it\\'s {}', 'x')", "it's x"],
    ['States.StringToJson(\'{"a": 1}\')', { a: 1 }],
    ['States.JsonToString($.object)', '{"a":1,"b":2}'],
    ["States.Array(1, 'two', $.n, null, true)", [1, 'two', 3, null, true]],
    ['States.Array()', []],
    ['States.ArrayPartition($.list, 3)', [[1, 2, 2], [3]]],
    ['States.ArrayContains($.list, 3)', true],
    ['States.ArrayRange(1, 9, 4)', [1, 5, 9]],
    ['States.ArrayRange(3, 1, -1)', [3, 2, 1]],
    ['States.ArrayGetItem($.list, 3)', 3],
    ['States.ArrayLength($.list)', 4],
    ['States.ArrayUnique($.list)', [1, 2, 3]],
    ["States.Base64Decode(States.Base64Encode('hello'))", 'hello'],
    ["States.Hash('a', 'SHA-256')", 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb'],
    ['States.JsonMerge($.object, States.StringToJson(\'{"b":3}\'), false)', { a: 1, b: 3 }],
    ['States.MathAdd($.n, -1)', 2],
    ["States.StringSplit('a,b;c', ',;')", ['a', 'b', 'c']],
    ['States.MathRandom(4, 5)', 4],
    ['States.UUID()', expect.stringMatching(/^[0-9a-f-]{36}$/)],
  ])('%s', (expression, value) => {
    expect(call(expression)).toEqual(value);
  });

  test.each([
    ['States.Nothing(1)', 'Invalid intrinsic function'],
    ["States.Format('{}')", 'The number of arguments do not match'],
    ["States.Format('x', 1)", 'The number of arguments do not match'],
    ['States.ArrayLength(1)', 'Expected an array but got 1'],
    ['States.ArrayGetItem($.list, 9)', 'The index 9 is out of range'],
    ["States.StringToJson('{')", 'Invalid JSON'],
    ['States.MathAdd(one, 1)', 'Invalid argument'],
  ])('%s fails', (expression, cause) => {
    expect(() => call(expression)).toThrow(cause);
    expect(() => call(expression)).toThrow('States.IntrinsicFailure');
  });
});
