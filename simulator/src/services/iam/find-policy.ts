import type { Call } from '../../contract/service';
import { ids } from '../../kernel/ids';
import { awsManagedDocument } from './aws-managed';
import { noSuchPolicy } from './errors';
import { type PolicyState, policies, roles } from './state';

/** Whether an ARN names an AWS managed policy; every such name is assumed to exist. */
export function isAwsManaged(arn: string): boolean {
  return /^arn:aws[\w-]*:iam::aws:policy\/[\w+=,.@/-]+$/.test(arn);
}

/** A customer managed policy of the caller's account. */
export function policyOf(arn: string, call: Call): PolicyState | undefined {
  return call.world.state.at(policies, call.accountId, '').get(arn);
}

/** A managed policy, customer or AWS managed. @throws NoSuchEntity */
export function knownPolicy(arn: string | undefined, call: Call): PolicyState {
  const policy = policyOf(arn ?? '', call) ?? (isAwsManaged(arn ?? '') ? awsManaged(arn ?? '') : undefined);
  if (!policy) throw noSuchPolicy(arn ?? '');
  return policy;
}

/** The number of the account's roles to which a policy is attached. */
export function attachmentsOf(arn: string, call: Call): number {
  return [...call.world.state.at(roles, call.accountId, '').values()].filter((role) => role.attached.has(arn)).length;
}

function awsManaged(arn: string): PolicyState {
  const [, path = '/', name = ''] = /:policy(\/|\/.*\/)([^/]+)$/.exec(arn) ?? [];
  const createdAt = Date.UTC(2015, 1, 6);
  const document = awsManagedDocument(arn);
  return {
    name,
    path,
    arn,
    id: ids.stable('ANPA', arn),
    createdAt,
    updatedAt: createdAt,
    tags: [],
    defaultVersion: 'v1',
    lastVersion: 1,
    versions: new Map([['v1', { document, createdAt }]]),
  };
}
