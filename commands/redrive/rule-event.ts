import { z } from 'zod';
import type { ParkedEvent } from './destination';

const pattern = z.object({
  detail: z.object({ deliver: z.record(z.string(), z.array(z.string())) }).optional(),
});

/**
 * An event for one rule only: its other deliveries were made and are left out. An event without a list of deliveries, for
 * whose kind there is one rule, stays as it is.
 * @param rule the rule's pattern, as JSON
 */
export function eventForRule({ detail, ...envelope }: ParkedEvent, rule: string): ParkedEvent {
  const { data } = pattern.safeParse(JSON.parse(rule));
  const [delivery] = Object.entries(data?.detail?.deliver ?? {});
  if (!delivery) return { ...envelope, detail } as ParkedEvent;
  const [target, [route = '']] = delivery;
  const messages = z.record(z.string(), z.unknown()).catch({}).parse(detail.messages);
  return {
    ...envelope,
    detail: {
      ...detail,
      deliver: { [target]: route },
      messages: target in messages ? { [target]: messages[target] } : {},
    },
  } as ParkedEvent;
}
