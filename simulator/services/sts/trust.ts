import { holds, type RequestContext } from './condition';

type Statement = Readonly<Record<string, unknown>>;

/** Who wants to assume a role: what a trust policy's principals and conditions are held against. */
export interface Assumer {
  readonly accountId: string;
  readonly arn: string;
  /** the role behind the caller, where it is a session */
  readonly roleArn?: string;
  /** the AWS service that asks, where it is one */
  readonly service?: string;
}

/** Whether a trust policy lets `assumer` in: some statement allows it and none denies it. */
export function trusts(document: string, assumer: Assumer, context: RequestContext): boolean {
  const policy = JSON.parse(document) as { Statement?: Statement | readonly Statement[] };
  const matching = [policy.Statement ?? []]
    .flat()
    .filter(
      (statement) => coversAssumeRole(statement) && covers(statement, assumer) && holds(statement.Condition, context),
    );
  return matching.some(({ Effect }) => Effect === 'Allow') && !matching.some(({ Effect }) => Effect === 'Deny');
}

function coversAssumeRole({ Action }: Statement): boolean {
  return strings(Action).some((action) =>
    ['*', 'sts:*', 'sts:assumerole', 'sts:assume*'].includes(action.toLowerCase()),
  );
}

function covers({ Principal }: Statement, assumer: Assumer): boolean {
  if (Principal === '*') return true;
  const { AWS, Service } = (Principal ?? {}) as { AWS?: unknown; Service?: unknown };
  if (assumer.service !== undefined) return strings(Service).includes(assumer.service);
  return strings(AWS).some((principal) => names(principal, assumer));
}

// an account's root stands for everybody in the account
function names(principal: string, { accountId, arn, roleArn }: Assumer): boolean {
  if (principal === '*' || principal === accountId || principal === arn || principal === roleArn) return true;
  return new RegExp(`^arn:[\\w-]+:iam::${accountId}:root$`).test(principal);
}

function strings(value: unknown): string[] {
  return [value ?? []].flat().map(String);
}
