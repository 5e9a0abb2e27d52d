import { AwsError } from '../../kernel/aws-error';
import { policySays } from '../../kernel/resource-policy';
import type { Call } from '../../kernel/service';
import { roleNotAssumable } from './errors';

/** Refuses a role that does not exist or does not trust the Lambda service, as CreateFunction does. */
export async function requireAssumable(role: string, call: Call): Promise<void> {
  const trust = await trustPolicy(role, call);
  const principal = call.simulation.principals.service(call.accountId, 'lambda.amazonaws.com');
  const said = policySays(trust, { principal, action: 'sts:AssumeRole', resource: role }, call.simulation);
  if (said !== 'Allow') throw roleNotAssumable();
}

async function trustPolicy(role: string, call: Call): Promise<string> {
  try {
    const { Role } = await call.simulation.invoke<{ Role: { Arn: string; AssumeRolePolicyDocument: string } }>(
      'iam',
      'GetRole',
      { RoleName: role.split('/').at(-1) },
      { principal: call.simulation.principals.administrator(call.accountId), region: call.region },
    );
    if (Role.Arn !== role) throw roleNotAssumable();
    return decodeURIComponent(Role.AssumeRolePolicyDocument);
  } catch (error) {
    if (error instanceof AwsError && error.code.startsWith('NoSuchEntity')) throw roleNotAssumable();
    throw error;
  }
}
