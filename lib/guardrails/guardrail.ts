/** A policy of AWS Organizations that protects the rollout. */
export interface Guardrail {
  readonly name: string;
  readonly type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';
  readonly description: string;
  /** where it is to be attached: `root`, organizational units, or an account */
  readonly targets: readonly string[];
  /** minified JSON */
  readonly content: string;
}

export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Deny';
  readonly Principal?: '*';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A policy's text, as short as JSON allows: AWS counts characters. */
export function contentOf(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** `Service:First`, `Service:Second` for `service` and the names of its actions. */
export function actionsOf(service: string, names: readonly string[]): string[] {
  return names.map((name) => `${service}:${name}`);
}

/** The condition that a principal is none of these; none without any, because an empty list matches nothing. */
export function unlessPrincipal(arns: readonly string[]): NonNullable<Statement['Condition']> {
  return arns.length === 0 ? {} : { ArnNotLike: { 'aws:PrincipalArn': arns } };
}
