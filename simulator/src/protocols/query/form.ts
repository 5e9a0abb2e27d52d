import type { Shape } from '../shape';
import { readText } from '../text';

/** A form's dotted keys as a tree: `Tags.member.1.Key=a` is `a` at Tags → member → 1 → Key. */
export interface FormNode {
  text: string | undefined;
  readonly children: Map<string, FormNode>;
}

/** The tree of a form body's parameters, or of a GET's query. */
export function formTree(parameters: Iterable<readonly [string, string]>): FormNode {
  const root = node();
  for (const [key, text] of parameters) {
    let at = root;
    for (const step of key.split('.')) {
      const next = at.children.get(step) ?? node();
      at.children.set(step, next);
      at = next;
    }
    at.text = text;
  }
  return root;
}

/** A form as the SDK's input. @throws Malformed if a value does not have the type of its shape */
export function readForm(shape: Shape, from: FormNode): unknown {
  switch (shape.kind) {
    case 'structure':
      return readStructure(shape, from);
    case 'list':
      return numbered(shape.traits.xmlFlattened ? from : at(from, shape.element.traits.xmlName ?? 'member')).map(
        (each) => readForm(shape.element, each),
      );
    case 'map':
      return Object.fromEntries(
        numbered(shape.traits.xmlFlattened ? from : at(from, 'entry')).map((entry) => [
          at(entry, shape.key.traits.xmlName ?? 'key').text ?? '',
          readForm(shape.element, at(entry, shape.element.traits.xmlName ?? 'value')),
        ]),
      );
    default:
      return readText(shape, from.text ?? '');
  }
}

function readStructure(shape: Shape, from: FormNode): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const { name, shape: member } of shape.members) {
    const child = from.children.get(member.traits.xmlName ?? name);
    if (child) result[name] = readForm(member, child);
  }
  return result;
}

function numbered(from: FormNode): FormNode[] {
  return [...from.children]
    .filter(([step]) => /^\d+$/.test(step))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}

function at(from: FormNode, step: string): FormNode {
  return from.children.get(step) ?? node();
}

function node(): FormNode {
  return { text: undefined, children: new Map() };
}
