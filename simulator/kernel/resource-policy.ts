import type { Simulation } from '../simulation';
import type { Principal } from './principals';

/** What somebody wants to do with a resource that has a policy of its own. */
export interface Access {
  readonly principal: Principal;
  /** e.g. `sqs:SendMessage` */
  readonly action: string;
  readonly resource: string;
  /** further condition keys, e.g. `kms:ViaService` */
  readonly context?: Readonly<Record<string, string>>;
}

type OneOrMany = string | boolean | readonly (string | boolean)[];

interface Statement {
  readonly Effect?: string;
  readonly Principal?: '*' | Readonly<Record<string, OneOrMany>>;
  readonly Action?: OneOrMany;
  readonly NotAction?: OneOrMany;
  readonly Resource?: OneOrMany;
  readonly NotResource?: OneOrMany;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMany>>>>;
}

/** What a resource's policy says of an access: an explicit Deny wins; undefined where no statement speaks of it. */
export function policySays(
  policy: string | undefined,
  access: Access,
  simulation: Simulation,
): 'Allow' | 'Deny' | undefined {
  const statements = statementsOf(policy).filter(({ Principal: wanted }) => names(wanted, access.principal));
  return verdict(statements, access, simulation);
}

/** What the policies of an identity (a role) say of what it wants to do; they name no principal. */
export function identityPoliciesSay(
  policies: readonly string[],
  access: Access,
  simulation: Simulation,
): 'Allow' | 'Deny' | undefined {
  return verdict(policies.flatMap(statementsOf), access, simulation);
}

function statementsOf(policy: string | undefined): readonly Statement[] {
  if (policy === undefined || policy === '') return [];
  const parsed: { Statement?: Statement | Statement[] } = JSON.parse(policy);
  return [parsed.Statement ?? []].flat();
}

function verdict(
  statements: readonly Statement[],
  access: Access,
  simulation: Simulation,
): 'Allow' | 'Deny' | undefined {
  const context = contextOf(access, simulation);
  const effects = statements
    .filter((statement) => speaksOf(statement, access, context))
    .map(({ Effect: effect }) => effect);
  if (effects.includes('Deny')) return 'Deny';
  return effects.includes('Allow') ? 'Allow' : undefined;
}

/**
 * Whether a resource lets a principal in: its own account's principals pass unless the policy denies them; services and other
 * accounts pass where the policy allows them.
 */
export function admits(policy: string | undefined, owner: string, access: Access, simulation: Simulation): boolean {
  const said = policySays(policy, access, simulation);
  if (said !== undefined) return said === 'Allow';
  return access.principal.service === undefined && access.principal.accountId === owner;
}

function contextOf({ principal, context = {} }: Access, simulation: Simulation): Readonly<Record<string, string>> {
  const { organization } = simulation;
  const known: Record<string, string> = Object.fromEntries(
    Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]),
  );
  if (principal.sourceArn !== undefined) known['aws:sourcearn'] = principal.sourceArn;
  if (principal.service !== undefined) {
    known['aws:sourceaccount'] = principal.accountId;
    if (organization.has(principal.accountId)) known['aws:sourceorgid'] = organization.id;
    return known;
  }
  known['aws:principalaccount'] = principal.accountId;
  known['aws:principalarn'] = principal.roleArn ?? principal.arn;
  if (organization.has(principal.accountId)) known['aws:principalorgid'] = organization.id;
  return known;
}

function speaksOf(statement: Statement, access: Access, context: Readonly<Record<string, string>>): boolean {
  return (
    (statement.NotAction === undefined
      ? anyLike(statement.Action, access.action, true)
      : !anyLike(statement.NotAction, access.action, true)) &&
    (statement.NotResource === undefined
      ? statement.Resource === undefined || anyLike(statement.Resource, access.resource)
      : !anyLike(statement.NotResource, access.resource)) &&
    Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => holds(operator, context[key.toLowerCase()], list(values))),
    )
  );
}

function names(wanted: Statement['Principal'], principal: Principal): boolean {
  if (wanted === undefined) return false;
  if (wanted === '*') return true;
  return Object.entries(wanted).some(([kind, values]) =>
    list(values).some((value) => {
      if (kind === 'Service') return principal.service !== undefined && value === principal.service;
      if (kind !== 'AWS') return false;
      if (value === '*') return true;
      if (principal.service !== undefined) return false;
      return [principal.accountId, principal.arn, principal.roleArn].includes(accountOf(value) ?? value);
    }),
  );
}

/** `arn:aws:iam::<account>:root` means the account as its bare id does. */
function accountOf(principal: string): string | undefined {
  return /^arn:[\w-]+:iam::(\d{12}):root$/.exec(principal)?.[1];
}

function holds(operator: string, got: string | undefined, wanted: readonly string[]): boolean {
  const [, name = '', ifExists] = /^(?:ForAnyValue:|ForAllValues:)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (name === 'Null') return wanted.includes(String(got === undefined));
  if (got === undefined) return ifExists !== undefined || name.includes('Not');
  const equal = wanted.includes(got);
  const like = wanted.some((pattern) => isLike(pattern, got));
  switch (name) {
    case 'StringEquals':
    case 'Bool':
      return equal;
    case 'StringNotEquals':
      return !equal;
    case 'StringEqualsIgnoreCase':
      return wanted.some((value) => value.toLowerCase() === got.toLowerCase());
    case 'StringLike':
    case 'ArnLike':
    case 'ArnEquals':
      return like;
    case 'StringNotLike':
    case 'ArnNotLike':
    case 'ArnNotEquals':
      return !like;
    default:
      return false;
  }
}

function anyLike(patterns: OneOrMany | undefined, value: string, ignoreCase = false): boolean {
  return list(patterns ?? []).some((pattern) =>
    ignoreCase ? isLike(pattern.toLowerCase(), value.toLowerCase()) : isLike(pattern, value),
  );
}

function isLike(pattern: string, value: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(value);
}

function list(values: OneOrMany): string[] {
  return [values].flat().map(String);
}
