import type { Tag } from '@aws-sdk/client-iam';
import { Slot } from '../../kernel/slot';

export interface RoleState {
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly id: string;
  readonly createdAt: number;
  trust: string;
  description?: string;
  maxSessionDuration: number;
  permissionsBoundary?: string;
  tags: Tag[];
  /** inline policies by name */
  readonly inline: Map<string, string>;
  /** attached managed policies by ARN */
  readonly attached: Set<string>;
}

export interface PolicyState {
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly id: string;
  readonly createdAt: number;
  readonly description?: string;
  updatedAt: number;
  tags: Tag[];
  defaultVersion: string;
  lastVersion: number;
  readonly versions: Map<string, { readonly document: string; readonly createdAt: number }>;
}

/** Roles by name. */
export const roles = new Slot<Map<string, RoleState>>('iam', 'roles', () => new Map(), true);

/** Customer managed policies by ARN. */
export const policies = new Slot<Map<string, PolicyState>>('iam', 'policies', () => new Map(), true);

/** Service-linked role deletions by task id: all of them succeed. */
export const deletions = new Slot<Set<string>>('iam', 'serviceLinkedRoleDeletions', () => new Set(), true);

/** The name by which users sign in to the account. */
export const accountAlias = new Slot<{ alias: string | undefined }>(
  'iam',
  'accountAlias',
  () => ({ alias: undefined }),
  true,
);
