import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { allRegions, offersApiDestinations, type PartitionName, partitionFacts } from '../../../lib/regions';
import { everyPartition } from '../../registry/every-partition';
import { appOf } from './synthesized';

interface Validator {
  validate(template: unknown, region: string): readonly { readonly message: string }[];
}
interface Schemas {
  readonly SchemaValidator: new () => Validator;
  readonly TemplateContent: new (text: string, name: string) => unknown;
}

/** The registry schemas that the CDK ships: the resource types of each region. */
const cdk = dirname(require.resolve('aws-cdk-lib/package.json'));
const { SchemaValidator, TemplateContent } = createRequire(join(cdk, 'package.json'))(
  '@aws/cloudformation-validate',
) as Schemas;
const validator = new SchemaValidator();

/** The types that the registry of a region does not have. */
function lacking(types: readonly string[], region: string): string[] {
  const Resources = Object.fromEntries(types.map((Type, at) => [`It${at}`, { Type, Properties: {} }]));
  const found = validator.validate(new TemplateContent(JSON.stringify({ Resources }), 'template.json'), region);
  return found.flatMap(({ message }) => /^Resource type '(.+)' does not exist/.exec(message)?.[1] ?? []).sort();
}

const HTTP = ['AWS::Events::ApiDestination', 'AWS::Events::Connection'];

interface Policy {
  readonly Statement: readonly { readonly Sid?: string }[];
}

/** Every policy document in a template, wherever it is. */
function policiesIn(value: unknown): Policy[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(policiesIn);
  return Array.isArray((value as Partial<Policy>).Statement) ? [value as Policy, ...inside] : inside;
}

function repeatedIds({ Statement }: Policy): string[] {
  const ids = Statement.flatMap(({ Sid }) => Sid ?? []);
  return ids.filter((id, at) => ids.indexOf(id) !== at);
}

function typesOf(template: Template): string[] {
  const resources = Object.values((template.toJSON().Resources ?? {}) as Record<string, { Type: string }>);
  return [...new Set(resources.map(({ Type }) => Type))].filter((type) => !type.startsWith('Custom::'));
}

const templates = new Map(
  everyPartition().map(({ partition, app }) => {
    const all = app.node.findAll().filter(Stack.isStack);
    return [partition, all.map((stack) => [stack.stackName, Template.fromStack(stack)] as const)];
  }),
);
const stacks = new Map(
  [...templates].map(([partition, all]) => [
    partition,
    all.map(([stack, template]) => [stack, typesOf(template)] as const),
  ]),
);

test.each([...templates.keys()])(
  'no policy in partition %s has two statements with one id, which AWS refuses',
  (partition) => {
    const all = (templates.get(partition) ?? []).map(
      ([stack, template]) => [stack, policiesIn(template.toJSON())] as const,
    );
    expect(all.flatMap(([, policies]) => policies).length).toBeGreaterThan(50);
    expect(all.flatMap(([stack, policies]) => policies.flatMap(repeatedIds).map((id) => `${stack} ${id}`))).toEqual([]);
  },
);
const everywhere = allRegions.map((region) => [region.name, region] as const);

test.each(everywhere)(
  'N2: CloudFormation has every resource type in %s that its own stack, and all stacks of a home region there, contain',
  (name, region) => {
    const all = stacks.get(region.partition) ?? [];
    const inRegion = all.filter(([stack]) => !stack.startsWith('Detection-') || stack === `Detection-${name}`);
    // a target of a kind that the home region lacks is a mistake in the configuration
    const types = inRegion
      .flatMap(([, each]) => each)
      .filter((type) => offersApiDestinations(name) || !HTTP.includes(type));
    expect(inRegion.map(([stack]) => stack)).toContain(`Detection-${name}`);
    expect(lacking([...new Set(types)], name)).toEqual([]);
  },
);

describe('N2: the catalogue', () => {
  test.each(everywhere)('agrees about %s with its registry', (name, { partition, detective }) => {
    const { chat } = partitionFacts(partition);
    const offered = {
      'AWS::Events::ApiDestination': offersApiDestinations(name),
      'AWS::Events::Connection': offersApiDestinations(name),
      'AWS::Chatbot::SlackChannelConfiguration': chat,
      'AWS::Chatbot::MicrosoftTeamsChannelConfiguration': chat,
      'AWS::GuardDuty::TrustedEntitySet': partition === 'aws',
      'AWS::GuardDuty::ThreatEntitySet': partition === 'aws',
      'AWS::Detective::Graph': detective,
    };
    const missing = Object.entries(offered).flatMap(([type, here]) => (here ? [] : [type]));
    expect(lacking(Object.keys(offered), name)).toEqual(missing.sort());
  });
});

/** The registry of GovCloud, read from the schemas of cfn-lint 1.51.0; those of the CDK do not tell properties by region. */
test.each<[PartitionName, string, readonly string[]]>([
  ['aws-us-gov', 'us-gov-west-1', ['Name', 'Policy']],
  ['aws-cn', 'cn-north-1', ['Description', 'LogConfig', 'Name', 'Policy']],
  ['aws', 'eu-west-1', ['Description', 'LogConfig', 'Name', 'Policy']],
])('N2: the findings bus in %s has the properties that CloudFormation knows there', (partition, homeRegion, known) => {
  const app = appOf({ partition, homeRegion, regions: [homeRegion], tags: {} });
  const hub = Template.fromStack(app.node.findChild('FindingsHub') as Stack);
  const [bus] = Object.values(hub.findResources('AWS::Events::EventBus'));
  const { Tags: _, ...properties } = bus?.Properties ?? {};
  expect(Object.keys(properties).sort()).toEqual(known);
  const asText = partition === 'aws-us-gov';
  expect(typeof properties.Policy).toBe(asText ? 'string' : 'object');
  const { Statement } = asText ? JSON.parse(properties.Policy) : properties.Policy;
  expect(Statement).toMatchObject([
    { Sid: 'LifecycleEvents', Principal: { AWS: expect.stringContaining(`arn:${partition}:`) } },
  ]);
  hub.resourceCountIs('AWS::Logs::DeliverySource', asText ? 0 : 2);
});
