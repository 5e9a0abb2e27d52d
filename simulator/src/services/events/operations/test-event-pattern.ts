import type { TestEventPatternCommandInput, TestEventPatternCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../contract/service';
import { validation } from '../errors';
import { compile } from '../pattern/compile';
import { requirePattern } from './put-rule';

const REQUIRED = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type'];

/** TestEventPattern: whether a pattern matches an event, which must have all fields of the envelope. */
export const testEventPattern: Operation<TestEventPatternCommandInput, Partial<TestEventPatternCommandOutput>> = (
  input,
) => {
  const { EventPattern = '', Event = '' } = input;
  requirePattern(EventPattern);
  const event = parsed(Event);
  const missing = REQUIRED.find((name) => !(name in event));
  if (missing !== undefined)
    throw validation(`Parameter Event is not valid. Reason: ${missing} is a required argument.`);
  return { Result: compile(EventPattern)(event) };
};

function parsed(json: string): object {
  try {
    return Object(JSON.parse(json));
  } catch {
    throw validation('Parameter Event is not valid. Reason: Event is malformed.');
  }
}
