import type { Target } from '@aws-sdk/client-eventbridge';
import { evaluate } from '../../states/language/json-path';
import type { Envelope } from '../event';
import type { Rule } from '../state';

/** A target's input for an event: the event, a part of it, a constant, or a text made from it. */
export function inputFor(target: Target, event: Envelope, rule: Rule, now: string): string {
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath !== undefined) return JSON.stringify(evaluate(target.InputPath, event).value ?? {});
  if (target.InputTransformer === undefined) return JSON.stringify(event);
  const { InputPathsMap = {}, InputTemplate = '' } = target.InputTransformer;
  const values = new Map<string, unknown>([
    ['aws.events.rule-arn', rule.arn],
    ['aws.events.rule-name', rule.name],
    ['aws.events.event.ingestion-time', now],
    ['aws.events.event', withoutDetail(event)],
    ['aws.events.event.json', event],
  ]);
  for (const [name, path] of Object.entries(InputPathsMap)) values.set(name, evaluate(path, event).value);
  return transform(InputTemplate, values);
}

function withoutDetail({ detail: _detail, ...rest }: Envelope): unknown {
  return rest;
}

/**
 * Fills in `<name>`s. A value becomes JSON outside quotes, and escaped text inside quotes. A value that the event does not have
 * becomes empty inside quotes and null outside.
 */
function transform(template: string, values: ReadonlyMap<string, unknown>): string {
  let quoted = false;
  return template.replace(/\\.|"|<([\w.-]+)>/g, (token, name: string | undefined) => {
    if (name === undefined) {
      if (token === '"') quoted = !quoted;
      return token;
    }
    if (!values.has(name)) return token;
    const value = values.get(name);
    if (!quoted) return JSON.stringify(value ?? null);
    if (value === undefined) return '';
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return JSON.stringify(text).slice(1, -1);
  });
}
