import { camelCase } from './camel-case';
import { defined, fields, type Properties, type ResourceType, tagList, text, type Work } from './resource-type';
import { retag } from './retag';

/** The definition with its `${…}` placeholders replaced. */
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

const lowerCase = ({ Key, Value }: { Key: string; Value: string }) => ({ key: Key, value: Value });

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
      tags: tagList(properties.Tags).map(lowerCase),
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
    const resourceArn = stateMachineArn;
    await retag(existing, properties, {
      untag: (tagKeys) => work.call('states', 'UntagResource', { resourceArn, tagKeys }),
      tag: (tags) => work.call('states', 'TagResource', { resourceArn, tags: tags.map(lowerCase) }),
    });
    const { attributes } = existing;
    return {
      physicalId: stateMachineArn,
      attributes: { ...attributes, ...defined({ StateMachineRevisionId: updated.revisionId }) },
    };
  },
  remove: async (existing, work) => {
    const stateMachineArn = existing.physicalId;
    await work.call('states', 'DeleteStateMachine', { stateMachineArn });
    await waitUntilDeleted(stateMachineArn, work);
  },
};

/** The seconds between two polls for the end of a machine's executions. */
const POLL_SECONDS = 5;

/** Waits until the machine is deleted: until then its name is taken. */
async function waitUntilDeleted(stateMachineArn: string, work: Work): Promise<void> {
  while (!work.signal.aborted) {
    try {
      await work.call('states', 'DescribeStateMachine', { stateMachineArn });
    } catch {
      return;
    }
    await work.world.clock.sleep(POLL_SECONDS);
  }
}

export const stepFunctionsTypes: readonly ResourceType[] = [stateMachine];
