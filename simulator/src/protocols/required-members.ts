import type { Service } from '../contract/service';
import type { Shape } from './shape';

/** Refuses an input that lacks required members with the service's own error and AWS's message. */
export function requireMembers(service: Service, shape: Shape, input: unknown): void {
  const missing = [...missingIn(shape, input, '')];
  if (missing.length === 0) return;
  const constraints = missing.map(
    (path) => `Value null at '${path}' failed to satisfy constraint: Member must not be null`,
  );
  const errors = `${missing.length} validation error${missing.length > 1 ? 's' : ''}`;
  throw service.invalid(`${errors} detected: ${constraints.join('; ')}`);
}

function* missingIn(shape: Shape, value: unknown, path: string): Generator<string> {
  if (value === null || value === undefined) return;
  if (shape.kind === 'structure') {
    const given = value as Record<string, unknown>;
    for (const { name, shape: member, required } of shape.members) {
      const at = `${path}${lowerFirst(name)}`;
      if (given[name] !== undefined && given[name] !== null) yield* missingIn(member, given[name], `${at}.`);
      else if (required) yield at;
    }
  } else if (shape.kind === 'list' && shape.element.kind !== 'string') {
    for (const [at, each] of (value as unknown[]).entries())
      yield* missingIn(shape.element, each, `${path}${at + 1}.member.`);
  } else if (shape.kind === 'map' && shape.element.kind !== 'string') {
    for (const [key, each] of Object.entries(value as object))
      yield* missingIn(shape.element, each, `${path}${key}.member.`);
  }
}

// `roleArn`, but `SSEType` stays as it is
function lowerFirst(name: string): string {
  return /^[A-Z][a-z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}
