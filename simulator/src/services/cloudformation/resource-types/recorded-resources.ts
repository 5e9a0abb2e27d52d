import { Slot } from '../../../kernel/slot';
import { type Applied, type Properties, type ResourceType, text, type Work } from './resource-type';

/** A resource without a simulated service: its properties are kept and have no effect. */
export interface RecordedResource {
  readonly type: string;
  readonly stackId: string;
  readonly properties: Properties;
}

/** Recorded resources of an account and region by `<type> <physical id>`. */
export const recorded = new Slot<Map<string, RecordedResource>>('cloudformation', 'recorded', () => new Map());

interface Recording {
  readonly type: string;
  readonly nameProperty: string;
  readonly attributes: readonly string[];
  readonly createOnly?: readonly string[];
  readonly lowerCase?: boolean;
  readonly attributesOf: (name: string, work: Work) => Readonly<Record<string, unknown>>;
}

/**
 * Every type that is only recorded, with its attributes for `Fn::GetAtt`. `Ref` returns the name (on AWS: the ARN for chat
 * channels).
 */
const RECORDINGS: readonly Recording[] = [
  {
    type: 'AWS::ECR::Repository',
    nameProperty: 'RepositoryName',
    lowerCase: true,
    attributes: ['Arn', 'RepositoryUri'],
    attributesOf: (name, work) => ({
      Arn: work.arn('ecr', `repository/${name}`),
      RepositoryUri: `${work.accountId}.dkr.ecr.${work.region}.amazonaws.com/${name}`,
    }),
  },
  ...['Slack', 'MicrosoftTeams'].map(
    (client): Recording => ({
      type: `AWS::Chatbot::${client}ChannelConfiguration`,
      nameProperty: 'ConfigurationName',
      attributes: ['Arn'],
      attributesOf: (name, work) => ({
        Arn: work.arn('chatbot', `chat-configuration/${client.toLowerCase()}-channel/${name}`, 'global'),
      }),
    }),
  ),
];

export const recordedTypes: readonly ResourceType[] = RECORDINGS.map((recording) => {
  const { type, nameProperty, attributes, createOnly = [], lowerCase = false, attributesOf } = recording;
  const put = (physicalId: string, properties: Properties, work: Work): Applied => {
    const all = work.world.state.at(recorded, work.accountId, work.region);
    all.set(`${type} ${physicalId}`, { type, stackId: work.stack.id, properties });
    return { physicalId, attributes: attributesOf(physicalId, work) };
  };
  return {
    type,
    nameProperty,
    attributes,
    createOnly: [nameProperty, ...createOnly],
    tags: 'list' as const,
    create: async (properties, work) =>
      put(text(properties[nameProperty]) ?? work.generatedName(255, lowerCase), properties, work),
    update: async (existing, properties, work) => put(existing.physicalId, properties, work),
    remove: async (existing, work) => {
      work.world.state.at(recorded, work.accountId, work.region).delete(`${type} ${existing.physicalId}`);
    },
  };
});
