import type { Call } from '../../contract/service';
import { regionFacts } from '../../organization/regions';
import { haveOwnIds } from '../../policy/statement-ids';
import { malformedPolicy } from './errors';

interface Statement {
  readonly Effect?: unknown;
  readonly Principal?: unknown;
  readonly Action?: unknown;
}

/**
 * Checks a key policy as KMS does before it accepts it: JSON with statements, principals that exist, and a statement that allows
 * to change the policy again. KMS checks that the caller may; here any principal is enough.
 */
export function checkPolicy(policy: string, bypassLockoutCheck: boolean | undefined, call: Call): string {
  const statements = statementsOf(policy);
  for (const { Principal } of statements) {
    if (Principal === undefined) throw malformedPolicy('Policy contains a statement with no principal.');
    for (const service of servicesIn(Principal)) requireUsable(service, call);
  }
  if (!haveOwnIds({ Statement: statements }, 'allowed'))
    throw malformedPolicy('Policy contains statements with the same Sid.');
  const keeps = statements.some(({ Effect, Action }) => Effect === 'Allow' && [Action].flat().some(changesPolicy));
  if (!keeps && bypassLockoutCheck !== true)
    throw malformedPolicy('The new key policy will not allow you to update the key policy in the future.');
  return policy;
}

function statementsOf(policy: string): Statement[] {
  try {
    const { Statement } = JSON.parse(policy) as { Statement?: Statement | Statement[] };
    const statements = [Statement ?? []].flat();
    if (statements.length > 0) return statements;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw malformedPolicy('Policy contains invalid JSON or no statements.');
}

function servicesIn(principal: unknown): string[] {
  if (typeof principal !== 'object' || principal === null) return [];
  return [Reflect.get(principal, 'Service') ?? []].flat().map(String);
}

/** Refuses the service principal of a region that the account has not enabled, which it does not know. */
function requireUsable(service: string, call: Call): void {
  const region = /^[\w-]+\.([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com$/.exec(service)?.[1];
  if (region === undefined) return;
  const fact = regionFacts(call.partition).find((each) => each.region === region);
  const enabled = call.world.organization.accounts.get(call.accountId)?.optedIn.has(region) === true;
  if (!fact || (fact.optIn && !enabled))
    throw malformedPolicy('Policy contains a statement with one or more invalid principals.');
}

function changesPolicy(action: unknown): boolean {
  return ['*', 'kms:*', 'kms:put*', 'kms:putkeypolicy'].includes(String(action).toLowerCase());
}
