import * as schemas from '@aws-sdk/client-sfn';
import type { Service } from '../../contract/service';
import { checks } from './checks';
import { validation } from './errors';
import { createStateMachine } from './operations/create-state-machine';
import {
  describeExecution,
  describeStateMachineForExecution,
  getExecutionHistory,
  listExecutions,
} from './operations/executions';
import { startExecution } from './operations/start-execution';
import {
  deleteStateMachine,
  describeStateMachine,
  listStateMachines,
  listStateMachineVersions,
} from './operations/state-machines';
import { stopExecution } from './operations/stop-execution';
import { listTagsForResource, tagResource, untagResource } from './operations/tags';
import { sendTaskFailure, sendTaskHeartbeat, sendTaskSuccess } from './operations/task-tokens';
import { updateStateMachine } from './operations/update-state-machine';
import { validateStateMachineDefinition } from './operations/validate-state-machine-definition';

/** AWS Step Functions: state machines in the Amazon States Language, JSONPath mode. */
export const states: Service = {
  signingName: 'states',
  schemas,
  protocol: 'json-1.0',
  target: 'AWSStepFunctions',
  scope: 'regional',
  checks,
  operations: {
    CreateStateMachine: createStateMachine,
    DeleteStateMachine: deleteStateMachine,
    DescribeExecution: describeExecution,
    DescribeStateMachine: describeStateMachine,
    DescribeStateMachineForExecution: describeStateMachineForExecution,
    GetExecutionHistory: getExecutionHistory,
    ListExecutions: listExecutions,
    ListStateMachines: listStateMachines,
    ListStateMachineVersions: listStateMachineVersions,
    ListTagsForResource: listTagsForResource,
    SendTaskFailure: sendTaskFailure,
    SendTaskHeartbeat: sendTaskHeartbeat,
    SendTaskSuccess: sendTaskSuccess,
    StartExecution: startExecution,
    StopExecution: stopExecution,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateStateMachine: updateStateMachine,
    ValidateStateMachineDefinition: validateStateMachineDefinition,
  },
  invalid: validation,
};
