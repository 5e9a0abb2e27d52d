import type { AwsError } from '../../kernel/aws-error';
import type { Shape } from '../shape';
import type { DocumentFormat } from './format';
import { writeMembers } from './write';

/** An error as a document: `__type`, the message under its name in the shape, and the shape's other members. */
export function errorBody(error: AwsError, shape: Shape | undefined, format: DocumentFormat): Record<string, unknown> {
  const message = shape?.members.find(({ name }) => name.toLowerCase() === 'message');
  const members = shape ? writeMembers(shape.members, error.members, format) : error.members;
  const body: Record<string, unknown> = { __type: error.wireType, ...members };
  body[message ? format.nameOf(message.name, message.shape) : 'message'] = error.message;
  // GuardDuty's errors contain their type twice
  if (shape?.member('Type')?.shape.traits.jsonName === 'type') body.type ??= error.wireType;
  return body;
}
