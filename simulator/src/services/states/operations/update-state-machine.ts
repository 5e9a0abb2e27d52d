import type { UpdateStateMachineCommandInput, UpdateStateMachineCommandOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../contract/service';
import { ids } from '../../../kernel/ids';
import { machineDeleting } from '../errors';
import { findStateMachine } from '../find';
import { parsedDefinition } from './create-state-machine';

/** UpdateStateMachine: running executions keep the definition with which they started. */
export const updateStateMachine: Operation<UpdateStateMachineCommandInput, Partial<UpdateStateMachineCommandOutput>> = (
  input,
  call,
) => {
  const machine = findStateMachine(input.stateMachineArn, call);
  if (machine.deleting) throw machineDeleting(machine.arn);
  if (input.definition !== undefined) {
    machine.definition = parsedDefinition(input.definition);
    machine.source = input.definition;
  }
  if (input.roleArn !== undefined) machine.roleArn = input.roleArn;
  const { loggingConfiguration, tracingConfiguration, encryptionConfiguration } = input;
  const given = Object.entries({ loggingConfiguration, tracingConfiguration, encryptionConfiguration });
  machine.settings = { ...machine.settings, ...Object.fromEntries(given.filter(([, value]) => value !== undefined)) };
  machine.revisionId = ids.uuid();
  return { updateDate: new Date(call.world.clock.now()), revisionId: machine.revisionId };
};
