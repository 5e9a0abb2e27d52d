import type { CreateChangeSetCommandInput, Parameter, Tag } from '@aws-sdk/client-cloudformation';
import type { Call } from '../../contract/service';
import { insufficientCapabilities, templateError, validationError } from './errors';
import { checkRegistry } from './registry';
import { isCustom, resourceTypeOf } from './resource-types';
import type { Stack, Submission } from './state';
import { resolveParameters } from './template/parameters';
import { parseTemplate } from './template/parse';
import { checkReferences, referencesIn } from './template/references';
import type { Template } from './template/template';
import { templateAt } from './template-url';

const INLINE_TEMPLATE_BYTES = 51_200;
const NAMED_IAM: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': '',
};

/** The members that CreateStack, UpdateStack and CreateChangeSet have in common. */
export type SubmissionInput = Pick<
  CreateChangeSetCommandInput,
  | 'TemplateBody'
  | 'TemplateURL'
  | 'UsePreviousTemplate'
  | 'Parameters'
  | 'Capabilities'
  | 'RoleARN'
  | 'NotificationARNs'
  | 'Tags'
> & { readonly DisableRollback?: boolean | undefined; readonly OnFailure?: string | undefined };

/**
 * Reads and validates the template and parameters of a deployment.
 * @throws AwsError in CloudFormation's words for every mistake that it finds before it begins
 */
export async function submissionOf(input: SubmissionInput, stack: Stack | undefined, call: Call): Promise<Submission> {
  const before = stack?.deployed;
  const body = await templateBody(input, before, call);
  const template = parseTemplate(body);
  checkTemplate(template, stack);
  checkRegistry(template, { partition: call.world.partition, region: call.region });
  checkCapabilities(template, input.Capabilities ?? []);
  const given: readonly Parameter[] = input.Parameters ?? [];
  const tags: readonly Tag[] = input.Tags ?? before?.tags ?? [];
  checkTags(tags);
  const roleArn = input.RoleARN ?? before?.roleArn;
  return {
    body,
    parameters: await resolveParameters(template, given, before?.parameters ?? [], call),
    tags,
    capabilities: input.Capabilities ?? [],
    notificationArns: input.NotificationARNs ?? before?.notificationArns ?? [],
    ...(roleArn === undefined ? {} : { roleArn }),
    ...(input.DisableRollback === undefined ? {} : { disableRollback: input.DisableRollback }),
    ...(isOnFailure(input.OnFailure) ? { onFailure: input.OnFailure } : {}),
  };
}

function isOnFailure(value: string | undefined): value is 'DO_NOTHING' | 'ROLLBACK' | 'DELETE' {
  return value === 'DO_NOTHING' || value === 'ROLLBACK' || value === 'DELETE';
}

/** The template as given: in the request, at a URL in S3, or the stack's own. */
export async function templateBody(
  input: Pick<SubmissionInput, 'TemplateBody' | 'TemplateURL' | 'UsePreviousTemplate'>,
  before: Submission | undefined,
  call: Call,
): Promise<string> {
  const { TemplateBody, TemplateURL, UsePreviousTemplate } = input;
  if (TemplateBody !== undefined && Buffer.byteLength(TemplateBody) > INLINE_TEMPLATE_BYTES)
    throw validationError(
      `1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${INLINE_TEMPLATE_BYTES}`,
    );
  const body = TemplateBody ?? (TemplateURL === undefined ? undefined : await templateAt(TemplateURL, call));
  if (body !== undefined) return body;
  if (UsePreviousTemplate && before) return before.body;
  throw validationError('Either Template URL or Template Body must be specified.');
}

/** Checks references, types and attributes: everything that is known before a resource is created. */
export function checkTemplate(template: Template, stack?: Stack): void {
  checkReferences(template);
  for (const [id, { Type }] of Object.entries(template.Resources)) {
    resourceTypeOf(Type);
    const before = stack?.resources.get(id);
    if (before && before.type !== Type && before.status !== 'DELETE_COMPLETE' && before.status !== 'CREATE_FAILED')
      throw validationError(
        `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${id}]`,
      );
  }
  const values = [...Object.values(template.Resources), ...Object.values(template.Outputs)];
  for (const found of values.flatMap((each) => referencesIn(('Value' in each ? each.Value : each.Properties) ?? {}))) {
    const type = template.Resources[found.name]?.Type;
    if (found.kind !== 'GetAtt' || found.attribute === undefined || type === undefined || isCustom(type)) continue;
    const { attributes } = resourceTypeOf(type);
    if (attributes !== 'any' && !attributes.includes(found.attribute))
      throw templateError(`resource ${found.name} does not support attribute type ${found.attribute} in Fn::GetAtt`);
  }
}

/** The capabilities that a template needs, with the resources that need them. */
export function capabilitiesOf(template: Template): { capability: string; types: string[] } | undefined {
  const iam = Object.values(template.Resources).filter((each) => each.Type in NAMED_IAM);
  if (iam.length === 0) return undefined;
  const named = iam.some((each) => {
    const property = NAMED_IAM[each.Type];
    return property !== undefined && property !== '' && each.Properties?.[property] !== undefined;
  });
  return {
    capability: named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM',
    types: [...new Set(iam.map((each) => each.Type))],
  };
}

function checkCapabilities(template: Template, given: readonly string[]): void {
  const needed = capabilitiesOf(template)?.capability;
  if (needed === undefined || given.includes('CAPABILITY_NAMED_IAM') || given.includes(needed)) return;
  throw insufficientCapabilities(needed);
}

function checkTags(tags: readonly Tag[]): void {
  const keys = tags.map((each) => each.Key);
  if (keys.some((key) => key?.startsWith('aws:')))
    throw validationError('aws: prefixed tag key names are not allowed for external use.');
  if (new Set(keys).size < keys.length)
    throw validationError('Duplicate tag keys found. Please specify unique tag keys.');
}
