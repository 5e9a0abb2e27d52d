/** The task of a Task state's Resource. */
export type TaskResource =
  | { readonly kind: 'lambda'; readonly functionArn: string }
  | { readonly kind: 'integration'; readonly service: string; readonly action: string; readonly pattern: Pattern }
  | { readonly kind: 'sdk'; readonly service: string; readonly action: string; readonly pattern: Pattern };

/**
 * The time at which a task is complete: when the call is answered, when the work that it started ends, or when its token is
 * returned.
 */
type Pattern = 'response' | 'sync' | 'sync:2' | 'waitForTaskToken';

const OPTIMIZED: Readonly<Record<string, readonly Pattern[]>> = {
  'lambda:invoke': ['response', 'waitForTaskToken'],
  'sns:publish': ['response', 'waitForTaskToken'],
  'sqs:sendMessage': ['response', 'waitForTaskToken'],
  'events:putEvents': ['response', 'waitForTaskToken'],
  'states:startExecution': ['response', 'sync', 'sync:2'],
};

/** Parses a Task state's Resource; undefined for a resource that is not simulated. */
export function parseResource(resource: string): TaskResource | undefined {
  if (/^arn:[\w-]+:lambda:[\w-]+:\d{12}:function:/.test(resource)) return { kind: 'lambda', functionArn: resource };
  const parts = /^arn:[\w-]+:states:::(aws-sdk:)?([\w-]+):(\w+?)(?:\.(sync|sync:2|waitForTaskToken))?$/.exec(resource);
  if (!parts) return undefined;
  const [, sdk, service = '', action = '', suffix] = parts;
  const pattern = (suffix ?? 'response') as Pattern;
  if (sdk) return pattern.startsWith('sync') ? undefined : { kind: 'sdk', service, action, pattern };
  return OPTIMIZED[`${service}:${action}`]?.includes(pattern)
    ? { kind: 'integration', service, action, pattern }
    : undefined;
}
