import type { Simulation } from '@muster/simulator';
import { parseConfig } from '../../../lib/config';
import { guardrails } from '../../../lib/guardrails';
import type { Guardrail } from '../../../lib/guardrails/guardrail';
import { rollout } from '../../../lib/rollout';
import { SECURITY } from '../../accounts';
import { start } from '../../lambda/organization-under-test';
import { written } from '../config/written';

export const MEMBER = '300000000000';
export const BREAK_GLASS = `arn:aws:iam::${MEMBER}:role/break-glass`;

/** The guardrails of a small configuration. */
export function guardrailsOf(
  section = `{ breakGlass: ['${BREAK_GLASS}'] }`,
  more: Record<string, string> = {},
): Guardrail[] {
  const config = parseConfig(written({ guardrails: section, ...more }), 'rollout.yaml');
  return guardrails(rollout(config), config.guardrails);
}

/** A simulated organization to which the guardrails are attached, as far as the simulator knows their type. */
export function guarded(
  policies: readonly Guardrail[] = guardrailsOf(),
  parts: Parameters<typeof start>[0] = {},
): Promise<Simulation> {
  const serviceControlPolicies = policies
    .filter(({ type }) => type === 'SERVICE_CONTROL_POLICY')
    .map(({ name, targets, content }) => ({
      name,
      targets: targets.map((target) => (target === 'root' ? '' : target)),
      document: JSON.parse(content),
    }));
  return start({ accounts: [{ id: MEMBER }, { id: '300000000001' }], ...parts, serviceControlPolicies });
}

/** The ARN of a new role that may do everything. */
export async function almighty(simulation: Simulation, account: string, RoleName: string): Promise<string> {
  const as = { principal: simulation.principals.administrator(account), region: 'eu-west-1' };
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const document = (Statement: object) => JSON.stringify({ Version: '2012-10-17', Statement });
  const role = { RoleName, AssumeRolePolicyDocument: document(trust) };
  await simulation.invoke('iam', 'CreateRole', role, as);
  const PolicyDocument = document({ Effect: 'Allow', Action: '*', Resource: '*' });
  await simulation.invoke('iam', 'PutRolePolicy', { RoleName, PolicyName: 'everything', PolicyDocument }, as);
  return `arn:aws:iam::${account}:role/${RoleName}`;
}

export const PASS = 'muster-guardduty-pass';
/** The role that CloudFormation has in a deployment; bootstrapping created it. */
export const CDK = `arn:aws:iam::${SECURITY}:role/cdk-hnb659fds-cfn-exec-role-${SECURITY}-eu-west-1`;
