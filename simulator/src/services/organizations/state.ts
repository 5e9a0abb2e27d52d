import type { CreateAccountStatus } from '@aws-sdk/client-organizations';
import { Slot } from '../../kernel/slot';

/** CreateAccount requests by their id, kept in the management account. */
export const creations = new Slot<Map<string, CreateAccountStatus>>(
  'organizations',
  'accountCreations',
  () => new Map(),
  true,
);

/** Tags of the root, of organizational units and policies, by id; an account's tags are on the account. */
export const unitTags = new Slot<Map<string, Record<string, string>>>('organizations', 'tags', () => new Map(), true);

/** The resource policy that delegates the management of policies; kept in the management account, with the key `policy`. */
export const resourcePolicies = new Slot<Map<'policy', { readonly id: string; readonly content: string }>>(
  'organizations',
  'resourcePolicy',
  () => new Map(),
  true,
);
