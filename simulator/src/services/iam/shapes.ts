import type { AttachedPolicy, Policy, PolicyVersion, Role } from '@aws-sdk/client-iam';
import type { PolicyState, RoleState } from './state';

/** A document as it is in IAM's answers: percent-encoded (RFC 3986). */
export function encoded(document: string): string {
  return encodeURIComponent(document).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A role as GetRole shows it; lists leave out tags and the boundary. */
export function roleShape(role: RoleState, full = true): Role {
  const { permissionsBoundary, tags, description } = role;
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: encoded(role.trust),
    MaxSessionDuration: role.maxSessionDuration,
    ...(description === undefined ? {} : { Description: description }),
    ...(full && permissionsBoundary !== undefined
      ? {
          PermissionsBoundary: {
            PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
            PermissionsBoundaryArn: permissionsBoundary,
          },
        }
      : {}),
    ...(full && tags.length > 0 ? { Tags: tags } : {}),
    ...(full ? { RoleLastUsed: {} } : {}),
  };
}

/** A managed policy as GetPolicy shows it. */
export function policyShape(policy: PolicyState, attachments: number): Policy {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: attachments,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    ...(policy.description === undefined ? {} : { Description: policy.description }),
    CreateDate: new Date(policy.createdAt),
    UpdateDate: new Date(policy.updatedAt),
    Tags: policy.tags,
  };
}

/** One version of a managed policy; lists leave out the document. */
export function versionShape(policy: PolicyState, id: string, withDocument: boolean): PolicyVersion {
  const version = policy.versions.get(id);
  return {
    VersionId: id,
    IsDefaultVersion: id === policy.defaultVersion,
    CreateDate: new Date(version?.createdAt ?? policy.createdAt),
    ...(withDocument && version ? { Document: encoded(version.document) } : {}),
  };
}

/** A policy in a list of attached policies. */
export function attachedShape(arn: string): AttachedPolicy {
  return { PolicyName: arn.split('/').at(-1) ?? '', PolicyArn: arn };
}
