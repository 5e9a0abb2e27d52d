import { reasons, warnings, written } from '../written';

describe('tags', () => {
  it.each([
    ["{ 'aws:team': x }", 'the prefix aws: is reserved'],
    ["{ 'AWS:team': x }", 'the prefix aws: is reserved'],
    ["{ '': x }", "a tag's key has 1 to 128 characters"],
    [`{ ${'k'.repeat(129)}: x }`, "a tag's key has 1 to 128 characters"],
    [`{ team: ${'v'.repeat(257)} }`, "a tag's value has at most 256 characters"],
    ["{ team: 'a;b' }", 'a tag has letters, digits, spaces and _ . : / = + - @ only'],
    ["{ 'te#am': x }", 'a tag has letters, digits, spaces and _ . : / = + - @ only'],
    ['{ cost-center: 4711 }', "YAML reads a number here, quote it (did you mean '4711'?)"],
    ['{ secure: true }', "YAML reads a boolean here, quote it (did you mean 'true'?)"],
  ])('fail if AWS would refuse one: %s', (tags, reason) => {
    expect(reasons(written({ tags }))).toEqual([expect.stringContaining(reason)]);
  });

  it('must leave room for the tags that the stacks set', () => {
    const many = (count: number) => `{ ${Array.from({ length: count }, (_, index) => `t${index}: x`).join(', ')} }`;
    expect(warnings(written({ tags: many(40) }))).toEqual([]);
    expect(reasons(written({ tags: many(41) }))).toEqual(['tags: got 41 tags, at most 40 fit']);
  });

  it('may be of any language', () => {
    expect(warnings(written({ tags: "{ チーム: 'セキュリティ 1/2 = a+b@c.d_e-f' }" }))).toEqual([]);
  });
});
