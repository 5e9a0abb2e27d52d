import type { Rule } from './rule';

/** IAM reserves this path for roles of IAM Identity Center: no one can create a role there. */
const RESERVED = /^arn:[^:]+:iam::\*:role\/aws-reserved\//;

/** K5: whoever may create roles in a member account could give one a name that no guardrail binds. */
export const breakGlassIsInOneAccount: Rule = ({ guardrails }) =>
  (guardrails?.breakGlass ?? []).flatMap((arn, index) => {
    if (!/:iam::\*:/.test(arn) || RESERVED.test(arn)) return [];
    const message = `exempts a role in any account: whoever creates a role with this name in a member account is not bound; name the account, or a role below aws-reserved/`;
    return [{ level: 'warning' as const, path: ['guardrails', 'breakGlass', index], message }];
  });
