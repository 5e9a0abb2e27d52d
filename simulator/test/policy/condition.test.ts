import fc from 'fast-check';
import { holds } from '../../src/policy/condition';
import type { Context } from '../../src/policy/context';

const context: Context = {
  'aws:principalorgid': 'o-exampleorg1',
  'aws:principalarn': 'arn:aws:iam::333333333333:role/team/reader',
  'aws:currenttime': '2026-03-01T12:00:00.000Z',
  'aws:epochtime': '1772366400',
  'aws:securetransport': 'true',
  'aws:sourceip': '10.1.2.3',
  'aws:tagkeys': ['team', 'stage'],
  's3:max-keys': '50',
};

const does = [
  ['StringEquals', 'aws:PrincipalOrgID', 'o-exampleorg1', true],
  ['StringEquals', 'aws:PrincipalOrgID', 'o-EXAMPLEORG1', false],
  ['StringEquals', 'AWS:principalorgid', ['o-other', 'o-exampleorg1'], true],
  ['StringEqualsIgnoreCase', 'aws:PrincipalOrgID', 'O-EXAMPLEORG1', true],
  ['StringNotEquals', 'aws:PrincipalOrgID', 'o-other', true],
  ['StringNotEquals', 'aws:PrincipalOrgID', ['o-other', 'o-exampleorg1'], false],
  ['StringNotEqualsIgnoreCase', 'aws:PrincipalOrgID', 'O-EXAMPLEORG1', false],
  ['StringLike', 'aws:PrincipalOrgID', 'o-exam*', true],
  ['StringLike', 'aws:PrincipalOrgID', 'o-exampleorg?', true],
  ['StringLike', 'aws:PrincipalOrgID', 'o.exampleorg1', false],
  ['StringNotLike', 'aws:PrincipalOrgID', 'o-exam*', false],
  ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/team/*', true],
  ['ArnEquals', 'aws:PrincipalArn', 'arn:aws:iam::333333333333:role/team/reader', true],
  ['ArnNotLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/other/*', true],
  ['ArnNotEquals', 'aws:PrincipalArn', 'arn:aws:iam::*:role/team/*', false],
  ['Bool', 'aws:SecureTransport', 'true', true],
  ['Bool', 'aws:SecureTransport', false, false],
  ['NumericEquals', 's3:max-keys', 50, true],
  ['NumericNotEquals', 's3:max-keys', '50', false],
  ['NumericLessThan', 's3:max-keys', '50', false],
  ['NumericLessThanEquals', 's3:max-keys', '50', true],
  ['NumericGreaterThan', 's3:max-keys', '49', true],
  ['NumericGreaterThanEquals', 's3:max-keys', '51', false],
  ['DateLessThan', 'aws:CurrentTime', '2026-04-01T00:00:00Z', true],
  ['DateGreaterThan', 'aws:CurrentTime', '2026-04-01T00:00:00Z', false],
  ['DateGreaterThanEquals', 'aws:EpochTime', '1772366400', true],
  ['DateEquals', 'aws:CurrentTime', '2026-03-01T12:00:00Z', true],
  ['DateNotEquals', 'aws:CurrentTime', '2026-03-01T12:00:00Z', false],
  ['IpAddress', 'aws:SourceIp', '10.1.0.0/16', true],
  ['IpAddress', 'aws:SourceIp', ['192.168.0.0/16', '10.1.2.3'], true],
  ['NotIpAddress', 'aws:SourceIp', '10.1.0.0/16', false],
  ['Null', 'aws:PrincipalOrgID', 'false', true],
  ['Null', 'aws:SourceArn', 'true', true],
  ['Null', 'aws:SourceArn', 'false', false],
  ['ForAnyValue:StringEquals', 'aws:TagKeys', 'team', true],
  ['ForAnyValue:StringLike', 'aws:TagKeys', 'cost*', false],
  ['ForAllValues:StringEquals', 'aws:TagKeys', ['team', 'stage', 'owner'], true],
  ['ForAllValues:StringEquals', 'aws:TagKeys', ['team'], false],
  ['ForAllValues:StringNotEquals', 'aws:TagKeys', ['owner'], true],
  // for a key that the request does not have
  ['StringEquals', 'aws:SourceArn', 'anything', false],
  ['StringEqualsIfExists', 'aws:SourceArn', 'anything', true],
  ['StringEqualsIfExists', 'aws:PrincipalOrgID', 'o-other', false],
  ['StringNotEquals', 'aws:SourceArn', 'anything', true],
  ['NotIpAddress', 'aws:VpcSourceIp', '10.0.0.0/8', true],
  ['ForAnyValue:StringNotEquals', 'aws:SourceArn', 'anything', false],
  ['ForAllValues:StringEquals', 'aws:SourceArn', 'anything', true],
  // an unknown operator
  ['StringMatches', 'aws:PrincipalOrgID', 'o-exampleorg1', false],
  ['StringMatchesIfExists', 'aws:SourceArn', 'anything', false],
] as const;

test.each(does)('%s of %s and %j: %s', (operator, key, wanted, expected) => {
  expect(holds({ [operator]: { [key]: wanted } }, context)).toBe(expected);
});

test('all keys of all operators must hold', () => {
  const org = { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } };
  expect(holds({ ...org, Bool: { 'aws:SecureTransport': 'true' } }, context)).toBe(true);
  expect(holds({ ...org, Bool: { 'aws:SecureTransport': 'false' } }, context)).toBe(false);
  expect(holds(undefined, context)).toBe(true);
});

test('a negated operator is the opposite if the key is present', () => {
  const operator = fc.constantFrom('String$Equals', 'String$Like', 'Arn$Like', 'Numeric$Equals', 'Date$Equals');
  fc.assert(
    fc.property(operator, fc.string(), fc.array(fc.string(), { minLength: 1 }), (template, got, wanted) => {
      const plain = holds({ [template.replace('$', '')]: { key: wanted } }, { key: got });
      expect(holds({ [template.replace('$', 'Not')]: { key: wanted } }, { key: got })).toBe(!plain);
    }),
  );
});
