import type { CreateStateMachineCommandInput, CreateStateMachineCommandOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../contract/service';
import { ids } from '../../../kernel/ids';
import { invalidDefinition, invalidName, machineDeleting, stateMachineExists } from '../errors';
import type { Definition } from '../language/definition';
import { parseDefinition } from '../language/parse';
import { type StateMachine, stateMachines } from '../state';
import { tagsOf } from '../tags';

/** CreateStateMachine: the same request again returns the existing machine. */
export const createStateMachine: Operation<CreateStateMachineCommandInput, Partial<CreateStateMachineCommandOutput>> = (
  input,
  call,
) => {
  const { name = '', definition: source = '', roleArn = '', type = 'STANDARD' } = input;
  if (!/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/]{1,80}$/.test(name)) throw invalidName(name);
  const arn = `arn:${call.partition}:states:${call.region}:${call.accountId}:stateMachine:${name}`;
  const machines = call.world.state.at(stateMachines, call.accountId, call.region);
  const existing = machines.get(arn);
  if (existing?.deleting) throw machineDeleting(arn);
  if (existing && (existing.source !== source || existing.roleArn !== roleArn || existing.type !== type))
    throw stateMachineExists(arn);
  const { loggingConfiguration, tracingConfiguration, encryptionConfiguration } = input;
  const created: StateMachine = existing ?? {
    arn,
    name,
    type,
    creationDate: call.world.clock.now(),
    roleArn,
    source,
    definition: parsedDefinition(source),
    revisionId: ids.uuid(),
    settings: { loggingConfiguration, tracingConfiguration, encryptionConfiguration },
    tags: tagsOf(input.tags),
  };
  machines.set(arn, created);
  return { stateMachineArn: arn, creationDate: new Date(created.creationDate) };
};

/** Parses a definition. @throws AwsError InvalidDefinition with all its problems */
export function parsedDefinition(source: string): Definition {
  const parsed = parseDefinition(source);
  if ('problems' in parsed) throw invalidDefinition(parsed.problems);
  return parsed.definition;
}
