import type { World } from '../../contract/world';
import { ids } from '../../kernel/ids';
import type { RoleState } from './state';

interface RoleParts
  extends Partial<Pick<RoleState, 'path' | 'description' | 'maxSessionDuration' | 'permissionsBoundary' | 'tags'>> {
  readonly name: string;
  readonly trust: string;
}

/** A role without policies. Its unique id depends only on its ARN, so that all its sessions show the same id. */
export function newRole(parts: RoleParts, accountId: string, world: World): RoleState {
  const path = parts.path ?? '/';
  const arn = `arn:${world.partition}:iam::${accountId}:role${path}${parts.name}`;
  return {
    maxSessionDuration: 3600,
    tags: [],
    ...parts,
    path,
    arn,
    id: ids.stable('AROA', arn),
    createdAt: world.clock.now(),
    inline: new Map(),
    attached: new Set(),
  };
}
