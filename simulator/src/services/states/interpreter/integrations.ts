import { isObject } from '../language/json-path';
import type { TaskResource } from '../language/resource';
import { StatesError } from '../language/states-error';
import { invokeFunction } from './invoke-function';
import type { Scope } from './scope';
import { startNested } from './start-nested';

type Api = Exclude<TaskResource, { kind: 'lambda' }>;

/** Signing names that differ from the service's name in Step Functions. */
const SIGNING_NAMES: Readonly<Record<string, string>> = {
  sfn: 'states',
  eventbridge: 'events',
  cloudwatchlogs: 'logs',
  cloudwatch: 'monitoring',
};
/** Services whose member names start with a lower-case letter; in Step Functions all start with an upper-case letter. */
const LOWER_CASE_MEMBERS = ['states', 'logs'];

/** Calls an AWS API as the machine's role, directly or through an optimized integration. */
export async function callIntegration(resource: Api, argument: unknown, scope: Scope): Promise<unknown> {
  if (resource.kind === 'integration') {
    const parameters: Record<string, unknown> = isObject(argument) ? argument : {};
    if (resource.service === 'lambda') return invokeIntegration(parameters, scope);
    if (resource.service === 'states') return startNested(resource.pattern, parameters, scope);
    if (resource.service === 'events') return putEvents(parameters, scope);
    return callApi(resource, withTextBody(parameters), scope);
  }
  return callApi(resource, argument, scope);
}

async function callApi({ service, action }: Api, argument: unknown, scope: Scope): Promise<unknown> {
  const signingName = SIGNING_NAMES[service] ?? service;
  const operation = action.charAt(0).toUpperCase() + action.slice(1);
  const lower = LOWER_CASE_MEMBERS.includes(signingName);
  const output = await scope.world.invoke<unknown>(
    signingName,
    operation,
    lower ? renamed(argument, (name) => name.charAt(0).toLowerCase() + name.slice(1)) : argument,
    { principal: scope.principal, region: scope.region },
  );
  const plain: unknown = JSON.parse(JSON.stringify(output ?? {}));
  return lower ? renamed(plain, (name) => name.charAt(0).toUpperCase() + name.slice(1)) : plain;
}

function renamed(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each) => renamed(each, rename));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [rename(name), renamed(each, rename)]));
}

/** Messages may be given as JSON; they are sent as text. */
function withTextBody(parameters: Record<string, unknown>): Record<string, unknown> {
  const text = (value: unknown): unknown =>
    value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
  return { ...parameters, Message: text(parameters.Message), MessageBody: text(parameters.MessageBody) };
}

async function invokeIntegration(parameters: Record<string, unknown>, scope: Scope): Promise<unknown> {
  const { Payload, ...request } = parameters;
  const { payload, answer } = await invokeFunction(request as { FunctionName: string }, Payload ?? {}, scope);
  return { ExecutedVersion: answer.ExecutedVersion ?? '$LATEST', Payload: payload, StatusCode: answer.StatusCode };
}

async function putEvents(parameters: Record<string, unknown>, scope: Scope): Promise<unknown> {
  const entries = Array.isArray(parameters.Entries) ? parameters.Entries : [];
  const Entries = entries.filter(isObject).map((entry) => ({
    ...entry,
    Detail: typeof entry.Detail === 'string' ? entry.Detail : JSON.stringify(entry.Detail ?? {}),
  }));
  const answer = await scope.world.invoke<{ FailedEntryCount: number; Entries: unknown[] }>(
    'events',
    'PutEvents',
    { Entries },
    { principal: scope.principal, region: scope.region },
  );
  if (answer.FailedEntryCount > 0) throw new StatesError('EventBridge.FailedEntry', JSON.stringify(answer));
  return answer;
}
