import type { Json } from '../template/template';
import {
  type Applied,
  defined,
  type Existing,
  fields,
  items,
  number,
  type Properties,
  type ResourceType,
  tagList,
  text,
  type Work,
} from './resource-type';
import { retag } from './retag';

interface Inline {
  readonly name: string;
  readonly document: string;
}

const inlinePolicies = (properties: Properties): Inline[] =>
  items(properties.Policies)
    .map(fields)
    .map((each) => ({ name: text(each.PolicyName) ?? '', document: text(each.PolicyDocument) ?? '{}' }));

const texts = (value: Json | undefined): string[] => items(value).map(String);

const role: ResourceType = {
  type: 'AWS::IAM::Role',
  createOnly: ['RoleName', 'Path'],
  nameProperty: 'RoleName',
  attributes: ['Arn', 'RoleId'],
  tags: 'list',
  create: async (properties, work) => {
    const RoleName = text(properties.RoleName) ?? work.generatedName(64);
    const { Role } = await work.call<{ Role: { Arn: string; RoleId: string } }>('iam', 'CreateRole', {
      ...defined({
        RoleName,
        AssumeRolePolicyDocument: text(properties.AssumeRolePolicyDocument),
        Path: text(properties.Path),
        Description: text(properties.Description),
        MaxSessionDuration: number(properties.MaxSessionDuration),
        PermissionsBoundary: text(properties.PermissionsBoundary),
      }),
      Tags: tagList(properties.Tags),
    });
    work.initiated(RoleName);
    await putPolicies(RoleName, properties, work);
    return { physicalId: RoleName, attributes: { Arn: Role.Arn, RoleId: Role.RoleId } };
  },
  update: async (existing, properties, work) => {
    const { physicalId: RoleName, properties: before, attributes } = existing;
    const PolicyDocument = text(properties.AssumeRolePolicyDocument);
    if (PolicyDocument !== text(before.AssumeRolePolicyDocument))
      await work.call('iam', 'UpdateAssumeRolePolicy', { RoleName, PolicyDocument });
    await work.call('iam', 'UpdateRole', {
      RoleName,
      Description: text(properties.Description) ?? '',
      ...defined({ MaxSessionDuration: number(properties.MaxSessionDuration) }),
    });
    await updateBoundary(existing, properties, work);
    await putPolicies(RoleName, properties, work);
    await dropPolicies(existing, properties, work);
    await retag(existing, properties, {
      untag: (TagKeys) => work.call('iam', 'UntagRole', { RoleName, TagKeys }),
      tag: (Tags) => work.call('iam', 'TagRole', { RoleName, Tags }),
    });
    return { physicalId: RoleName, attributes };
  },
  remove: async (existing, work) => {
    await dropPolicies(existing, {}, work);
    await work.call('iam', 'DeleteRole', { RoleName: existing.physicalId });
  },
};

async function updateBoundary(existing: Existing, properties: Properties, work: Work): Promise<void> {
  const [before, after] = [text(existing.properties.PermissionsBoundary), text(properties.PermissionsBoundary)];
  if (before === after) return;
  const RoleName = existing.physicalId;
  if (after === undefined) await work.call('iam', 'DeleteRolePermissionsBoundary', { RoleName });
  else await work.call('iam', 'PutRolePermissionsBoundary', { RoleName, PermissionsBoundary: after });
}

async function putPolicies(RoleName: string, properties: Properties, work: Work): Promise<void> {
  for (const { name, document } of inlinePolicies(properties))
    await work.call('iam', 'PutRolePolicy', { RoleName, PolicyName: name, PolicyDocument: document });
  for (const PolicyArn of texts(properties.ManagedPolicyArns))
    await work.call('iam', 'AttachRolePolicy', { RoleName, PolicyArn });
}

/** Removes the policies that the role no longer has in the template. */
async function dropPolicies(existing: Existing, after: Properties, work: Work): Promise<void> {
  const RoleName = existing.physicalId;
  const named = new Set(inlinePolicies(after).map((each) => each.name));
  for (const { name } of inlinePolicies(existing.properties))
    if (!named.has(name)) await work.call('iam', 'DeleteRolePolicy', { RoleName, PolicyName: name });
  const attached = new Set(texts(after.ManagedPolicyArns));
  for (const PolicyArn of texts(existing.properties.ManagedPolicyArns))
    if (!attached.has(PolicyArn)) await work.call('iam', 'DetachRolePolicy', { RoleName, PolicyArn });
}

