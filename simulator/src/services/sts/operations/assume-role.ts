import type { AssumeRoleCommandInput, AssumeRoleCommandOutput } from '@aws-sdk/client-sts';
import type { Call, Operation } from '../../../contract/service';
import type { Context } from '../../../policy/context';
import { policyVerdict } from '../../../policy/resource-policy';
import { roleOf } from '../../iam/find-role';
import type { RoleState } from '../../iam/state';
import { constraintError, notAuthorized, validationError } from '../errors';

const DEFAULT_SECONDS = 3600;
const CHAINED_LIMIT_SECONDS = 3600;

/** AssumeRole: a session of a role whose trust policy admits the caller. */
export const assumeRole: Operation<AssumeRoleCommandInput, Partial<AssumeRoleCommandOutput>> = (input, call) => {
  const { RoleArn: roleArn = '', RoleSessionName: sessionName = '', SourceIdentity, DurationSeconds } = input;
  checkNames(input);
  const role = assumableRole(roleArn, input, call);
  const seconds = DurationSeconds ?? DEFAULT_SECONDS;
  checkDuration(seconds, role, call);
  const { principal, credentials } = call.world.principals.assume(role.arn, sessionName);
  return {
    Credentials: {
      AccessKeyId: credentials.accessKeyId,
      SecretAccessKey: credentials.secretAccessKey,
      SessionToken: credentials.sessionToken,
      Expiration: new Date(call.world.clock.now() + seconds * 1000),
    },
    AssumedRoleUser: { AssumedRoleId: principal.userId, Arn: principal.arn },
    ...(SourceIdentity === undefined ? {} : { SourceIdentity }),
  };
};

function checkNames({ RoleArn = '', RoleSessionName = '', ExternalId }: AssumeRoleCommandInput): void {
  if (RoleArn.length < 20)
    throw constraintError(RoleArn, 'roleArn', 'Member must have length greater than or equal to 20');
  if (RoleSessionName.length < 2)
    throw constraintError(RoleSessionName, 'roleSessionName', 'Member must have length greater than or equal to 2');
  if (RoleSessionName.length > 64)
    throw constraintError(RoleSessionName, 'roleSessionName', 'Member must have length less than or equal to 64');
  if (!/^[\w+=,.@-]*$/.test(RoleSessionName))
    throw constraintError(
      RoleSessionName,
      'roleSessionName',
      'Member must satisfy regular expression pattern: [\\w+=,.@-]*',
    );
  if (ExternalId !== undefined && ExternalId.length < 2)
    throw constraintError(ExternalId, 'externalId', 'Member must have length greater than or equal to 2');
  if (!/^arn:[\w-]+:iam::\d{12}:role\/.+$/.test(RoleArn)) throw validationError(`${RoleArn} is invalid`);
}

function assumableRole(roleArn: string, input: AssumeRoleCommandInput, call: Call): RoleState {
  const { world, caller } = call;
  const [, , , , accountId = ''] = roleArn.split(':');
  const role = roleOf(world, accountId, roleArn.split('/').at(-1) ?? '');
  const open = world.organization.accounts.get(accountId)?.state === 'ACTIVE';
  const access = { principal: caller, action: 'sts:AssumeRole', resource: roleArn, context: contextOf(input) };
  if (!open || role?.arn !== roleArn || policyVerdict(role.trust, access, world) !== 'Allow')
    throw notAuthorized(caller.arn, roleArn);
  return role;
}

function contextOf(input: AssumeRoleCommandInput): Context {
  return {
    'sts:ExternalId': input.ExternalId,
    'sts:RoleSessionName': input.RoleSessionName,
    'sts:SourceIdentity': input.SourceIdentity,
  };
}

function checkDuration(seconds: number, role: RoleState, call: Call): void {
  if (seconds < 900)
    throw constraintError(seconds, 'durationSeconds', 'Member must have value greater than or equal to 900');
  if (seconds > role.maxSessionDuration)
    throw validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  if (call.caller.roleArn !== undefined && seconds > CHAINED_LIMIT_SECONDS)
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    );
}
