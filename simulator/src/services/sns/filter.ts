import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import { compileObject } from '../events/pattern/compile';
import { InvalidPattern } from '../events/pattern/invalid-pattern';
import { invalidParameter } from './errors';
import type { Subscription } from './state';

/** Refuses an invalid filter policy. */
export function checkFilterPolicy(policy: string): void {
  if (policy === '') return;
  try {
    compileObject(withoutEmpty(JSON.parse(policy)));
  } catch (error) {
    if (error instanceof InvalidPattern || error instanceof SyntaxError)
      throw invalidParameter(`Attributes Reason: FilterPolicy: ${error.message}`);
    throw error;
  }
}

/** Whether a subscription wants a message, by its attributes or its body. */
export function accepts(
  { attributes }: Subscription,
  message: string,
  messageAttributes: Readonly<Record<string, MessageAttributeValue>>,
): boolean {
  const policy: unknown = JSON.parse(attributes.get('FilterPolicy') ?? '{}');
  if (Object.keys(Object(policy)).length === 0) return true;
  const matches = compileObject(policy);
  if (attributes.get('FilterPolicyScope') === 'MessageBody') return matches(parsed(message));
  return matches(
    Object.fromEntries(Object.entries(messageAttributes).map(([name, value]) => [name, attributeValue(value)])),
  );
}

function attributeValue({ DataType = 'String', StringValue = '' }: MessageAttributeValue): unknown {
  if (DataType.startsWith('String.Array')) return parsed(StringValue);
  return DataType.startsWith('Number') ? Number(StringValue) : StringValue;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An empty policy filters nothing. */
function withoutEmpty(policy: unknown): unknown {
  return Object.keys(Object(policy)).length === 0 ? { any: [{ exists: true }] } : policy;
}