const policy: ResourceType = {
  type: 'AWS::IAM::Policy',
  createOnly: [],
  attributes: ['Id'],
  create: async (properties, work) => {
    await putOnRoles(properties, work);
    const physicalId = work.generatedName(64);
    return { physicalId, attributes: { Id: physicalId } };
  },
  update: async (existing, properties, work) => {
    await putOnRoles(properties, work);
    const same = text(existing.properties.PolicyName) === text(properties.PolicyName);
    await takeFromRoles(existing.properties, same ? texts(properties.Roles) : [], work);
    return existing;
  },
  remove: (existing, work) => takeFromRoles(existing.properties, [], work),
};

async function putOnRoles(properties: Properties, work: Work): Promise<void> {
  const PolicyDocument = text(properties.PolicyDocument);
  for (const RoleName of texts(properties.Roles))
    await work.call('iam', 'PutRolePolicy', { RoleName, PolicyName: text(properties.PolicyName), PolicyDocument });
}

async function takeFromRoles(properties: Properties, kept: readonly string[], work: Work): Promise<void> {
  for (const RoleName of texts(properties.Roles))
    if (!kept.includes(RoleName))
      await work.call('iam', 'DeleteRolePolicy', { RoleName, PolicyName: text(properties.PolicyName) });
}

const managedPolicy: ResourceType = {
  type: 'AWS::IAM::ManagedPolicy',
  createOnly: ['ManagedPolicyName', 'Path', 'Description'],
  nameProperty: 'ManagedPolicyName',
  attributes: ['PolicyArn', 'PolicyId'],
  create: async (properties, work): Promise<Applied> => {
    const { Policy } = await work.call<{ Policy: { Arn: string; PolicyId: string } }>(
      'iam',
      'CreatePolicy',
      defined({
        PolicyName: text(properties.ManagedPolicyName) ?? work.generatedName(128),
        PolicyDocument: text(properties.PolicyDocument),
        Path: text(properties.Path),
        Description: text(properties.Description),
      }),
    );
    work.initiated(Policy.Arn);
    for (const RoleName of texts(properties.Roles))
      await work.call('iam', 'AttachRolePolicy', { RoleName, PolicyArn: Policy.Arn });
    return { physicalId: Policy.Arn, attributes: { PolicyArn: Policy.Arn, PolicyId: Policy.PolicyId } };
  },
  update: async (existing, properties, work) => {
    const PolicyArn = existing.physicalId;
    if (text(existing.properties.PolicyDocument) !== text(properties.PolicyDocument))
      await newDefaultVersion(PolicyArn, text(properties.PolicyDocument), work);
    const [before, after] = [texts(existing.properties.Roles), texts(properties.Roles)];
    for (const RoleName of after.filter((each) => !before.includes(each)))
      await work.call('iam', 'AttachRolePolicy', { RoleName, PolicyArn });
    for (const RoleName of before.filter((each) => !after.includes(each)))
      await work.call('iam', 'DetachRolePolicy', { RoleName, PolicyArn });
    return existing;
  },
  remove: async (existing, work) => {
    const PolicyArn = existing.physicalId;
    for (const RoleName of texts(existing.properties.Roles))
      await work.call('iam', 'DetachRolePolicy', { RoleName, PolicyArn });
    for (const { VersionId, IsDefaultVersion } of await versions(PolicyArn, work))
      if (!IsDefaultVersion) await work.call('iam', 'DeletePolicyVersion', { PolicyArn, VersionId });
    await work.call('iam', 'DeletePolicy', { PolicyArn });
  },
};

interface PolicyVersion {
  readonly VersionId: string;
  readonly IsDefaultVersion: boolean;
}

async function versions(PolicyArn: string, work: Work): Promise<readonly PolicyVersion[]> {
  return (await work.call<{ Versions: PolicyVersion[] }>('iam', 'ListPolicyVersions', { PolicyArn })).Versions;
}

/** IAM keeps five versions, so the oldest is deleted. */
async function newDefaultVersion(PolicyArn: string, PolicyDocument: string | undefined, work: Work): Promise<void> {
  const others = (await versions(PolicyArn, work)).filter((each) => !each.IsDefaultVersion);
  const oldest = others.sort((a, b) => Number(a.VersionId.slice(1)) - Number(b.VersionId.slice(1)))[0];
  if (oldest && others.length >= 4)
    await work.call('iam', 'DeletePolicyVersion', { PolicyArn, VersionId: oldest.VersionId });
  await work.call('iam', 'CreatePolicyVersion', { PolicyArn, PolicyDocument, SetAsDefault: true });
}

export const iamTypes: readonly ResourceType[] = [role, policy, managedPolicy];
