import { AwsError } from '../../../kernel/aws-error';
import type { StateDefinition } from '../language/definition';
import { type Documents, required } from '../language/paths';
import { parseResource, type TaskResource } from '../language/resource';
import { runtimeError, StatesError } from '../language/states-error';
import { callIntegration } from './integrations';
import { invokeFunction } from './invoke-function';
import { note, type Scope } from './scope';
import { tokens } from './task-tokens';

type Lambda = Extract<TaskResource, { kind: 'lambda' }>;
type Api = Exclude<TaskResource, Lambda>;

/** Runs a Task state: a Lambda function by its ARN, an optimized integration, or a call of an AWS API. */
export async function runTask(
  state: StateDefinition,
  argument: unknown,
  documents: Documents,
  scope: Scope,
): Promise<unknown> {
  const resource = parseResource(state.Resource ?? '');
  if (!resource) throw runtimeError(`The resource ${state.Resource} is not simulated`);
  const seconds = state.TimeoutSecondsPath
    ? Number(required(state.TimeoutSecondsPath, 'TimeoutSecondsPath', documents))
    : state.TimeoutSeconds;
  return withTimeout(seconds, scope, () =>
    resource.kind === 'lambda' ? lambdaTask(resource, argument, scope) : apiTask(resource, argument, scope),
  );
}

async function lambdaTask(resource: Lambda, argument: unknown, scope: Scope): Promise<unknown> {
  const input = JSON.stringify(argument);
  note(scope, 'LambdaFunctionScheduled', {
    lambdaFunctionScheduledEventDetails: { resource: resource.functionArn, input },
  });
  note(scope, 'LambdaFunctionStarted');
  try {
    const { payload } = await invokeFunction({ FunctionName: resource.functionArn }, argument, scope);
    note(scope, 'LambdaFunctionSucceeded', {
      lambdaFunctionSucceededEventDetails: { output: JSON.stringify(payload) },
    });
    return payload;
  } catch (error) {
    const failed = asStatesError(error, 'lambda');
    note(scope, 'LambdaFunctionFailed', {
      lambdaFunctionFailedEventDetails: { error: failed.error, cause: failed.cause },
    });
    throw failed;
  }
}

async function apiTask(resource: Api, argument: unknown, scope: Scope): Promise<unknown> {
  const { service, action, pattern } = resource;
  const resourceType = resource.kind === 'sdk' ? `aws-sdk:${service}` : service;
  const named = { resourceType, resource: pattern === 'response' ? action : `${action}.${pattern}` };
  note(scope, 'TaskScheduled', {
    taskScheduledEventDetails: { ...named, region: scope.region, parameters: JSON.stringify(argument) },
  });
  note(scope, 'TaskStarted', { taskStartedEventDetails: named });
  try {
    const token = tokenOf(scope);
    // the token may be returned before the call that issues it is answered
    const returned = tokens(scope.world).expect(token);
    const response = await callIntegration(resource, argument, scope);
    const output = pattern === 'waitForTaskToken' ? await scope.pacing.waitFor(returned) : response;
    note(scope, 'TaskSucceeded', { taskSucceededEventDetails: { ...named, output: JSON.stringify(output) } });
    return output;
  } catch (error) {
    const failed = asStatesError(error, service);
    note(scope, 'TaskFailed', { taskFailedEventDetails: { ...named, error: failed.error, cause: failed.cause } });
    throw failed;
  }
}

function tokenOf(scope: Scope): string {
  return String(Object(scope.context.Task).Token);
}

/** A refusal of AWS as an error that a machine can match: `<Service>.<Error>Exception`. */
function asStatesError(error: unknown, service: string): StatesError {
  if (error instanceof StatesError) return error;
  if (!(error instanceof AwsError)) throw error;
  const prefix = PREFIXES[service] ?? service.charAt(0).toUpperCase() + service.slice(1);
  const name = /(Exception|Error)$/.test(error.code) ? error.code : `${error.code}Exception`;
  return new StatesError(
    `${prefix}.${name}`,
    `${error.message} (Service: ${prefix}, Status Code: ${error.status}, Request ID: simulated)`,
  );
}

const PREFIXES: Readonly<Record<string, string>> = {
  guardduty: 'GuardDuty',
  sns: 'Sns',
  sqs: 'Sqs',
  events: 'EventBridge',
  eventbridge: 'EventBridge',
  states: 'StepFunctions',
  sfn: 'Sfn',
  cloudwatchlogs: 'CloudWatchLogs',
  cloudwatch: 'CloudWatch',
};

/** Fails with States.Timeout if a task takes longer; the task continues, and its result is ignored. */
async function withTimeout<T>(seconds: number | undefined, scope: Scope, task: () => Promise<T>): Promise<T> {
  if (seconds === undefined) return task();
  let timer: { cancel(): void } | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = scope.world.clock.after(seconds, () =>
      reject(new StatesError('States.Timeout', `The task timed out after ${seconds} seconds.`)),
    );
  });
  try {
    return await Promise.race([task(), late]);
  } finally {
    timer?.cancel();
  }
}
