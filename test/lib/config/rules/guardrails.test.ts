import { mistakes, warnings, written } from '../written';

const of = (...breakGlass: string[]) =>
  written({ guardrails: `{ breakGlass: [${breakGlass.map((arn) => `'${arn}'`)}] }` });

test('K5: a break-glass role in any account is warned of, because a member can create one', () => {
  expect(warnings(of('arn:aws:iam::*:role/break-glass'))).toEqual([
    expect.stringMatching(/^guardrails\.breakGlass\[0\]: got .*, exempts a role in any account: .*name the account/),
  ]);
});

test.each([
  ['in one account', 'arn:aws:iam::333333333333:role/break-glass'],
  ['of IAM Identity Center', 'arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Emergency_*'],
])('no warning names a break-glass role %s', (_, arn) => {
  expect(warnings(of(arn))).toEqual([]);
});

test('a break-glass principal that is no ARN of a role or user is a mistake', () => {
  expect(mistakes(of('break-glass')).join()).toMatch(/must be the ARN of a role or user/);
});
