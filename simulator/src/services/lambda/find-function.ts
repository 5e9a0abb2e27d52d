import type { Call } from '../../contract/service';
import { admits } from '../../policy/resource-policy';
import { accessDenied, notFound, validation } from './errors';
import { functions, type LambdaFunction } from './state';

interface Reference {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly qualifier: string | undefined;
}

const REFERENCE =
  /^(?:arn:[\w-]+:lambda:(?<region>[\w-]+):(?<arnAccount>\d{12}):function:|(?<account>\d{12}):(?:function:)?)?(?<name>[\w-]+)(?::(?<qualifier>\$LATEST|[\w-]+))?$/;

/** Parses a function's name, partial ARN or ARN, each with or without a qualifier. */
function reference(functionName: string, call: Call): Reference {
  const groups = REFERENCE.exec(functionName)?.groups;
  if (!groups?.name)
    throw validation(
      `1 validation error detected: Value '${functionName}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-gov)?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?`,
    );
  return {
    accountId: groups.arnAccount ?? groups.account ?? call.accountId,
    region: groups.region ?? call.region,
    name: groups.name,
    qualifier: groups.qualifier,
  };
}

/** The function's ARN without a qualifier. */
export function functionArn(call: Pick<Call, 'partition' | 'region' | 'accountId'>, name: string): string {
  return `arn:${call.partition}:lambda:${call.region}:${call.accountId}:function:${name}`;
}

/** The bare name in a function's name or ARN. */
export function functionNameOf(functionName: string, call: Call): string {
  return reference(functionName, call).name;
}

/**
 * The function in a call, if the caller may perform `action` on it.
 * @throws AwsError ResourceNotFoundException, AccessDeniedException
 */
export function findFunction(
  input: { FunctionName?: string | undefined; Qualifier?: string | undefined },
  action: string,
  call: Call,
): { found: LambdaFunction; version: string } {
  const wanted = reference(input.FunctionName ?? '', call);
  const version = input.Qualifier ?? wanted.qualifier ?? '$LATEST';
  const arn = functionArn({ ...call, ...wanted }, wanted.name);
  const found = call.world.state.peek(functions, wanted.accountId, wanted.region)?.get(wanted.name);
  if (!found || wanted.region !== call.region) throw notFound(version === '$LATEST' ? arn : `${arn}:${version}`);
  if (version !== '$LATEST' && !found.versions.has(version)) throw notFound(`${arn}:${version}`);
  const policy = policyDocument(found);
  if (!admits(policy, found.accountId, { principal: call.caller, action, resource: arn }, call.world))
    throw accessDenied(call.caller.arn, action, arn);
  return { found, version };
}

/** The function's resource policy as GetPolicy shows it; undefined if it has no statement. */
export function policyDocument(found: LambdaFunction): string | undefined {
  if (found.policy.length === 0) return undefined;
  return JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: found.policy });
}
