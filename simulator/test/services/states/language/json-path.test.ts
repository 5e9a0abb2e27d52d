import { evaluate, place } from '../../../../src/services/states/language/json-path';

const DOCUMENT = { a: { b: [{ c: 1 }, { c: 2 }, { c: 3 }] }, 'x y': 'spaced', nothing: null };

describe('a path', () => {
  test.each([
    ['$', DOCUMENT],
    ['$.a.b[0].c', 1],
    ['$.a.b[-1].c', 3],
    ["$['x y']", 'spaced'],
    ['$.nothing', null],
    ['$.a.b[*].c', [1, 2, 3]],
    ['$.a.b[1:].c', [2, 3]],
    ['$.a.b[0:2].c', [1, 2]],
    ['$..c', [1, 2, 3]],
    ['$.a.*', [DOCUMENT.a.b]],
    ['$.gone[*]', []],
  ])('%s finds its value', (path, value) => {
    expect(evaluate(path, DOCUMENT)).toEqual({ found: true, value });
  });

  test.each(['$.gone', '$.a.b[9]', '$.a.b.c', '$.a.toString'])('%s finds nothing', (path) => {
    expect(evaluate(path, DOCUMENT)).toMatchObject({ found: false });
  });

  test.each(['a.b', '$.', '$.a[?(@.c > 1)]', '$a'])('%s is invalid', (path) => {
    expect(() => evaluate(path, DOCUMENT)).toThrow('Invalid path');
  });

  test('puts a value in its place and creates missing objects on the path, without changing the document', () => {
    const document = { a: { b: 1 }, list: [1, 2] };
    expect(place('$', document, 'all')).toBe('all');
    expect(place('$.a.c.d', document, 2)).toEqual({ a: { b: 1, c: { d: 2 } }, list: [1, 2] });
    expect(place('$.list[1]', document, 9)).toEqual({ a: { b: 1 }, list: [1, 9] });
    expect(document).toEqual({ a: { b: 1 }, list: [1, 2] });
    expect(() => place('$.a.b.c', document, 1)).toThrow('Unable to apply ReferencePath $.a.b.c');
  });
});
