import type { Principal } from '../kernel/principals';
import { type PrincipalElement, type Statement, textsOf } from './policy';

/** Whether a statement of a resource policy applies to a principal. */
export function appliesTo({ principal, notPrincipal }: Statement, caller: Principal): boolean {
  if (notPrincipal !== undefined) return !isNamed(notPrincipal, caller);
  return principal !== undefined && isNamed(principal, caller);
}

/** Whether it names the principal itself rather than its account, which would leave the decision to the account's own policies. */
export function namesPrincipal(statement: Statement, caller: Principal): boolean {
  return appliesTo(statement, { ...caller, accountId: '' });
}

function isNamed(element: PrincipalElement, caller: Principal): boolean {
  if (element === '*') return true;
  return Object.entries(element).some(([kind, values]) => textsOf(values).some((value) => isOne(kind, value, caller)));
}

function isOne(kind: string, value: string, { accountId, arn, roleArn, service }: Principal): boolean {
  if (kind === 'Service') return service !== undefined && value === service;
  if (kind !== 'AWS') return false;
  if (value === '*') return true;
  if (service !== undefined) return false;
  return [accountId, arn, roleArn].includes(accountOf(value) ?? value);
}

/** `arn:aws:iam::<account>:root` means every principal of the account, as its bare id does. */
function accountOf(principal: string): string | undefined {
  return /^arn:[\w-]+:iam::(\d{12}):root$/.exec(principal)?.[1];
}
