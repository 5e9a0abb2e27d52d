import type { Context } from './context';
import { isLike } from './pattern';
import { filled, isVariable } from './variables';

export type OneOrMany = string | boolean | number | readonly (string | boolean | number)[];

/** The Principal element of a policy, by kind: `AWS`, `Service`, `Federated`, `CanonicalUser`. */
export type PrincipalElement = '*' | Readonly<Record<string, OneOrMany>>;

export type ConditionElement = Readonly<Record<string, Readonly<Record<string, OneOrMany>>>>;

interface Written {
  readonly Effect?: string;
  readonly Principal?: PrincipalElement;
  readonly NotPrincipal?: PrincipalElement;
  readonly Action?: OneOrMany;
  readonly NotAction?: OneOrMany;
  readonly Resource?: OneOrMany;
  readonly NotResource?: OneOrMany;
  readonly Condition?: ConditionElement;
}

/** A statement of a policy, parsed once. */
export interface Statement {
  readonly denies: boolean;
  readonly principal: PrincipalElement | undefined;
  readonly notPrincipal: PrincipalElement | undefined;
  readonly condition: ConditionElement | undefined;
  /** @param action in lower case: actions are the same whatever their case */
  coversAction(action: string): boolean;
  /** @param context the values of variables, which few policies use */
  coversResource(resource: string, context: () => Context): boolean;
}

/** A policy, parsed once, that remembers which of its statements cover an action. */
export class Policy {
  private readonly byAction = new Map<string, readonly Statement[]>();

  private constructor(readonly statements: readonly Statement[]) {}

  static parse(document: string): Policy {
    const { Statement: written = [] } = JSON.parse(document) as { Statement?: Written | readonly Written[] };
    return new Policy([written].flat().map((each) => statementOf(each as Written)));
  }

  statementsAbout(action: string): readonly Statement[] {
    const known = this.byAction.get(action);
    if (known) return known;
    const lower = action.toLowerCase();
    const found = this.statements.filter((statement) => statement.coversAction(lower));
    this.byAction.set(action, found);
    return found;
  }
}

const MAX_REMEMBERED = 10_000;
const parsed = new Map<string, Policy>();

/** The policy in a document; each text is parsed only once. */
export function policyOf(document: string): Policy {
  const known = parsed.get(document);
  if (known) return known;
  if (parsed.size >= MAX_REMEMBERED) parsed.clear();
  const policy = Policy.parse(document);
  parsed.set(document, policy);
  return policy;
}

function statementOf(written: Written): Statement {
  const actions = textsOf(written.Action ?? written.NotAction).map((each) => each.toLowerCase());
  const resources = textsOf(written.Resource ?? written.NotResource);
  // resource policies of Lambda and trust policies name no resource: they apply to the one they belong to
  const anyResource = written.Resource === undefined && written.NotResource === undefined;
  return {
    denies: written.Effect === 'Deny',
    principal: written.Principal,
    notPrincipal: written.NotPrincipal,
    condition: written.Condition,
    coversAction: (action) => actions.some((each) => isLike(each, action)) === (written.Action !== undefined),
    coversResource: (resource, context) =>
      anyResource || resources.some((each) => appliesTo(each, resource, context)) === (written.Resource !== undefined),
  };
}

function appliesTo(pattern: string, resource: string, context: () => Context): boolean {
  const text = isVariable(pattern) ? filled(pattern, context()) : pattern;
  return text !== undefined && isLike(text, resource);
}

/** One value or several, as a list of strings. */
export function textsOf(values: OneOrMany | undefined): string[] {
  return values === undefined ? [] : [values].flat().map(String);
}
