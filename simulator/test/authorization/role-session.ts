import { type InProcessConfig, organizationOf } from '../../src/fixtures/organization-of';
import { requestHandler } from '../../src/request-handler';
import { allServices } from '../../src/services';
import { Simulation } from '../../src/simulation';

export const SHOP = '333333333333';
export const REGION = 'eu-west-1';
export const ROLE = `arn:aws:iam::${SHOP}:role/worker`;
/** the principal of a session of that role, in AWS's words */
export const USER = `arn:aws:sts::${SHOP}:assumed-role/worker/session`;

/** An organization whose time stands still. */
export function start(parts: Parameters<typeof organizationOf>[0] = {}): Promise<Simulation> {
  return Simulation.start(organizationOf(parts), allServices, { clockRate: 0 });
}

export interface Statement {
  readonly Effect?: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: object;
}

/** A policy document; by default statements allow, on every resource. */
export function policy(...statements: readonly Statement[]): string {
  const complete = statements.map((statement) => ({
    Effect: 'Allow',
    ...(statement.NotResource === undefined ? { Resource: '*' } : {}),
    ...statement,
  }));
  return JSON.stringify({ Version: '2012-10-17', Statement: complete });
}

/** Calls IAM as the shop's administrator. */
export function iam<O>(simulation: Simulation, operation: string, input: object): Promise<O> {
  const principal = simulation.principals.administrator(SHOP);
  return simulation.invoke<O>('iam', operation, { RoleName: 'worker', ...input }, { principal, region: REGION });
}

/** A role in the shop's account with a policy of these statements. */
export async function worker(simulation: Simulation, ...statements: readonly Statement[]): Promise<void> {
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  await iam(simulation, 'CreateRole', { AssumeRolePolicyDocument });
  if (statements.length > 0)
    await iam(simulation, 'PutRolePolicy', { PolicyName: 'inline', PolicyDocument: policy(...statements) });
}

/** A client with the credentials of a session of a role. */
export function sessionOf<C>(
  Client: new (config: InProcessConfig) => C,
  simulation: Simulation,
  roleArn = ROLE,
  region = REGION,
): C {
  const { credentials } = simulation.principals.assume(roleArn, 'session');
  return new Client({ region, credentials, requestHandler: requestHandler(simulation), maxAttempts: 1 });
}
