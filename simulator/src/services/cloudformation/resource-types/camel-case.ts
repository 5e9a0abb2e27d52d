import type { Json } from '../template/template';

/**
 * Converts property names to the spelling of newer APIs: `CloudWatchLogsLogGroup` becomes `cloudWatchLogsLogGroup`, at every
 * depth.
 */
export function camelCase(value: Json | undefined): unknown {
  if (Array.isArray(value)) return value.map((each: Json) => camelCase(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key.charAt(0).toLowerCase() + key.slice(1), camelCase(each)]),
  );
}
