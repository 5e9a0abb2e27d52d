import { templateFormatError } from './errors';
import type { Properties } from './resource-types/resource-type';
import type { Template } from './template/template';

interface Place {
  readonly partition: string;
  readonly region: string;
}

const WITHOUT_API_DESTINATIONS = new Set([
  ...['ap-east-2', 'ap-southeast-5', 'ap-southeast-6', 'ca-west-1', 'il-central-1', 'mx-central-1'],
  ...['us-gov-east-1', 'us-gov-west-1'],
]);
const apiDestinations = ({ region }: Place) => !WITHOUT_API_DESTINATIONS.has(region);
const inPartitionAws = ({ partition }: Place) => partition === 'aws';

/** Types that are missing from the registries of some regions. */
const OFFERED: Readonly<Record<string, (place: Place) => boolean>> = {
  'AWS::Events::ApiDestination': apiDestinations,
  'AWS::Events::Connection': apiDestinations,
  'AWS::Chatbot::SlackChannelConfiguration': inPartitionAws,
  'AWS::Chatbot::MicrosoftTeamsChannelConfiguration': inPartitionAws,
  'AWS::GuardDuty::ThreatEntitySet': inPartitionAws,
  'AWS::GuardDuty::TrustedEntitySet': inPartitionAws,
};

/** Refuses types that CloudFormation does not have in a region. @throws AwsError ValidationError, before any resource is created */
export function checkRegistry(template: Template, place: Place): void {
  const types = [...new Set(Object.values(template.Resources).map(({ Type }) => Type))];
  const missing = types.filter((type) => OFFERED[type]?.(place) === false);
  if (missing.length > 0) throw templateFormatError(`Unrecognized resource types: [${missing.join(', ')}]`);
}

/** The violation of an event bus's schema in a partition, undefined if there is none. */
export function eventBusRefusal(properties: Properties, logicalId: string, partition: string): string | undefined {
  if (partition !== 'aws-us-gov') return undefined;
  const extraneous = ['Description', 'LogConfig'].filter((name) => properties[name] !== undefined);
  const wrong = extraneous.map((name) => `#: extraneous key [${name}] is not permitted`);
  if (typeof properties.Policy === 'object') wrong.push('#/Policy: expected type: String, found: JSONObject');
  return wrong.length === 0
    ? undefined
    : `Properties validation failed for resource ${logicalId} with message:\n${wrong.join('\n')}`;
}
