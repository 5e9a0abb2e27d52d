import type { Identity, World } from '../../contract/world';
import { awsManagedDocument } from './aws-managed';
import { roleOf } from './find-role';
import { policies } from './state';

/** A role's policies, inline and attached, and its boundary. */
export function identityOf(roleArn: string, world: World): Identity | undefined {
  const accountId = roleArn.split(':')[4] ?? '';
  const role = roleOf(world, accountId, roleArn.split('/').at(-1) ?? '');
  if (!role) return undefined;
  const documentOf = (arn: string) => managedDocument(arn, accountId, world);
  return {
    trust: role.trust,
    policies: [...role.inline.values(), ...[...role.attached].map(documentOf)],
    boundary: role.permissionsBoundary === undefined ? undefined : documentOf(role.permissionsBoundary),
  };
}

/** The present document of a managed policy; a deleted one allows nothing. */
function managedDocument(arn: string, accountId: string, world: World): string {
  const own = world.state.peek(policies, accountId, '')?.get(arn);
  return own?.versions.get(own.defaultVersion)?.document ?? awsManagedDocument(arn);
}
