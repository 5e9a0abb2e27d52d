import { malformedPolicy } from './errors';

/** The kind of a document: a role's trust policy, or an identity's permissions. */
export type DocumentKind = 'trust' | 'identity';

type Json = Readonly<Record<string, unknown>>;

/**
 * Checks a policy document as IAM does before it accepts it: JSON, version, effect, actions, and principals or resources
 * depending on its kind. IAM's finer grammar (known vendors, ARN formats, condition operators) is not checked.
 */
export function checkDocument(document: string | undefined, kind: DocumentKind): string {
  const text = document ?? '';
  const policy = parsed(text);
  if (policy.Version !== undefined && policy.Version !== '2012-10-17' && policy.Version !== '2008-10-17')
    throw malformedPolicy('Syntax errors in policy.');
  const statements = [policy.Statement ?? []].flat();
  if (statements.length === 0) throw malformedPolicy('Syntax errors in policy.');
  const seen = new Set<unknown>();
  for (const statement of statements) {
    if (!isObject(statement)) throw malformedPolicy('Syntax errors in policy.');
    if (statement.Sid !== undefined && seen.has(statement.Sid))
      throw malformedPolicy('Statement IDs (SID) in a single policy must be unique.');
    seen.add(statement.Sid);
    checkStatement(statement, kind);
  }
  return text;
}

function parsed(text: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw malformedPolicy('This policy contains invalid Json');
}

function checkStatement(statement: Json, kind: DocumentKind): void {
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') throw malformedPolicy('Syntax errors in policy.');
  const actions = [statement.Action ?? statement.NotAction ?? []].flat();
  if (actions.length === 0) throw malformedPolicy('Policy statement must contain actions.');
  const bare = actions.some((action) => action !== '*' && !String(action).includes(':'));
  if (bare) throw malformedPolicy('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
  if (kind === 'trust') checkTrust(statement, actions.map(String));
  else checkIdentity(statement);
}

function checkTrust(statement: Json, actions: readonly string[]): void {
  if (statement.Resource !== undefined || statement.NotResource !== undefined)
    throw malformedPolicy('Has prohibited field Resource');
  if (statement.Principal === undefined && statement.NotPrincipal === undefined)
    throw malformedPolicy('AssumeRolePolicyDocument must contain a principal in every statement');
  if (!actions.every((action) => action.startsWith('sts:')))
    throw malformedPolicy('AssumeRole policy may only specify STS AssumeRole actions.');
}

function checkIdentity(statement: Json): void {
  if (statement.Principal !== undefined || statement.NotPrincipal !== undefined)
    throw malformedPolicy('Policy document should not specify a principal.');
  if ([statement.Resource ?? statement.NotResource ?? []].flat().length === 0)
    throw malformedPolicy('Policy statement must contain resources.');
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
