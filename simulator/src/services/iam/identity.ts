import type { Identity, World } from '../../contract/world';
import { awsManagedDocument } from './aws-managed';
import { roleOf } from './find-role';
import { policies } from './state';

/** What a role may do: its own policies, inline ones and those attached to it, and what limits them. */
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

/** What a managed policy says today; one that was deleted allows nothing. */
function managedDocument(arn: string, accountId: string, world: World): string {
  const own = world.state.peek(policies, accountId, '')?.get(arn);
  return own?.versions.get(own.defaultVersion)?.document ?? awsManagedDocument(arn);
}
