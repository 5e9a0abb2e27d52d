import type {
  AddPermissionCommandInput,
  AddPermissionCommandOutput,
  GetPolicyCommandInput,
  GetPolicyCommandOutput,
  RemovePermissionCommandInput,
  RemovePermissionCommandOutput,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../contract/service';
import { ids } from '../../../kernel/ids';
import { conflict, noResource } from '../errors';
import { findFunction, policyDocument } from '../find-function';
import type { PolicyStatement } from '../state';

/** AddPermission: adds a statement to the function's resource policy. */
export const addPermission: Operation<AddPermissionCommandInput, Partial<AddPermissionCommandOutput>> = (
  input,
  call,
) => {
  const { found } = findFunction(input, 'lambda:AddPermission', call);
  const sid = input.StatementId ?? ids.uuid();
  if (found.policy.some(({ Sid }) => Sid === sid))
    throw conflict(
      `The statement id (${sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
    );
  const statement = statementOf(input, sid, found.arn);
  found.policy.push(statement);
  return { Statement: JSON.stringify(statement) };
};

function statementOf(input: AddPermissionCommandInput, sid: string, arn: string): PolicyStatement {
  const conditions = {
    ...(input.SourceArn === undefined ? {} : { ArnLike: { 'AWS:SourceArn': input.SourceArn } }),
    ...stringEquals(input),
  };
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: principalOf(input.Principal ?? ''),
    Action: input.Action ?? '',
    Resource: arn,
    ...(Object.keys(conditions).length > 0 ? { Condition: conditions } : {}),
  };
}

function stringEquals(input: AddPermissionCommandInput): Record<string, Record<string, string>> {
  const equals = {
    ...(input.SourceAccount === undefined ? {} : { 'AWS:SourceAccount': input.SourceAccount }),
    ...(input.PrincipalOrgID === undefined ? {} : { 'aws:PrincipalOrgID': input.PrincipalOrgID }),
  };
  return Object.keys(equals).length > 0 ? { StringEquals: equals } : {};
}

function principalOf(principal: string): PolicyStatement['Principal'] {
  if (principal === '*') return '*';
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  return principal.startsWith('arn:') ? { AWS: principal } : { Service: principal };
}

/** RemovePermission. */
export const removePermission: Operation<RemovePermissionCommandInput, Partial<RemovePermissionCommandOutput>> = (
  input,
  call,
) => {
  const { found } = findFunction(input, 'lambda:RemovePermission', call);
  const kept = found.policy.filter(({ Sid }) => Sid !== input.StatementId);
  if (kept.length === found.policy.length)
    throw noResource(`Statement ${input.StatementId} is not found in resource policy.`);
  found.policy = kept;
  return {};
};

/** GetPolicy. */
export const getPolicy: Operation<GetPolicyCommandInput, Partial<GetPolicyCommandOutput>> = (input, call) => {
  const { found } = findFunction(input, 'lambda:GetPolicy', call);
  const Policy = policyDocument(found);
  if (Policy === undefined) throw noResource('The resource you requested does not exist.');
  return { Policy, RevisionId: found.configuration.RevisionId };
};
