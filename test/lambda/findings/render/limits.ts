import type { Form } from '../../../../lambda/findings/desired';

type Json = Readonly<Record<string, unknown>>;

/** The documented limits of a target that a message exceeds. */
export function breaches(message: unknown, form: Form): string[] {
  const at = (path: string): unknown =>
    path.split('.').reduce<unknown>((value, key) => (value as Json | undefined)?.[key], message);
  const longer = (path: string, limit: number): string[] => {
    const value = at(path);
    const length = typeof value === 'string' ? value.length : JSON.stringify(value ?? '').length;
    return length > limit ? [`${path} has ${length} of ${limit}`] : [];
  };
  const wrong = (problem: string, is: boolean): string[] => (is ? [problem] : []);
  switch (form.kind) {
    case 'email':
      return [
        ...longer('subject', 100),
        ...longer('message', 65_536),
        ...wrong('subject', !/^[A-Za-z0-9!-/:-@[-`{-~][\x20-\x7e]*$/.test(String(at('subject')))),
      ];
    case 'chat':
      return [...longer('content.title', 250), ...longer('content.description', 3000), ...longer('metadata', 4000)];
    case 'pagerDuty':
      return [...longer('payload.summary', 1024), ...longer('dedup_key', 255), ...longer('payload', 60_000)];
    case 'jira':
      return [
        ...longer('fields.summary', 255),
        ...longer('fields.description', 32_900),
        ...wrong('empty text', JSON.stringify(message).includes('"text":""')),
        ...wrong(
          'label',
          (at('fields.labels') as string[]).some((label) => /\s/.test(label)),
        ),
      ];
    case 'opsItem':
      return [...longer('title', 1024), ...longer('description', 2048), ...longer('operationalData', 20_000)];
    case 'envelope':
      return [];
  }
}
