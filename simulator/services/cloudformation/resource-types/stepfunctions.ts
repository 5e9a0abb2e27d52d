import { camelCase } from './camel-case';
import {
  defined,
  droppedTags,
  fields,
  type Properties,
  type ResourceType,
  tagList,
  text,
  type Work,
} from './resource-type';

/** The definition with its `${…}` substitutions made. */
function definitionOf(properties: Properties): string {
  const substitutions = fields(properties.DefinitionSubstitutions);
  const definition = text(properties.DefinitionString) ?? text(properties.Definition) ?? '';
  return definition.replace(/\$\{(\w+)\}/g, (whole, name: string) => text(substitutions[name]) ?? whole);
}

const settings = (properties: Properties): Record<string, unknown> =>
  defined({
    definition: definitionOf(properties),
    roleArn: text(properties.RoleArn),
    loggingConfiguration: camelCase(properties.LoggingConfiguration),
    tracingConfiguration: camelCase(properties.TracingConfiguration),
    encryptionConfiguration: camelCase(properties.EncryptionConfiguration),
  });

const stateMachine: ResourceType = {
  type: 'AWS::StepFunctions::StateMachine',
  createOnly: ['StateMachineName', 'StateMachineType'],
  nameProperty: 'StateMachineName',
  attributes: ['Arn', 'Name', 'StateMachineRevisionId'],
  tags: 'list',
  create: async (properties, work) => {
    const name = text(properties.StateMachineName) ?? work.generatedName(80);
    const created = await work.call<{ stateMachineArn: string }>('states', 'CreateStateMachine', {
      name,
      ...settings(properties),
      ...defined({ type: text(properties.StateMachineType) }),
      tags: tagList(properties.Tags).map(({ Key, Value }) => ({ key: Key, value: Value })),
    });
    const Arn = created.stateMachineArn;
    return { physicalId: Arn, attributes: { Arn, Name: name, StateMachineRevisionId: 'INITIAL' } };
  },
  update: async (existing, properties, work) => {
    const stateMachineArn = existing.physicalId;
    const updated = await work.call<{ revisionId?: string }>('states', 'UpdateStateMachine', {
      stateMachineArn,
      ...settings(properties),
    });
    await retag(stateMachineArn, existing.properties, properties, work);
    const { attributes } = existing;
    return {
      physicalId: stateMachineArn,
      attributes: { ...attributes, ...defined({ StateMachineRevisionId: updated.revisionId }) },
    };
  },
  remove: async (existing, work) => {
    await work.call('states', 'DeleteStateMachine', { stateMachineArn: existing.physicalId });
  },
};

async function retag(resourceArn: string, before: Properties, after: Properties, work: Work): Promise<void> {
  if (text(before.Tags) === text(after.Tags)) return;
  const tagKeys = droppedTags(before.Tags, after.Tags);
  if (tagKeys.length > 0) await work.call('states', 'UntagResource', { resourceArn, tagKeys });
  const tags = tagList(after.Tags).map(({ Key, Value }) => ({ key: Key, value: Value }));
  if (tags.length > 0) await work.call('states', 'TagResource', { resourceArn, tags });
}

export const stepFunctionsTypes: readonly ResourceType[] = [stateMachine];
